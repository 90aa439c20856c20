// The editor over a plain text area, which remains the form's field and works alone.

import { Editor, TextSelection } from "../vendor/tiptap.js";
import { figureActs, insertFiles, picturesIn } from "./insert.js";
import { askForLink } from "./link.js";
import { cleaned, fromPlainText, inert } from "./paste.js";
import { part } from "./parts.js";
import { schema, written } from "./schema.js";
import { joinToolbar } from "./toolbar.js";

const BARS = { top: 64, bottom: 80, left: 5, right: 5 }; // px, where the caret would be covered

/** Opens an editor in place of `text` and keeps its value the same as what the editor shows. */
export function mount(text) {
  const frame = part("editor");
  const uploads = frame.querySelector("[data-uploads]");
  const said = frame.querySelector("[data-said]");
  const editor = new Editor({
    extensions: schema(frame.dataset.placeholder),
    content: inert(text.value),
    injectCSS: false,
    editorProps: {
      scrollThreshold: BARS,
      scrollMargin: BARS,
      attributes: describe(text),
      transformPastedHTML: (html) => cleaned(html, () => (said.textContent = frame.dataset.leftOut)),
      clipboardTextParser: fromPlainText,
      handleTextInput: belowFigure,
      handlePaste: (_view, { clipboardData }) => {
        const files = picturesIn(clipboardData);
        const hasWords = clipboardData?.getData("text/plain").trim();
        if (!files.length || hasWords) return false;
        insertFiles(editor, files, uploads);
        return true;
      },
      handleDrop: (view, event, _slice, isMoved) => {
        const files = picturesIn(event.dataTransfer);
        if (isMoved || !files.length) return false;
        event.preventDefault();
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
        insertFiles(editor, files, uploads, at);
        return true;
      },
    },
  });
  uploads.before(editor.view.dom);
  text.after(frame);
  takeOver(text, editor);
  joinToolbar(frame.querySelector("[role=toolbar]"), editor, figureActs);
  editor.view.dom.addEventListener("keydown", (event) => {
    if (event.key !== "k" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    askForLink(editor);
  });
  return editor;
}

/** Puts text typed while a figure is selected below it, not in its place. */
function belowFigure(view, _from, to, text) {
  const { schema, selection, tr } = view.state;
  if (!selection.node) return false;
  const below = schema.nodes.paragraph.create(null, schema.text(text));
  view.dispatch(tr.insert(to, below).setSelection(TextSelection.create(tr.doc, to + 1 + text.length)));
  return true;
}

/** The editor's accessible name and description, from the text area. */
function describe(text) {
  const [label] = text.labels;
  const said = {
    class: "writing story",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": label?.innerText.replace("*", "").trim() ?? text.name,
    lang: text.form?.elements.language?.value || document.documentElement.lang,
  };
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (text.hasAttribute(name)) said[name] = text.getAttribute(name);
  }
  return said;
}

/** Shows the editor for the text area, which follows each change. */
function takeOver(text, editor) {
  text.hidden = true;
  text.required = false; // browsers cannot focus a hidden field; the server checks
  for (const label of text.labels) label.addEventListener("click", () => editor.view.focus());
  editor.on("update", () => {
    text.value = written(editor);
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
  text.addEventListener("filled", () => editor.commands.setContent(inert(text.value), { emitUpdate: false }));
  const language = text.form?.elements.language;
  language?.addEventListener("change", () => (editor.view.dom.lang = language.value));
}
