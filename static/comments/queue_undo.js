// What can be undone for a minute: the last act first, across pages of the queue.

export const MINUTE = 60_000;
const KEPT = "comments-undo";

export class Undo {
  #acts = restored(); // {act, ids, batch, words, until}, the last one at the end

  /** Adds an act that is on its way to `rows`; its batch is known when it is answered. */
  begin(act, rows) {
    const ids = rows.map((row) => row.dataset.comment);
    const entry = { act, ids, batch: null, until: Infinity };
    this.#acts.push(entry);
    return entry;
  }

  /** The act was answered; returns for how many milliseconds it can be undone. One that was refused
   *  or cannot be undone stays, so that Undo never means the act before it. */
  finish(entry, { batch = null, done = [], words }) {
    const isDone = batch && done.length > 0;
    Object.assign(entry, { batch: isDone ? batch : null, words, until: Date.now() + MINUTE });
    if (isDone) entry.ids = done.map(String);
    this.#store();
    return isDone ? MINUTE : 0;
  }

  /** Puts back an act that was taken but could not be undone. */
  put(entry) {
    this.#acts.push(entry);
    this.#store();
  }

  /** Takes the last act of the last minute, or undefined. */
  take() {
    this.#acts = this.#acts.filter((act) => act.until > Date.now());
    const act = this.#acts.pop();
    this.#store();
    return act;
  }

  /** The last act if it can be undone, as {words, left: ms}, or null. */
  last() {
    const act = this.#acts.at(-1);
    if (!act?.batch || act.until <= Date.now()) return null;
    return { words: act.words, left: act.until - Date.now() };
  }

  #store() {
    try {
      const known = this.#acts.filter(({ batch }) => batch);
      sessionStorage.setItem(KEPT, JSON.stringify(known));
    } catch {
      return; // without storage it is for this page
    }
  }
}

function restored() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
}
