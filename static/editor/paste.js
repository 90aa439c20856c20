// Cleans pasted HTML; the server cleans again.

import { Fragment, Slice } from "../vendor/tiptap.js";
import { address, withoutTracking } from "./address.js";

const SILENT = "script|style|iframe|object|embed|noscript|template|svg|math|xml|title|textarea";
const WHOLE = new RegExp(`<!--[^]*?-->|<[!?][^>]*>|<(${SILENT})(?=[\\s/>])[^]*?</\\1(?=[\\s/>])[^>]*>`, "gi");
const TAG = /<(\/?)([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^>"'])*)(?:>|$)/gi;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g;
const DROPPED = new RegExp(`^(?:${SILENT}|base|meta|link|frame|param)$`, "i");
const READ = /^(?:style|class|alt|width|height|href|src|data-pm-slice)$/i;
const HARMLESS = /^\s*(?:https?:|mailto:|\/|[^:&]*$)/i;
const JUNK = "form, button, input, select, canvas";
const BULLET = /^[\s\u00a0]*[·•◦▪‣§o*–-][\s\u00a0]*$/;
const HEADINGS = { h1: "h2", h4: "h3", h5: "h3", h6: "h3" };
const KEPT = ["href", "src", "alt"];
const OURS = "figure, blockquote.pull, span.credit"; // their classes matter

/** Pasted `html` for this editor; calls `leftOut(count)` for pictures from elsewhere. */
export function cleaned(html, leftOut) {
  const harmless = inert(html);
  if (harmless.includes("data-pm-slice")) return harmless;
  const { body } = new DOMParser().parseFromString(harmless, "text/html");
  for (const junk of body.querySelectorAll(JUNK)) junk.remove();
  pictures(body, leftOut);
  lists(body);
  for (const [from, to] of Object.entries(HEADINGS)) {
    for (const heading of body.querySelectorAll(from)) become(heading, to);
  }
  for (const row of body.querySelectorAll("tr")) joinCells(row);
  for (const element of body.querySelectorAll("[data-style], b, strong, i, em")) emphasis(element);
  for (const link of body.querySelectorAll("a")) tidyLink(link);
  for (const span of body.querySelectorAll("span:not(.credit), font")) unwrap(span);
  for (const element of body.querySelectorAll("*")) bare(element);
  return body.innerHTML;
}

/** `html` without what breaks the CSP as it is parsed; `style` becomes `data-style`. */
export const inert = (html) =>
  html.replace(WHOLE, "").replace(TAG, (_tag, slash, name, attributes) =>
    DROPPED.test(name) ? "" : `<${slash}${name}${slash ? "" : kept(attributes)}>`,
  );

function kept(attributes) {
  let text = "";
  for (const [, name, given = ""] of attributes.matchAll(ATTRIBUTE)) {
    const value = /^["']/.test(given) ? given.slice(1, -1) : given;
    const isKept = READ.test(name) && (!/^(?:href|src)$/i.test(name) || HARMLESS.test(value));
    if (isKept) text += ` ${name.replace(/^style$/i, "data-style")}="${value.replaceAll('"', "&quot;")}"`;
  }
  return text;
}

/** Plain text: paragraphs end at blank lines or, without any, at each line. */
export function fromPlainText(text, _context, _isPlain, view) {
  const { paragraph, hardBreak } = view.state.schema.nodes;
  const { schema } = view.state;
  const clean = text.replace(/\r\n?/g, "\n").replace(/[ \t\u00a0]*\n[ \t]*/g, "\n").replace(/\t+/g, " ");
  const blocks = clean.trim().split(/\n{2,}/);
  const paragraphs = blocks.length > 1 ? blocks : clean.trim().split("\n");
  const nodes = paragraphs.map((words) => {
    const lines = words.split("\n").filter(Boolean);
    const inline = lines.flatMap((line, at) => [
      ...(at ? [hardBreak.create()] : []),
      schema.text(line, view.state.storedMarks),
    ]);
    return paragraph.create(null, inline);
  });
  return Slice.maxOpen(Fragment.from(nodes));
}

const styleOf = (element) => element.dataset.style ?? "";
const unwrap = (element) => element.replaceWith(...element.childNodes);

function become(element, tag) {
  const other = document.createElement(tag);
  if (element.dataset.style) other.dataset.style = element.dataset.style;
  other.append(...element.childNodes);
  element.replaceWith(other);
}

/** Bold and italic by the style, which overrides the element's name. */
function emphasis(element) {
  const weight = /(?<![\w-])font-weight\s*:\s*(\w+)/i.exec(styleOf(element))?.[1];
  const slant = /(?<![\w-])font-style\s*:\s*(\w+)/i.exec(styleOf(element))?.[1];
  const isName = element.matches("b, strong, i, em");
  const heavy = weight ? /^bold/i.test(weight) || Number(weight) >= 600 : element.matches("b, strong");
  const slanted = slant ? /^(italic|oblique)/i.test(slant) : element.matches("i, em");
  const isHeading = element.matches("h2, h3");
  if (heavy && !isHeading) wrap(element, "strong");
  if (slanted && !isHeading) wrap(element, "em");
  if (isName) unwrap(element);
}

/** Puts the content of `element` into a new element inside; not for blocks. */
function wrap(element, tag) {
  if (!element.textContent.trim() || element.querySelector("p, div, li, h2, h3")) return;
  const inner = document.createElement(tag);
  inner.append(...element.childNodes);
  element.append(inner);
}

function pictures(body, leftOut) {
  let count = 0;
  for (const image of body.querySelectorAll("img, picture, source, video")) {
    const url = image.localName === "img" && URL.parse(image.getAttribute("src"), location.href);
    const isOwn = url && url.origin === location.origin && url.pathname.startsWith("/media/");
    if (isOwn) image.setAttribute("src", url.pathname);
    else if (image.localName === "picture") unwrap(image);
    else {
      const isTrace = ["width", "height"].some((side) => Number(image.getAttribute(side) ?? 9) < 3);
      if (image.localName === "img" && !isTrace) count += 1;
      image.remove();
    }
  }
  if (count) leftOut(count);
}

/** Turns Word's lists, which are paragraphs with marks, into lists with levels. */
function lists(body) {
  let open = [];
  for (const item of body.querySelectorAll("p")) {
    const level = listLevel(item);
    if (!level || item.previousElementSibling !== open[0]?.list) open = [];
    if (level) open = addItem(item, level, open);
  }
}

function listLevel(item) {
  const isItem = /^MsoList/i.test(item.className) || /mso-list\s*:\s*l\d/i.test(styleOf(item));
  return isItem ? Number(/\blevel(\d+)/.exec(styleOf(item))?.[1] ?? 1) : 0;
}

function addItem(item, level, open) {
  const mark = [...item.querySelectorAll("span")].find((span) => /mso-list\s*:\s*ignore/i.test(styleOf(span)));
  const written = mark?.textContent ?? /^\s*(\d+[.)]|[·•])/.exec(item.textContent)?.[1] ?? "·";
  const tag = BULLET.test(written) ? "ul" : "ol";
  if (mark) mark.remove();
  const lists = open.slice(0, level);
  if (!lists.length || (lists.length === level && lists.at(-1).list.localName !== tag)) {
    lists.length = Math.max(0, level - 1);
    lists.push(newList(tag, item, lists.at(-1)?.list));
  } else if (lists.length < level) {
    lists.push(newList(tag, item, lists.at(-1).list));
  }
  const entry = document.createElement("li");
  entry.append(...item.childNodes);
  lists.at(-1).list.append(entry);
  item.remove();
  return lists;
}

function newList(tag, item, parent) {
  const list = document.createElement(tag);
  if (parent?.lastElementChild) parent.lastElementChild.append(list);
  else item.before(list);
  return { list };
}

/** Turns a table's row into a paragraph: its cells, with dashes between. */
function joinCells(row) {
  const cells = [...row.children].map((cell) => cell.textContent.trim()).filter(Boolean);
  const line = document.createElement("p");
  line.textContent = cells.join(" – ");
  row.replaceWith(line);
}

function tidyLink(link) {
  const href = address(link.getAttribute("href"));
  if (href) link.setAttribute("href", withoutTracking(href));
  else unwrap(link);
}

function bare(element) {
  for (const { name } of [...element.attributes]) {
    const isOurs = name === "class" && element.matches(OURS);
    if (!KEPT.includes(name) && !isOurs) element.removeAttribute(name);
  }
}
