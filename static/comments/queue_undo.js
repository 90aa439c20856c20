// What can be undone for a minute: the last act first, across pages of the queue.

export const MINUTE = 60_000;
const KEPT = "comments-undo";

export class Undo {
  #acts = restored(); // {act, batch, ids, words, until}, the last one at the end

  /** Adds an act that is on its way to `rows`; its batch is known when it is answered. */
  begin(act, rows) {
    const ids = rows.map((row) => row.dataset.comment);
    const entry = { act, ids, batch: null, until: Infinity };
    this.#acts.push(entry);
    return entry;
  }

  /** The act was answered; returns for how many milliseconds it can be undone. */
  finish(entry, { batch, done = [], words }) {
    if (!batch || !done.length) {
      this.#acts = this.#acts.filter((other) => other !== entry);
      return 0;
    }
    Object.assign(entry, { batch, ids: done.map(String), words, until: Date.now() + MINUTE });
    this.#store();
    return MINUTE;
  }

  /** Puts back an act that was taken but could not be undone. */
  put(entry) {
    this.#acts.push(entry);
    this.#store();
  }

  /** Takes the last act that can be undone, or undefined. */
  take() {
    this.#acts = this.#acts.filter((act) => act.until > Date.now());
    const act = this.#acts.pop();
    this.#store();
    return act;
  }

  /** The last act that can be undone, as {words, left: ms}, or null. */
  last() {
    const act = this.#acts.findLast(({ batch, until }) => batch && until > Date.now());
    return act ? { words: act.words, left: act.until - Date.now() } : null;
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
