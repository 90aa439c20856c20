// The panel “Library”: search as you type, browse, open an artist or album, page by page.

import { mark, part, show, write } from "./dom.js";
import { Latest } from "./latest.js";
import { mountActions } from "./library_actions.js";
import { mountChoice } from "./library_choice.js";
import { mountKeys } from "./library_keys.js";
import { drawGroup, drawTrack, streamsOf } from "./library_row.js";
import { copyOf, hasFocus, read, redraw, refuse } from "./panel.js";
import { counted, wordsOf } from "./words.js";

const PAUSE = 150; // ms after the last letter of a search
const GROUPS = new Set(["artists", "albums", "folders"]);

/** Joins the panel to the console. */
export function mount(console) {
  const library = new Library(console);
  mountActions(library);
  mountChoice(library);
  mountKeys(library);
  library.look();
}

/** What is found: `query` is what was asked for, `rows` the part of `total` that is shown. */
class Library extends EventTarget {
  rows = [];
  total = 0;
  query = { q: "", by: "all", value: "" };
  #page = 1;
  #latest = new Latest();

  constructor(console) {
    super();
    const panel = console.panel("library");
    const [list, search] = [part(panel, "tracks"), part(panel, "search")];
    Object.assign(this, { console, panel, list, search, words: wordsOf(panel) });
    this.#listen();
  }

  /** The parts of the panel. */
  part(name) {
    return part(this.panel, name);
  }

  button(act) {
    return this.panel.querySelector(`[data-act="${act}"]`);
  }

  /** True while artists, albums or folders are listed, not tracks. */
  get isGroups() {
    return GROUPS.has(this.query.by) && this.query.value === "";
  }

  /** The track or group of a row. */
  rowOf(item) {
    return this.rows.find((row) => keyOf(row) === item.dataset.key);
  }

  #listen() {
    let timer;
    this.search.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.ask({ q: this.search.value }), PAUSE);
    });
    this.part("browse").addEventListener("click", ({ target }) => {
      if (target.value) this.ask({ by: target.value, value: "" });
    });
    this.list.addEventListener("click", ({ target }) => {
      const open = target.closest("[data-act=open]");
      if (open) this.#open(open.value);
    });
    this.button("up").addEventListener("click", () => this.#close());
    this.button("further").addEventListener("click", () => this.#lookFurther());
    this.console.on("state", (state, before) => {
      if (state.tag !== before?.tag || state.now.id !== before?.now.id) this.draw();
    });
  }

  /** Asks for something else. */
  ask(change) {
    Object.assign(this.query, change);
    return this.look();
  }

  /** Asks anew, from the first page; true if nothing else was asked meanwhile. */
  async look() {
    this.button("further").hidden = true; // it would go on with what is not shown yet
    const found = await this.#fetch(1);
    if (found) this.#show(found, found.rows);
    return Boolean(found);
  }

  async #lookFurther() {
    const from = this.rows.length;
    const found = await this.#fetch(this.#page + 1);
    if (!found) return;
    this.#show(found, [...this.rows, ...found.rows]);
    if (hasFocus(this.button("further"))) this.list.children[from]?.querySelector("[data-act]").focus();
  }

  async #fetch(page) {
    try {
      const found = await this.#latest.of((signal) => this.pageOf(page, signal));
      if (found) this.#page = page;
      return found;
    } catch (failure) {
      this.fail(failure);
      return null;
    }
  }

  /** Page `page` of what is asked for: {rows, total}. */
  pageOf(page, signal, more = {}) {
    const { q, by, value } = this.query;
    if (by === "streams") {
      const rows = streamsOf(this.panel, q);
      return { rows, total: rows.length };
    }
    const query = new URLSearchParams({ q, by, value, page, ...more });
    return read(`${this.console.shared}library.json?${query}`, this.words, signal);
  }

  #show({ total }, rows) {
    const isUnmatched = !total && this.query.q;
    Object.assign(this, { total, rows });
    this.panel.querySelector("[data-refusal]").replaceChildren();
    this.button("further").hidden = rows.length >= total || !rows.length;
    write(this.part("found"), counted(this.words, this.isGroups ? "groups" : "found", total));
    show(this.part("none"), total ? "" : isUnmatched ? this.words.unmatched : this.words.empty);
    this.part("within").hidden = this.query.value === "";
    write(this.part("value"), this.query.value);
    this.part("rested").hidden = this.query.by !== "rested";
    for (const button of this.part("browse").children) {
      mark(button, "aria-pressed", String(button.value === this.query.by));
    }
    this.draw();
    this.dispatchEvent(new Event("found"));
  }

  /** Draws the rows again: the queue or a mark is another. */
  draw() {
    const now = new Date(this.console.clock.now());
    const all = { words: this.words, places: this.#places(), now, console: this.console };
    const [template, drawRow] = this.isGroups ? ["group", drawGroup] : ["track", drawTrack];
    const make = () => copyOf(this.panel, template);
    redraw(this.list, this.rows, { keyOf, make, draw: (item, row) => drawRow(item, row, all) });
    this.dispatchEvent(new Event("drawn"));
  }

  #places() {
    const { queue, now } = this.console.state ?? {};
    const places = new Map(queue?.rows.map(({ file }) => [file, "queued"]));
    if (now?.file && now.state !== "stop") places.set(now.file, "on_air");
    return places;
  }

  async #open(value) {
    this.search.value = "";
    if ((await this.ask({ q: "", value })) && hasFocus(this.list)) this.button("up").focus();
  }

  async #close() {
    const { value } = this.query;
    if (!(await this.ask({ q: "", value: "" })) || !hasFocus(this.button("up"))) return;
    const item = [...this.list.children].find(({ dataset }) => dataset.key === `group ${value}`);
    (item?.querySelector("button") ?? this.search).focus();
  }

  /** Says what was done, in the panel. */
  say(text) {
    write(this.part("note"), text);
  }

  /** Says what went wrong. */
  fail({ message }) {
    refuse(this.console, this.search, message);
  }
}

const keyOf = (row) => (row.file === undefined ? `group ${row.value}` : `track ${row.file}`);
