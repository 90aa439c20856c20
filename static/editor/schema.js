// The elements of a story's text, and its HTML.

import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Extension, Gapcursor, HardBreak, Heading, Italic,
  ListItem, ListKeymap, Mark, OrderedList, Paragraph, Placeholder, Text, UndoRedo,
} from "../vendor/tiptap.js";
import { address } from "./address.js";
import { Card, Clip, Picture } from "./figures.js";

const Link = Mark.create({
  name: "link",
  priority: 1000,
  inclusive: false,
  addAttributes: () => ({ href: { parseHTML: (a) => address(a.getAttribute("href")) } }),
  parseHTML: () => [
    { tag: "a[href]", getAttrs: (a) => (address(a.getAttribute("href")) ? null : false) },
  ],
  renderHTML: ({ HTMLAttributes: { href } }) => ["a", { href }, 0],
});

const Quote = Blockquote.extend({
  addAttributes: () => ({
    pull: {
      default: false,
      parseHTML: (element) => element.classList.contains("pull"),
      renderHTML: ({ pull }) => (pull ? { class: "pull" } : {}),
    },
  }),
});

/** A mark without a button, kept where it is. */
const kept = (tag) =>
  Mark.create({ name: tag, parseHTML: () => [{ tag }], renderHTML: () => [tag, 0] });

/** Keeps the language of words and their direction. */
const Language = Extension.create({
  name: "language",
  addGlobalAttributes: () => [
    {
      types: ["paragraph", "heading", "blockquote", "listItem", "bulletList", "orderedList", "q", "cite"],
      attributes: { lang: { default: null }, dir: { default: null } },
    },
  ],
});

/** A list item without the Tab key, which leaves the editor. */
const Item = ListItem.extend({
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      "Mod-]": () => this.editor.commands.sinkListItem(this.name),
      "Mod-[": () => this.editor.commands.liftListItem(this.name),
    };
  },
});

/** The extensions; `placeholder` is shown in an empty text. */
export const schema = (placeholder) => [
  Document.extend({ content: "(block | figure)+" }),
  Paragraph,
  Text,
  Heading.configure({ levels: [2, 3] }),
  Bold,
  Italic,
  Link,
  kept("q"),
  kept("cite"),
  BulletList,
  OrderedList.extend({ addAttributes: () => ({}) }),
  Item,
  ListKeymap,
  Quote,
  HardBreak,
  Language,
  Picture,
  Clip,
  Card,
  UndoRedo,
  Gapcursor,
  Dropcursor.configure({ color: false, class: "drop-here" }),
  Placeholder.configure({ placeholder, showOnlyCurrent: false }),
];

/** The text of `editor` in the editing form: no empty paragraphs, no paragraph alone in an item. */
export function written(editor) {
  const { body } = new DOMParser().parseFromString(editor.getHTML(), "text/html");
  for (const item of body.querySelectorAll("li")) {
    const first = item.firstElementChild;
    if (first?.localName === "p" && item.querySelectorAll(":scope > p").length === 1) {
      first.replaceWith(...first.childNodes);
    }
  }
  for (const block of body.querySelectorAll("p, h2, h3, li, ul, ol, blockquote")) {
    if (!block.textContent.trim() && !block.querySelector("figure, li")) block.remove();
  }
  for (const quote of body.querySelectorAll("blockquote")) {
    if (!quote.textContent.trim()) quote.remove();
  }
  return body.innerHTML;
}
