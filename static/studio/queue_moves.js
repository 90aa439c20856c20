// Moving and removing tracks of the queue: by the buttons of a row, and by keys.

import { printed } from "./keys.js";
import { fill } from "./words.js";

export class QueueMoves {
  constructor(console, rows, words) {
    Object.assign(this, { console, rows, words });
    rows.body.addEventListener("click", ({ target }) => {
      const button = target.closest("button[data-act]");
      if (button) this.act(Number(button.closest("tr").dataset.id), button.dataset.act);
    });
    this.#addKeys();
  }

  /** Does what a button of the row is for: up, down, remove. */
  act(id, name) {
    if (name === "remove") return this.remove(id);
    return this.#step(id, name === "up" ? -1 : 1);
  }

  /** Removes a track. */
  async remove(id) {
    const { title } = this.#track(id);
    const button = this.#button(id, "remove");
    const done = await this.console.send("DELETE", `queue/tracks/${id}`, undefined, { edit: true, button });
    if (done) this.console.say(fill(this.words.removed, { title }));
  }

  /** Moves a track behind another one; null: to the beginning. */
  async place(id, after, button = null) {
    const { title } = this.#track(id);
    const options = { edit: true, button, near: this.rows.body };
    const done = await this.console.send("POST", `queue/tracks/${id}/place`, { after }, options);
    if (!done) return;
    const ids = this.#ids();
    const values = { title, place: ids.indexOf(id) + 1, count: ids.length };
    this.console.say(fill(this.words.moved, values));
  }

  #step(id, by) {
    const ids = this.#ids();
    const place = ids.indexOf(id) + by;
    const { title } = this.#track(id);
    if (place < 0) return this.console.say(fill(this.words.is_first, { title }));
    if (place >= ids.length) return this.console.say(fill(this.words.is_last, { title }));
    const after = by > 0 ? ids[place] : (ids[place - 1] ?? null);
    return this.place(id, after, this.#button(id, by > 0 ? "down" : "up"));
  }

  #addKeys() {
    const { console, words } = this;
    const repeats = { repeats: true };
    console.key("next-row", "j", words.select_next, () => this.#select(1), repeats);
    console.key("previous-row", "k", words.select_previous, () => this.#select(-1), repeats);
    console.key("move-up", "Shift+ArrowUp", words.move_up, () => this.#selected("up"));
    console.key("move-down", "Shift+ArrowDown", words.move_down, () => this.#selected("down"));
    console.key("remove", "Delete", words.remove_selected, () => this.#selected("remove"));
    console.key("remove-too", "Backspace", words.remove_too, () => this.#selected("remove"));
  }

  #selected(name) {
    const { selected } = this.rows;
    if (this.rows.get(selected)) return this.act(selected, name);
    const keys = this.console.keys.list().filter(({ name }) => name.endsWith("-row"));
    const printedKeys = keys.map(({ key }) => printed(key)).join(", ");
    this.console.say(fill(this.words.none_selected, { keys: printedKeys }));
  }

  #select(by) {
    const ids = this.#ids().filter((id) => !this.rows.get(id).hidden);
    if (!ids.length) return;
    this.console.showTab("queue");
    const place = ids.indexOf(this.rows.selected);
    const first = by > 0 ? 0 : ids.length - 1;
    const id = place < 0 ? ids[first] : ids[Math.min(Math.max(place + by, 0), ids.length - 1)];
    this.rows.select(id);
    this.rows.get(id).focus();
  }

  #ids() {
    return this.console.state?.queue.rows.map(({ id }) => id) ?? [];
  }

  #track(id) {
    const track = this.console.state.queue.rows.find((row) => row.id === id);
    return { title: track?.title || this.words.untitled };
  }

  #button(id, name) {
    return this.rows.get(id).querySelector(`button[data-act="${name}"]`);
  }
}
