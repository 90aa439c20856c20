// The panel “Crate”: the user's own records; needle down logs one as a spin that starts now.

import { closeEditor, toggleEditor } from "./crate_editor.js";
import { mark, part, show, write } from "./dom.js";
import { Latest } from "./latest.js";
import { brief, copyOf, nameOf, read, redraw, refuse, renew, valuesOf } from "./panel.js";
import { counted, fill, wordsOf } from "./words.js";

/** Joins the panel to the console. */
export function mount(console) {
  const crate = new Crate(console);
  console.key("needle", "g", crate.words.key, () => crate.needle(crate.next, crate.nextButton));
  crate.load();
}

class Crate {
  rows = [];
  #isEdited = false;
  #latest = new Latest();

  constructor(console) {
    const panel = console.panel("crate");
    Object.assign(this, { console, panel, words: wordsOf(panel), address: `${console.shared}crate` });
    this.list = part(panel, "list");
    this.edit = panel.querySelector("[data-act=edit]");
    this.nextButton = panel.querySelector("[data-act=next]");
    this.nextButton.addEventListener("click", () => this.needle(this.next, this.nextButton));
    this.edit.addEventListener("click", () => this.#turn());
    this.list.addEventListener("click", ({ target }) => this.#click(target.closest("[data-act]")));
    part(panel, "add").addEventListener("submit", (event) => this.#add(event));
  }

  /** The first record that is not played yet. */
  get next() {
    return this.rows.find((row) => !row.played_at);
  }

  /** Reads the crate anew. */
  async load() {
    const ask = (signal) => read(`${this.address}.json`, this.words, signal);
    try {
      const answer = await this.#latest.of(ask);
      if (answer) this.#take(answer.rows);
    } catch ({ message }) {
      refuse(this.console, this.edit, message);
    }
  }

  /** Logs a record: it starts now. */
  async needle(row, button) {
    if (!row) return this.#say(this.rows.length ? this.words.all_played : this.words.empty);
    const options = { button, needsDesk: true };
    const answer = await this.console.send("POST", `crate/${row.id}/needle`, {}, options);
    if (!answer) return;
    this.#say(fill(this.words.logged, { name: nameOf(row) }));
    this.load();
  }

  /** Takes a record that was corrected, and says so. */
  changed(row, said) {
    this.#change(this.rows.map((one) => (one.id === row.id ? row : one)));
    this.#say(said);
  }

  #take(rows) {
    this.rows = rows;
    this.#draw();
  }

  /** Shows what was changed here; a list that was asked for before is old. */
  #change(rows) {
    this.#take(rows);
    if (this.#latest.isAwaited) this.load();
  }

  #draw() {
    const { words, next } = this;
    const make = () => copyOf(this.panel, "record");
    redraw(this.list, this.rows, { keyOf: ({ id }) => id, make, draw: (item, row) => this.#drawRow(item, row) });
    const left = this.rows.filter((row) => !row.played_at).length;
    write(part(this.panel, "count"), this.rows.length ? counted(words, "count", left) : "");
    show(part(this.panel, "empty"), this.rows.length ? "" : words.empty);
    part(this.panel, "next").hidden = !next;
    if (next) write(part(this.panel, "next-name"), fill(words.needle, { name: nameOf(next) }));
    this.edit.hidden = this.rows.length === 0;
    mark(this.edit, "aria-pressed", String(this.#isEdited));
  }

  #drawRow(item, row) {
    const name = brief(nameOf(row));
    write(part(item, "title"), row.title || row.artist);
    show(part(item, "artist"), [row.title && row.artist, row.label].filter(Boolean).join(" · "));
    show(part(item, "played"), row.played_at ? this.words.played : "");
    item.toggleAttribute("data-played", Boolean(row.played_at));
    for (const act of ["needle", "change", "up", "down", "remove"]) {
      write(part(item, act), fill(this.words[act], { name }));
      item.querySelector(`[data-act="${act}"]`).hidden = (act === "needle") === this.#isEdited;
    }
  }

  #turn() {
    this.#isEdited = !this.#isEdited;
    if (!this.#isEdited) for (const item of this.list.children) closeEditor(item);
    this.#draw();
  }

  #click(button) {
    const row = this.rows.find(({ id }) => String(id) === button?.closest("li").dataset.key);
    const acts = {
      needle: () => this.needle(row, button),
      change: () => toggleEditor(this, row, button),
      remove: () => this.#remove(row, button),
      up: () => this.#move(row, button),
      down: () => this.#move(row, button),
    };
    acts[button?.dataset.act]?.();
  }

  async #remove(row, button) {
    const answer = await this.console.send("DELETE", `${this.address}/${row.id}`, undefined, { button });
    if (!answer) return;
    this.#change(this.rows.filter(({ id }) => id !== row.id));
    this.#say(fill(this.words.removed, { name: nameOf(row) }));
  }

  async #move(row, button) {
    const others = this.rows.filter((one) => one !== row);
    const place = this.rows.indexOf(row) + (button.dataset.act === "up" ? -1 : 1);
    if (place < 0 || place > others.length) return;
    const after = others[place - 1]?.id ?? null;
    const answer = await this.console.send("POST", `${this.address}/${row.id}/place`, { after }, { button });
    if (!answer) return;
    this.#change(this.rows.filter(({ id }) => id !== row.id).toSpliced(place, 0, row));
    this.#say(fill(this.words.moved, { name: nameOf(row), place: place + 1 }));
  }

  async #add(event) {
    event.preventDefault();
    const { submitter: button, target: form } = event;
    const sent = valuesOf(form);
    const answer = await this.console.send("POST", this.address, sent, { button });
    if (!answer) return;
    renew(form, sent, form.elements.text);
    this.#say(counted(this.words, "added", answer.rows.length));
    this.load();
  }

  #say(text) {
    write(part(this.panel, "note"), text);
  }
}
