// The sheet of all keys: it lists them, changes one by pressing another, and turns all off.

import { pressed } from "../core/key_name.js";
import { make, part, write } from "./dom.js";
import { printed } from "./keys.js";
import { fill, wordsOf } from "./words.js";

const LEFT_ALONE = ["Tab", "Shift+Tab", "Enter", "Escape", "Shift", "Control", "Alt", "Meta"];

/** Joins the panel to the console. */
export function mount(console) {
  const sheet = console.panel("help");
  const words = wordsOf(sheet);
  const act = (name) => sheet.querySelector(`[data-act="${name}"]`);
  const open = () => {
    act("on").checked = console.keys.isOn;
    list(console, sheet, words);
    sheet.showModal();
  };
  document.querySelector('footer [data-act="help"]').addEventListener("click", open);
  console.key("help", "?", words.title, open);
  act("close").addEventListener("click", () => sheet.close());
  act("on").addEventListener("change", () => (console.keys.isOn = act("on").checked));
  act("reset").addEventListener("click", () => {
    console.keys.reset();
    list(console, sheet, words);
    console.say(words.reset);
  });
}

function list({ keys }, sheet, words) {
  const rows = keys.list().map(({ name, key, label }) => {
    const id = `key-${name}`;
    const value = printed(key);
    const field = make("input", { id, value, readOnly: true, autocomplete: "off" });
    field.addEventListener("keydown", (event) => {
      if (LEFT_ALONE.includes(pressed(event)) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      change({ keys }, sheet, words, { field, name, label }, pressed(event));
    });
    return make("p", {}, make("label", { htmlFor: id, textContent: label }), field);
  });
  part(sheet, "list").replaceChildren(...rows);
  write(sheet.querySelector("[data-refusal]"), "");
}

function change({ keys }, sheet, words, { field, name, label }, key) {
  const other = keys.change(name, key);
  const values = { key: printed(key), label: other || label };
  write(sheet.querySelector("[data-refusal]"), other ? fill(words.taken, values) : "");
  if (other) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
  field.value = keys.printed(name);
}
