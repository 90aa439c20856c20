// The panel “Saved playlists”.

import { make, part, show, write } from "./dom.js";
import { Latest } from "./latest.js";
import { mountImport } from "./playlists_import.js";
import { copyOf, nameOf, read, redraw, refuse, renew, valuesOf } from "./panel.js";
import { pressTwice } from "./press_twice.js";
import { counted, fill, wordsOf } from "./words.js";

/** Joins the panel to the console. */
export function mount(console) {
  const playlists = new Playlists(console);
  mountImport(playlists);
  console.on("playlists", () => playlists.load());
  playlists.load();
}

class Playlists {
  #latest = new Latest();

  constructor(console) {
    const panel = console.panel("playlists");
    Object.assign(this, { console, panel, words: wordsOf(panel) });
    part(panel, "save").addEventListener("submit", (event) => this.#save(event));
  }

  /** Reads the list anew. */
  async load() {
    const ask = (signal) => read(`${this.console.address}playlists.json`, this.words, signal);
    try {
      const answer = await this.#latest.of(ask);
      if (!answer) return;
      const { rows } = answer;
      const make = ({ name }) => this.#make(name);
      const draw = (item, row) => this.#draw(item, row);
      redraw(part(this.panel, "list"), rows, { keyOf: ({ name }) => name, make, draw });
      show(part(this.panel, "empty"), rows.length ? "" : this.words.empty);
    } catch (failure) {
      this.fail(failure);
    }
  }

  /** Says what was done. */
  say(text) {
    write(part(this.panel, "note"), text);
  }

  /** Says what went wrong. */
  fail({ message }) {
    refuse(this.console, part(this.panel, "save").elements.name, message);
  }

  async #save(event) {
    event.preventDefault();
    const { submitter: button, target: form } = event;
    const sent = valuesOf(form);
    const { name } = sent;
    const answer = await this.console.send("POST", "playlists", { name, from: "queue" }, { button });
    if (!answer) return;
    renew(form, sent, form.elements.name);
    this.say(fill(this.words.saved, { name }));
    this.load();
  }

  #make(name) {
    const item = copyOf(this.panel, "playlist");
    const button = (act) => item.querySelector(`[data-act="${act}"]`);
    const acts = {
      append: () => this.#queue(name, "append", button("append")),
      replace: pressTwice(this.console, button("replace"), () =>
        this.#queue(name, "replace", button("replace")),
      ),
      delete: pressTwice(this.console, button("delete"), () => this.#delete(name, button("delete"))),
    };
    for (const [act, fn] of Object.entries(acts)) button(act).addEventListener("click", () => fn());
    for (const link of item.querySelectorAll("[data-format]")) {
      const query = new URLSearchParams({ name, format: link.dataset.format });
      link.href = `${this.console.address}playlists/export?${query}`;
    }
    const details = item.querySelector("details");
    details.addEventListener("toggle", () => details.open && this.#look(item, name));
    part(item, "tracks").setAttribute("aria-label", fill(this.words.tracks_of, { name }));
    return item;
  }

  #draw(item, { name, tracks }) {
    write(part(item, "name"), name);
    write(part(item, "count"), Number.isInteger(tracks) ? counted(this.words, "tracks", tracks) : "");
    if (item.querySelector("details").open) this.#look(item, name);
  }

  async #look(item, name) {
    const query = new URLSearchParams({ name });
    try {
      const address = `${this.console.address}playlists/tracks.json?${query}`;
      const { rows, more = 0 } = await read(address, this.words);
      const lines = rows.map((row) => make("li", { dir: "auto", textContent: nameOf(row) }));
      if (more) lines.push(make("li", { textContent: counted(this.words, "further", more) }));
      part(item, "tracks").replaceChildren(...lines);
      part(item, "tracks").hidden = rows.length === 0;
      show(part(item, "bare"), rows.length ? "" : this.words.bare);
    } catch (failure) {
      this.fail(failure);
    }
  }

  async #queue(name, mode, button) {
    const options = { button, edit: true };
    const answer = await this.console.send("POST", "queue/playlists", { name, mode }, options);
    if (answer) this.say(fill(this.words[mode === "append" ? "appended" : "replaced"], { name }));
  }

  async #delete(name, button) {
    const query = new URLSearchParams({ name });
    const answer = await this.console.send("DELETE", `playlists?${query}`, undefined, { button });
    if (!answer) return;
    this.say(fill(this.words.deleted, { name }));
    this.load();
  }
}
