// Single keys: they work where no field has the focus, and can be turned off or changed. Escape
// leaves a field.

import { pressed } from "../core/key_name.js";
import { focus } from "./panel.js";

const FIELDS = "input:not([type=checkbox]), textarea, select, [contenteditable], dialog";
const PRESSED = "button, a, summary, input"; // by Space or Enter
const STORED = "studio-keys";

export class Keys {
  #known = new Map(); // name → {key, preset, label, fn}
  #stored = stored();

  constructor(console) {
    this.console = console;
    document.addEventListener("keydown", (event) => this.#press(event));
  }

  /** True if single keys work. */
  get isOn() {
    return this.#stored.on !== false;
  }

  set isOn(value) {
    this.#store({ ...this.#stored, on: value });
  }

  /** Registers a key. Its name is a word for the script, its label for people. Held down it does
   *  nothing again, unless it `repeats`. */
  add(name, preset, label, fn, { repeats = false } = {}) {
    const key = this.#stored.keys?.[name] ?? preset;
    this.#known.set(name, { name, key, preset, label, fn, repeats });
    this.#print(name);
  }

  /** All that are registered: {name, key, preset, label}. */
  list() {
    return [...this.#known.values()];
  }

  /** The key of that name as it is printed on its button. */
  printed(name) {
    return printed(this.#known.get(name)?.key ?? "");
  }

  /** The key of that name is `key` from now on; returns the label of what has it already, or "". */
  change(name, key) {
    const other = this.list().find((one) => one.key === key && one.name !== name);
    if (other) return other.label;
    this.#known.get(name).key = key;
    this.#keep();
    this.#print(name);
    return "";
  }

  /** All keys are as they were at first. */
  reset() {
    for (const one of this.list()) {
      one.key = one.preset;
      this.#print(one.name);
    }
    this.#keep();
  }

  #keep() {
    const own = this.list().filter((one) => one.key !== one.preset);
    this.#store({ ...this.#stored, keys: Object.fromEntries(own.map((one) => [one.name, one.key])) });
  }

  #press(event) {
    if (event.key === "Escape" && !event.defaultPrevented) leave(event.target);
    if (!this.isOn || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.(FIELDS)) return;
    if ([" ", "Enter"].includes(event.key) && event.target.closest?.(PRESSED)) return;
    const found = this.list().find(({ key }) => key === pressed(event));
    if (!found) return;
    event.preventDefault();
    if (!event.repeat || found.repeats) found.fn(event);
  }

  #print(name) {
    for (const element of document.querySelectorAll(`[data-key-of="${name}"]`)) {
      element.textContent = this.printed(name);
    }
  }

  #store(value) {
    this.#stored = value;
    try {
      localStorage.setItem(STORED, JSON.stringify(value));
    } catch {
      return; // without storage it holds for this page
    }
  }
}

/** Leaves a field, so that single keys work again: the focus goes to its panel's heading. */
function leave(target) {
  if (target !== document.activeElement || !target.matches("input, textarea, select")) return;
  const heading = target.closest("[data-panel]:not(dialog)")?.querySelector("h2");
  if (heading) focus(heading);
}

/** A key's name as it is printed on its button. */
export function printed(key) {
  const names = { " ": "space", ArrowUp: "↑", ArrowDown: "↓", Delete: "del" };
  return key
    .split(/(?<=.)\+/)
    .map((one) => names[one] ?? (one.length > 1 ? one.toLowerCase() : one))
    .join(" ");
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(STORED)) ?? {};
  } catch {
    return {};
  }
}
