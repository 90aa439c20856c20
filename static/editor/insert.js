// Inserts figures into the text: from the library, or as dropped or pasted files.

import { askForCard } from "./link.js";
import { openLibrary } from "./library.js";
import { part } from "./parts.js";
import { upload } from "./upload.js";

const PHONE = /\.(heic|heif|avif)$/i; // few browsers know their type

const pictureNode = (record) => ({
  type: "picture",
  attrs: {
    src: record.src,
    alt: record.alternative_text,
    caption: record.caption,
    credit: record.credit,
    decorative: record.is_decorative,
  },
});
const clipNode = ({ src, title }) => ({ type: "clip", attrs: { src, title } });

/** Puts `nodes` after the block at `at`, or in its place if it is empty; text can go on below.
 *  The caret follows, unless it `stays`. */
function insert(editor, nodes, at = editor.state.selection.to, stays = false) {
  if (!nodes.length) return;
  const place = editor.state.doc.resolve(Math.min(at, editor.state.doc.content.size));
  const block = place.depth ? place.node(1) : null;
  const isEmpty = block?.isTextblock && block.content.size === 0;
  const from = place.depth ? (isEmpty ? place.before(1) : place.after(1)) : place.pos;
  const to = isEmpty ? place.after(1) : from;
  const isLast = to === editor.state.doc.content.size;
  const content = isLast ? [...nodes, { type: "paragraph" }] : nodes;
  if (!stays) editor.view.focus();
  editor.chain().insertContentAt({ from, to }, content, { updateSelection: !stays }).run();
}

/** The toolbar's acts that insert figures. */
export const figureActs = {
  picture: {
    run: (editor) =>
      openLibrary("picture", { several: true }, (records) => insert(editor, records.map(pictureNode))),
  },
  clip: {
    run: (editor) =>
      openLibrary("clip", { several: true }, (records) => insert(editor, records.map(clipNode))),
  },
  card: {
    run: (editor) => askForCard((attrs) => insert(editor, [{ type: "card", attrs }])),
  },
};

/** Sends picture `files` to the library and puts each into the text where it was dropped; whoever
 *  goes on to write meanwhile stays where they are. */
export async function insertFiles(editor, files, list, at = editor.state.selection.to) {
  const library = part("picture-library").dataset;
  const focused = document.activeElement;
  let place = at;
  let isWritten = false;
  const follow = ({ transaction }) => {
    place = transaction.mapping.map(place);
    isWritten ||= transaction.docChanged || transaction.selectionSet;
  };
  editor.on("transaction", follow);
  for (const file of files) {
    const answer = await upload(file, { address: library.address, list, words: library });
    const stays = isWritten || document.activeElement !== focused;
    insert(editor, (answer?.pictures ?? []).map(pictureNode), place, stays);
    isWritten = stays;
  }
  editor.off("transaction", follow);
}

/** The picture files in what is pasted or dropped. */
export const picturesIn = (data) =>
  [...(data?.files ?? [])].filter(({ type, name }) => type.startsWith("image/") || PHONE.test(name));
