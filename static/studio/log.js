// The panel “Log”: the last hours, newest first.

import { mark, part, show, write } from "./dom.js";
import { Latest } from "./latest.js";
import { mountEditor } from "./log_editor.js";
import { mountForms } from "./log_forms.js";
import { brief, copyOf, focus, nameOf, read, redraw, refuse } from "./panel.js";
import { counted, fill, wordsOf } from "./words.js";

/** Joins the panel to the console. */
export function mount(console) {
  const log = new Log(console);
  mountEditor(log);
  mountForms(log);
  log.load();
}

class Log {
  rows = [];
  #latest = new Latest();

  constructor(console) {
    const panel = console.panel("log");
    Object.assign(this, { console, panel, words: wordsOf(panel) });
    this.list = part(panel, "list");
    this.hours = part(panel, "hours");
    this.hours.addEventListener("change", () => this.load());
    console.on("log-changed", () => this.load());
    console.on("log-row", (id) => this.goTo(id));
    console.on("state", (state, before) => {
      if (before && JSON.stringify(state.log) !== JSON.stringify(before.log)) this.load();
    });
  }

  /** Reads the rows anew. */
  async load() {
    const address = `${this.console.address}log.json?hours=${this.hours.value}`;
    try {
      const answer = await this.#latest.of((signal) => read(address, this.words, signal));
      if (answer) this.#take(answer.rows);
    } catch ({ message }) {
      this.fail(message);
    }
  }

  /** The row of an element of the list. */
  rowOf(item) {
    return this.rows.find(({ id }) => String(id) === item.dataset.key);
  }

  /** Shows a row, and focuses it; for one of the last day the list grows. */
  async goTo(id) {
    const find = () => this.list.querySelector(`li[data-key="${id}"]`);
    if (!find()) {
      this.hours.value = this.hours.lastElementChild.value;
      await this.load();
    }
    this.console.showTab("log");
    const item = find() ?? this.panel.querySelector("h2");
    focus(item);
    item.scrollIntoView({ block: "nearest" });
  }

  /** Says what was done. */
  say(text) {
    write(part(this.panel, "note"), text);
  }

  /** Says what is wrong, near an element. */
  fail(error, near = this.hours) {
    refuse(this.console, near, error);
  }

  #take(rows) {
    this.rows = rows;
    const make = () => copyOf(this.panel, "row");
    redraw(this.list, rows, { keyOf: ({ id }) => id, make, draw: (item, row) => this.#draw(item, row) });
    show(part(this.panel, "empty"), rows.length ? "" : this.words.empty);
  }

  #draw(item, row) {
    const { console, words } = this;
    const time = console.times.short(row.started_at);
    const source = words[row.source] ?? (row.kind === "music" ? "" : (words[row.kind] ?? row.kind));
    const title = row.title || source || words.untitled;
    mark(part(item, "time"), "datetime", row.started_at);
    write(part(item, "time"), time);
    write(part(item, "title"), title);
    show(part(item, "source"), row.title ? source : "");
    show(part(item, "artist"), [row.artist, row.label].filter(Boolean).join(" · "));
    show(part(item, "covered"), row.covered ? words.covered : "");
    show(part(item, "edits"), row.edits ? counted(words, "edits", row.edits) : "");
    show(part(item, "note"), row.note);
    show(part(item, "readings"), readingsInWords(row.readings ?? [], words));
    write(part(item, "name"), ` ${brief(nameOf(row) || title)}, ${time}`);
    item.toggleAttribute("data-covered", row.covered);
  }
}

/** What was read on air in a talk break, one a line. */
const readingsInWords = (readings, words) =>
  readings
    .map(({ name, text }) => fill(words.reading, { name: `\u2068${name}\u2069`, text: `\u2068${text}\u2069` }))
    .join("\n");
