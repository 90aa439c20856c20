// Figures of a story: a picture, an audio clip, a link as a card.

import { Node } from "../vendor/tiptap.js";
import { address } from "./address.js";
import { figureView } from "./figure_view.js";

const OWN = /^\/media\/[\w-]+\.\w+$/;
const textOf = (element) => element?.textContent.trim() ?? "";

/** Attributes that a node's rule reads itself. */
const attributes = (names) =>
  Object.fromEntries(names.map((name) => [name, { default: "", parseHTML: () => null }]));

const figure = (name, { fields, rules, write, show }) =>
  Node.create({
    name,
    group: "figure",
    atom: true,
    draggable: true,
    addAttributes: () => attributes(fields),
    parseHTML: () => rules,
    renderHTML: ({ node }) => write(node.attrs),
    addNodeView: () => figureView(name, show),
  });

function readPicture(element) {
  const image = element.matches("img") ? element : element.querySelector("img");
  const src = image?.getAttribute("src") ?? "";
  if (!OWN.test(src)) return false;
  const words = element.querySelector("figcaption")?.cloneNode(true);
  const credit = words?.querySelector(".credit");
  credit?.remove();
  return {
    src,
    alt: image.getAttribute("alt") ?? "",
    caption: textOf(words),
    credit: textOf(credit),
    decorative: element.classList.contains("decorative"),
  };
}

function writePicture({ src, alt, caption, credit, decorative }) {
  const image = ["img", { src, alt: decorative ? "" : alt }];
  const by = credit && ["span", { class: "credit" }, credit];
  const words = [caption && by ? `${caption} ` : caption, by].filter(Boolean);
  const kind = { class: decorative ? "picture decorative" : "picture" };
  return words.length ? ["figure", kind, image, ["figcaption", ...words]] : ["figure", kind, image];
}

export const Picture = figure("picture", {
  fields: ["src", "alt", "caption", "credit", "decorative"],
  rules: [
    { tag: "figure.picture", getAttrs: readPicture },
    { tag: "img[src]", getAttrs: readPicture },
  ],
  write: writePicture,
  show(view, { src, alt, caption, credit, decorative }) {
    const image = view.querySelector("img");
    if (image.getAttribute("src") !== src) image.src = src;
    image.alt = decorative ? "" : alt;
    view.querySelector("[data-caption]").replaceChildren(caption, by(credit));
    return { missing: !decorative && !alt.trim(), called: alt };
  },
});

function by(credit) {
  const span = document.createElement("span");
  span.className = "credit";
  span.textContent = credit;
  return span;
}

function readClip(element) {
  const src = element.querySelector("audio")?.getAttribute("src") ?? "";
  return OWN.test(src) && { src, title: textOf(element.querySelector("figcaption")) };
}

export const Clip = figure("clip", {
  fields: ["src", "title"],
  rules: [{ tag: "figure.clip", getAttrs: readClip }],
  write: ({ src, title }) => [
    "figure",
    { class: "clip" },
    ["audio", { controls: "", preload: "none", src }],
    ["figcaption", title],
  ],
  show(view, { src, title }) {
    const audio = view.querySelector("audio");
    if (audio.getAttribute("src") !== src) audio.src = src;
    view.querySelector("[data-caption]").textContent = title;
    return { missing: !title.trim(), called: title };
  },
});

function readCard(element) {
  const link = element.querySelector("a[href]");
  const href = address(link?.getAttribute("href"));
  return href ? { href, title: textOf(link) } : false;
}

export const Card = figure("card", {
  fields: ["href", "title"],
  rules: [{ tag: "figure.link", getAttrs: readCard }],
  write: ({ href, title }) => ["figure", { class: "link" }, ["a", { href }, title]],
  show(view, { href, title }) {
    view.querySelector("[data-caption]").textContent = title;
    view.querySelector("[data-address]").textContent = URL.canParse(href) ? new URL(href).host : href;
    return { missing: !title.trim(), called: title };
  },
});
