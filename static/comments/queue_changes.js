// What colleagues did meanwhile: every five seconds while the page is visible. Their rows say so
// and have no more acts; new comments are announced, never put in under the moderator's hands.

const PAUSE = 5000;
const TIMEOUT = 8000;
const EDITS = ["edit", "own-edit"];

export class Changes {
  #timer;
  #new = new Set();
  #later = []; // changes of rows whose own answer is on its way
  #isAsking = false;

  /** `notice` announces new comments; `address` gives changes after the entry `last`, and comments after `newest`. */
  constructor(queue, notice, { address, last, newest }) {
    Object.assign(this, { queue, notice, address, last, newest });
    document.addEventListener("visibilitychange", () => this.ask());
    this.#wait();
  }

  async ask() {
    clearTimeout(this.#timer);
    if (document.hidden || this.#isAsking) return;
    this.#isAsking = true;
    try {
      await this.#fetch();
    } catch {
      // it asks again; acts say for themselves when the network is lost
    }
    this.#isAsking = false;
    this.#wait();
  }

  /** Offers to load the page again. */
  offer(words) {
    this.notice.querySelector("[data-says]").textContent = words;
    this.notice.querySelector("a").hidden = false;
  }

  #wait() {
    this.#timer = setTimeout(() => this.ask(), PAUSE);
  }

  async #fetch() {
    const address = new URL(this.address, location.href);
    address.search = new URLSearchParams({ since: this.last, after: this.newest });
    const signal = AbortSignal.timeout(TIMEOUT);
    const answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { last, changes, new_ids: ids = [], ...counts } = await answer.json();
    for (const change of [...this.#later.splice(0), ...changes]) this.#apply(change);
    this.queue.rows.showEnd();
    this.last = last;
    for (const count of document.querySelectorAll("[data-count]")) {
      count.textContent = counts[count.dataset.count] ?? count.textContent;
    }
    this.#announce(ids);
  }

  /** A change that this page made itself is known by the row's version; while an answer is on its
   *  way it waits for that. */
  #apply(change) {
    const { rows, underway } = this.queue;
    const { id, act, state, words } = change;
    const row = rows.find(id);
    if (!row || change.version <= Number(row.dataset.version)) return;
    if (underway.has(row)) {
      this.#later.push(change);
      return;
    }
    row.dataset.version = change.version;
    const hadFocus = rows.current() === row;
    if (EDITS.includes(act)) row.dataset.stale = ""; // its text is another now
    if (state === row.dataset.state && !("stale" in row.dataset)) rows.reopen(row, words);
    else rows.leave(row, words);
    if (hadFocus) rows.focus(row);
  }

  #announce(ids) {
    const { rows, words } = this.queue;
    if (rows.list.dataset.state !== "pending") return; // they are in another list
    for (const id of ids) if (!rows.find(id)) this.#new.add(id);
    if (this.#new.size) this.offer(words.new_comments.replace("{n}", this.#new.size));
  }
}
