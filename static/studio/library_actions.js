// What can be done with tracks of the library: by the buttons of a row, and by its menu.

import { toggleListen } from "./listen.js";
import { copyOf, nameOf } from "./panel.js";
import { offerNames } from "./playlist_names.js";
import { addToPlaylist, fillMarks, naming, putOnKey, saveMarks } from "./track_forms.js";
import { fill } from "./words.js";

/** Connects the rows' buttons; library.act(what, rows, button) does the same for several rows. */
export function mountActions(library) {
  const menu = new Menu(library);
  library.perform = (what, tracks, button) => perform(library, what, tracks, button);
  library.act = (what, items, button) => perform(library, what, tracksOf(library, items), button);
  library.openMenu = (button, tracks) => menu.toggle(button, tracks);
  library.list.addEventListener("click", ({ target }) => {
    const button = target.closest("button[data-act]");
    const row = button?.closest("[data-row]");
    if (!row || button.closest(".track-menu")) return;
    const tracks = tracksOf(library, [row]);
    if (button.dataset.act === "menu") menu.toggle(button, tracks);
    else perform(library, button.dataset.act, tracks, button);
  });
}

const tracksOf = (library, items) => items.map((item) => library.rowOf(item)).filter(Boolean);

async function perform(library, what, tracks, button = library.list) {
  if (what === "listen") return toggleListen(library.console, tracks[0]);
  const files = tracks.map(({ file }) => file);
  const options = { button, edit: true };
  const answer = await library.console.send("POST", "queue/tracks", { files, where: what }, options);
  if (answer) library.say(fill(library.words[`added_${what}`], { name: naming(library, tracks) }));
}

/** The one menu of the panel: it opens below a row, or below the selection. */
class Menu {
  #element;
  #button = null;
  #tracks = [];

  constructor(library) {
    this.library = library;
    this.#element = copyOf(library.panel, "track-menu");
    this.#element.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-act]");
      if (button) perform(library, button.dataset.act, this.#tracks, button);
    });
    this.#element.addEventListener("submit", (event) => this.#submit(event));
    library.panel.addEventListener("keydown", (event) => event.key === "Escape" && this.#escape(event));
    library.addEventListener("drawn", () => this.#button?.isConnected || this.#close());
  }

  /** Opens the menu for `tracks` below its button, or closes it. */
  toggle(button, tracks) {
    const isOpen = this.#button === button;
    this.#close();
    if (isOpen) return;
    this.#button = button;
    this.#tracks = tracks;
    button.ariaExpanded = "true";
    this.#fill(tracks);
    (button.closest("[data-row]") ?? button.closest(".selection")).append(this.#element);
    offerNames(this.library.console);
  }

  #fill(tracks) {
    const isOne = tracks.length === 1;
    const isStream = tracks.some((track) => track.is_stream);
    const [playlist, key, marks] = this.#element.querySelectorAll("form");
    this.#element.querySelector("[data-act=listen]").hidden = !isOne || isStream;
    this.#element.querySelector("[data-key-of]").textContent = this.library.console.keys.printed("listen");
    key.hidden = !isOne || isStream;
    marks.hidden = tracks.some(({ id }) => id === undefined);
    fillMarks(marks, isOne ? tracks[0] : null);
    playlist.reset();
  }

  async #submit(event) {
    event.preventDefault();
    const { submitter: button, target } = event;
    const acts = { playlist: addToPlaylist, key: putOnKey, marks: saveMarks };
    const said = await acts[target.dataset.form](this.library, this.#tracks, target, button);
    if (said) this.library.say(said);
  }

  #escape(event) {
    if (!this.#button) return;
    event.preventDefault();
    const button = this.#button;
    this.#close();
    button.focus();
  }

  #close() {
    if (this.#button) this.#button.ariaExpanded = "false";
    this.#element.remove();
    this.#button = null;
  }
}
