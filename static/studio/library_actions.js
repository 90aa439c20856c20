// What can be done with tracks of the library: by the buttons of a row, and by its menu.

import { toggleListen } from "./listen.js";
import { copyOf, nameOf, valuesOf } from "./panel.js";
import { offerNames } from "./playlist_names.js";
import { counted, fill } from "./words.js";

const MOST = 1000; // files in one change

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

/** The name of one track, or how many there are. */
const naming = ({ words }, tracks) =>
  tracks.length === 1 ? nameOf(tracks[0]) : counted(words, "tracks", tracks.length);

async function perform(library, what, tracks, button = library.list) {
  if (what === "listen") return toggleListen(library.console, tracks[0]);
  const files = tracks.slice(0, MOST).map(({ file }) => file);
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
    key.hidden = !isOne || isStream;
    marks.hidden = tracks.some(({ id }) => id === undefined);
    const { explicit, rotation, local, language } = isOne ? tracks[0] : {};
    marks.elements.explicit.value = String(explicit ?? "");
    marks.elements.rotation.value = rotation ?? "";
    marks.elements.local.checked = local ?? false;
    marks.elements.language.value = language ?? "";
    playlist.reset();
  }

  async #submit(event) {
    event.preventDefault();
    const { submitter, target } = event;
    const values = valuesOf(target);
    const said = await this[`_${target.dataset.form}`](values, submitter);
    if (said) this.library.say(said);
  }

  async _playlist({ name }, button) {
    const files = this.#tracks.slice(0, MOST).map(({ file }) => file);
    const { console, words } = this.library;
    const answer = await console.send("POST", "playlists/tracks", { name, files }, { button });
    if (!answer) return "";
    console.emit("playlists");
    return fill(words.added_to, { playlist: name, name: naming(this.library, this.#tracks) });
  }

  async _key({ key }, button) {
    const { console, words } = this.library;
    const [track] = this.#tracks;
    const address = `${console.shared}jingles/${key}`;
    const answer = await console.send("PUT", address, { file: track.file }, { button });
    if (!answer) return "";
    console.emit("jingles");
    return fill(words.on_key, { key, name: nameOf(track) });
  }

  async _marks(values, button) {
    const { console, words } = this.library;
    const marks = { ...values, explicit: { true: true, false: false }[values.explicit] ?? null };
    const ids = this.#tracks.map(({ id }) => id);
    const address = `${console.shared}library/marks`;
    const answer = await console.send("PUT", address, { ids, ...marks }, { button });
    if (!answer) return "";
    for (const track of this.#tracks) Object.assign(track, marks);
    this.library.draw();
    return fill(words.marks_saved, { name: naming(this.library, this.#tracks) });
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
