// The toolbar: one tab stop, arrow keys within, each button shows its state.

import { askForLink } from "./link.js";

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

const quote = (pull) => ({
  run(editor) {
    const chain = editor.chain().focus();
    if (editor.isActive("blockquote", { pull })) chain.lift("blockquote").run();
    else if (editor.isActive("blockquote")) chain.updateAttributes("blockquote", { pull }).run();
    else chain.clearNodes().wrapIn("blockquote", { pull }).run();
  },
  isOn: (editor) => editor.isActive("blockquote", { pull }),
});

const command = (name, given, ...on) => ({
  run: (editor) => editor.chain().focus()[name](given).run(),
  isOn: (editor) => editor.isActive(...on),
});

const ACTS = {
  bold: command("toggleBold", undefined, "bold"),
  italic: command("toggleItalic", undefined, "italic"),
  link: { run: askForLink, isOn: (editor) => editor.isActive("link") },
  heading: command("toggleHeading", { level: 2 }, "heading", { level: 2 }),
  subheading: command("toggleHeading", { level: 3 }, "heading", { level: 3 }),
  bullets: command("toggleBulletList", undefined, "bulletList"),
  numbers: command("toggleOrderedList", undefined, "orderedList"),
  quote: quote(false),
  pull: quote(true),
  undo: { run: (editor) => editor.chain().focus().undo().run(), can: (editor) => editor.can().undo() },
  redo: { run: (editor) => editor.chain().focus().redo().run(), can: (editor) => editor.can().redo() },
};

/** Connects `bar`'s buttons to `editor`; `others` are the page's acts: {name: {run}}. */
export function joinToolbar(bar, editor, others) {
  const acts = { ...ACTS, ...others };
  const buttons = [...bar.querySelectorAll("[data-act]")];
  const stop = (button) => {
    for (const other of buttons) other.tabIndex = other === button ? 0 : -1;
  };

  const draw = () => {
    for (const button of buttons) {
      const act = acts[button.dataset.act];
      if (act.isOn) button.ariaPressed = String(act.isOn(editor));
      if (act.can) button.ariaDisabled = String(!act.can(editor));
    }
  };

  if (isMac) for (const button of buttons) button.title = button.title.replace("Ctrl", "⌘");
  stop(buttons[0]);
  draw();
  editor.on("transaction", draw);
  // A press would take the focus, and a phone's keyboard, away from the text.
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-act]");
    if (!button) return;
    stop(button);
    if (button.ariaDisabled === "true") return;
    editor.view.focus(); // at once: the next keys are meant for the text
    acts[button.dataset.act].run(editor);
  });
  bar.addEventListener("keydown", (event) => {
    const to = neighbour(buttons, event, getComputedStyle(bar).direction === "rtl");
    if (event.key === "Escape") editor.view.focus();
    if (!to) return;
    event.preventDefault();
    stop(to);
    to.focus();
  });
  editor.view.dom.addEventListener("keydown", (event) => {
    if (event.key !== "F10" || !event.altKey) return;
    event.preventDefault();
    editor.view.domObserver.flush(); // reads a selection made by keys just now
    buttons.find((button) => button.tabIndex === 0).focus();
  });
}

function neighbour(buttons, { key }, isRightToLeft) {
  const at = buttons.indexOf(document.activeElement);
  const forward = isRightToLeft ? "ArrowLeft" : "ArrowRight";
  const backward = isRightToLeft ? "ArrowRight" : "ArrowLeft";
  if (key === forward) return buttons[(at + 1) % buttons.length];
  if (key === backward) return buttons.at(at - 1);
  return { Home: buttons[0], End: buttons.at(-1) }[key];
}
