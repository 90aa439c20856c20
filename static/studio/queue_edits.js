// Undo, and the list of the last changes.

import { make, part, write } from "./dom.js";
import { fill } from "./words.js";

/** Joins them to the queue's panel. */
export function joinEdits(console, panel, words) {
  const button = panel.querySelector('[data-act="undo"]');
  const undo = async ({ id, text }, pressed) => {
    const options = { edit: true, button: pressed, near: panel };
    if (await console.send("POST", `edits/${id}/undo`, {}, options)) {
      console.say(fill(words.undone, { text }));
    }
  };
  const undoLast = async () => {
    // the last change may be one that was pressed a moment ago and is not answered yet
    if (!(await console.settled())) return console.say(console.words.skipped);
    const last = console.state?.undo;
    return last ? undo(last, button) : console.say(words.nothing_to_undo);
  };
  button.addEventListener("click", undoLast);
  console.key("undo", "u", words.undo_last, undoLast);
  part(panel, "edit-list").addEventListener("click", ({ target }) => {
    const pressed = target.closest("button");
    const edit = pressed && console.state.edits.find(({ id }) => id === Number(pressed.dataset.id));
    if (edit) undo(edit, pressed);
  });
  console.on("state", (state) => draw(console, panel, words, button, state));
}

function draw(console, panel, words, button, { undo, edits }) {
  if (!undo && button.contains(document.activeElement)) panel.focus();
  button.hidden = !undo;
  if (undo) write(part(panel, "undo"), fill(words.undo, { text: undo.text }));
  part(panel, "edits").hidden = !edits.length;
  const list = part(panel, "edit-list");
  const drawn = JSON.stringify(edits);
  if (list.drawn === drawn) return;
  list.drawn = drawn;
  const focused = document.activeElement?.dataset.id;
  const hadFocus = list.contains(document.activeElement);
  list.replaceChildren(...edits.map((edit) => row(console, words, edit)));
  if (hadFocus) (list.querySelector(`[data-id="${focused}"]`) ?? panel.querySelector("summary")).focus();
}

function row(console, words, { id, who, text, at, is_undone: isUndone, may_undo: mayUndo }) {
  const time = make("time", { dateTime: at, textContent: console.times.short(at) });
  const what = make("span", { textContent: fill(words.edit, { who, text }), dir: "auto" });
  const item = make("li", {}, time, what);
  if (isUndone) item.append(make("span", { className: "quiet", textContent: words.is_undone }));
  else if (mayUndo) {
    const label = fill(words.undo, { text });
    const button = make("button", { type: "button", className: "link", textContent: words.undo_one });
    item.append(Object.assign(button, { ariaLabel: label }));
    button.dataset.id = id;
  }
  return item;
}
