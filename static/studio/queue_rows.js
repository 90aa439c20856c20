// The rows of the queue, kept by MPD's ids: they are updated in place, so that the focus and the
// selection outlive every poll. The row that has the focus is never taken out or moved: its
// neighbours are.

import { mark, write } from "./dom.js";
import { drawRow, field, newRow } from "./queue_row.js";
import { starts } from "./starts.js";

export class QueueRows {
  #rows = new Map(); // id → its element
  #selected = null; // an id

  constructor(body, words) {
    this.body = body;
    this.words = words;
    body.addEventListener("focusin", ({ target }) => this.select(idOf(target)));
    body.addEventListener("click", ({ target }) => this.select(idOf(target)));
  }

  get selected() {
    return this.#selected;
  }

  get(id) {
    return this.#rows.get(id);
  }

  /** Marks a row as the selected one. */
  select(id) {
    if (id === this.#selected || !this.#rows.has(id)) return;
    this.#mark(this.#selected, false);
    this.#selected = id;
    this.#mark(id, true);
  }

  /** The first row that is shown gets the focus. */
  focusFirst() {
    this.body.querySelector("tr:not([hidden])")?.focus();
  }

  /** Shows the queue of `state`. */
  draw(state, hasDesk) {
    const tracks = state.queue.rows;
    const before = [...this.#rows.keys()];
    const held = idOf(document.activeElement, this.body);
    const act = document.activeElement?.dataset.act;
    this.#drop(new Set(tracks.map(({ id }) => id)));
    tracks.forEach((track, place) => {
      if (!this.#rows.has(track.id)) this.#rows.set(track.id, newRow(track.id));
      const options = { isFirst: place === 0, isLast: place === tracks.length - 1, hasDesk };
      drawRow(this.#rows.get(track.id), track, this.words, options);
    });
    this.#order(tracks.map(({ id }) => id));
    if (held !== null && !this.#rows.has(held)) this.#focusNear(before, held, act);
    else if (!this.#rows.has(this.#selected)) this.#selectNear(before);
  }

  /** Writes the times at which the tracks start. */
  drawStarts(state, times, at) {
    const all = starts(state, at);
    state.queue.rows.forEach(({ id }, place) => {
      const row = this.#rows.get(id);
      if (row) write(field(row, "start"), all[place] === null ? "–" : times.short(all[place]));
    });
  }

  #mark(id, isSelected) {
    const row = this.#rows.get(id);
    if (!row) return;
    mark(row, "aria-current", isSelected ? "true" : null);
    row.tabIndex = isSelected ? 0 : -1;
  }

  #drop(ids) {
    for (const [id, row] of this.#rows) {
      if (ids.has(id)) continue;
      row.remove();
      this.#rows.delete(id);
    }
  }

  #order(ids) {
    const rows = ids.map((id) => this.#rows.get(id));
    const held = rows.findIndex((row) => row.contains(document.activeElement));
    if (held < 0) return this.#lay(rows, this.body.firstChild);
    this.#lay(rows.slice(0, held), this.body.firstChild);
    this.#lay(rows.slice(held + 1), rows[held].nextSibling);
  }

  #lay(rows, first) {
    let at = first;
    for (const row of rows) {
      if (row === at) at = at.nextSibling;
      else this.body.insertBefore(row, at);
    }
  }

  /** The focus goes on to what is now where its row was: its same button, or the row itself. */
  #focusNear(before, gone, act) {
    const id = this.#near(before, gone);
    if (id === undefined) return this.body.closest("section").focus();
    const row = this.#rows.get(id);
    this.select(id);
    (row.querySelector(`button[data-act="${act}"]`) ?? row).focus();
  }

  #selectNear(before) {
    const id = this.#selected === null ? undefined : this.#near(before, this.#selected);
    this.#selected = null;
    if (id !== undefined) this.select(id);
  }

  #near(before, gone) {
    const place = before.indexOf(gone);
    const after = before.slice(place + 1).find((id) => this.#rows.has(id));
    return after ?? before.slice(0, place).findLast((id) => this.#rows.has(id));
  }
}

function idOf(element, root = document) {
  const row = root.contains(element) && element.closest?.("tr[data-id]");
  return row ? Number(row.dataset.id) : null;
}
