// A field with suggestions: the combobox pattern of WAI-ARIA, with a list and manual selection.

import { make, mark, write } from "./dom.js";
import { Latest } from "./latest.js";
import { counted } from "./words.js";

const PAUSE = 150; // ms after the last letter

/** Joins `input` to its listbox. `ask(text, signal)` gives rows, `textOf(row)` what is filled in.
 *  The result's `chosen` is the row that was filled in, until the text is another. */
export function joinCombobox(input, { ask, textOf, words, status }) {
  return new Combobox(input, ask, textOf, words, status);
}

class Combobox {
  #row = null;
  #active = -1;
  #timer;
  #latest = new Latest();

  constructor(input, ask, textOf, words, status) {
    Object.assign(this, { input, ask, textOf, words, status });
    this.list = document.getElementById(input.getAttribute("aria-controls"));
    input.addEventListener("input", () => this.#wait());
    input.addEventListener("keydown", (event) => this.#press(event));
    input.addEventListener("blur", () => this.close());
    // pointerdown: a click would come after the field has lost the focus
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this.#choose([...this.list.children].indexOf(option));
    });
  }

  /** The suggestion that the text is, or null. */
  get chosen() {
    return this.#row && this.textOf(this.#row) === this.input.value ? this.#row : null;
  }

  /** Closes the list. */
  close() {
    clearTimeout(this.#timer);
    this.#latest.drop();
    this.#show([]);
    write(this.status, "");
  }

  #wait() {
    clearTimeout(this.#timer);
    const text = this.input.value.trim();
    if (text.length < 2) return this.close();
    this.#timer = setTimeout(() => this.#look(text), PAUSE);
  }

  async #look(text) {
    const ask = (signal) => this.ask(text, signal);
    const rows = await this.#latest.of(ask).catch(() => []); // it helps; it is not needed
    if (!rows) return;
    this.#show(rows);
    const said = rows.length ? counted(this.words, "found", rows.length) : this.words.found_none;
    write(this.status, said);
  }

  #show(rows) {
    this.rows = rows;
    const options = rows.map((row, place) => {
      const option = make("li", { id: `${this.list.id}-${place}`, dir: "auto", textContent: this.textOf(row) });
      option.role = "option";
      return option;
    });
    this.list.replaceChildren(...options);
    this.list.hidden = rows.length === 0;
    if (rows.length) this.list.scrollIntoView({ block: "nearest" });
    mark(this.input, "aria-expanded", String(rows.length > 0));
    this.#activate(-1);
  }

  #activate(place) {
    this.#active = place;
    for (const [at, option] of [...this.list.children].entries()) {
      mark(option, "aria-selected", String(at === place));
    }
    const option = this.list.children[place];
    option?.scrollIntoView({ block: "nearest" });
    mark(this.input, "aria-activedescendant", option?.id ?? null);
  }

  #press(event) {
    const count = this.rows?.length ?? 0;
    const acts = {
      ArrowDown: () => this.#activate((this.#active + 1) % count),
      ArrowUp: () => this.#activate((this.#active <= 0 ? count : this.#active) - 1),
      Enter: this.#active >= 0 && (() => this.#choose(this.#active)),
      Escape: () => this.close(),
    };
    const act = count > 0 && !event.isComposing && acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  #choose(place) {
    const row = this.rows[place];
    this.input.value = this.textOf(row);
    this.close();
    this.#row = row;
  }
}
