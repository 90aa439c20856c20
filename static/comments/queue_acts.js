// Acts of moderation: a row is marked at once, the request follows in the background, and what the
// station refuses brings the row back with the reason.

import { buttonOf, isOpen } from "./queue_rows.js";
import { MINUTE } from "./queue_undo.js";

const STAY = ["close", "open", "block", "unblock"]; // the comment itself is not decided
const SEVERAL = {
  approve: "approval",
  reject: "rejection",
  spam: "spam",
  block: "block",
  close: "closure",
  delete: "deletion",
};

export class Acts {
  #lastOf = new Map(); // row → the last act on it, as Undo keeps it

  /** `queue` has rows, requests, underway, undo, toast, words, and what queue.js says. */
  constructor(queue) {
    this.queue = queue;
  }

  /** Those of `rows` to which the act can be done. */
  able(act, rows) {
    return rows.filter((row) => isOpen(row) && buttonOf(row, act)?.hidden === false);
  }

  /** Does `act` to `rows`, with more fields as [name, value]. */
  async run(act, rows, fields = []) {
    const { requests, underway, undo } = this.queue;
    const able = this.able(act, rows);
    if (!able.length) return;
    const entry = undo.begin(act, able);
    this.#mark(entry, able);
    underway.begin(able);
    const answer = await requests.send(() => this.#request(act, able, fields));
    underway.end(able);
    this.#settle(answer, able, entry);
  }

  /** Undoes the last act that can be undone. */
  async undoLast() {
    const { rows, requests, underway, undo, toast, words, undoAddress } = this.queue;
    const entry = undo.take();
    if (!entry) return toast.show(words.nothing_to_undo);
    if (!entry.batch && entry.until < Infinity) return toast.show(words.cannot_undo);
    const found = entry.ids.map((id) => rows.find(id)).filter(Boolean);
    for (const row of found) this.#unmark(entry, row);
    rows.focus(found[0]);
    underway.begin(found);
    const request = () => entry.batch && { address: undoAddress, fields: [["batch", entry.batch]] };
    const answer = await requests.send(request);
    underway.end(found);
    if (entry.batch) this.#restored(answer, found, entry);
  }

  #mark(entry, able) {
    const { rows } = this.queue;
    const here = rows.current();
    for (const row of able) this.#show(entry, row);
    if (STAY.includes(entry.act) || (here && !able.includes(here))) return;
    const next = rows.next(here ?? able.at(-1));
    if (next) rows.focus(next);
    else rows.focusEnd();
  }

  #show(entry, row) {
    const { rows, words } = this.queue;
    this.#lastOf.set(row, entry);
    if (!STAY.includes(entry.act)) return rows.finish(row, words[entry.act]);
    rows.reopen(row, words[entry.act]);
    buttonOf(row, entry.act).hidden = true;
  }

  #unmark(entry, row, words = "") {
    this.queue.rows.reopen(row, words);
    if (STAY.includes(entry.act)) buttonOf(row, entry.act).hidden = false;
  }

  #settle(answer, able, entry) {
    this.#reconcile(answer, able, entry, (row, words) => this.#unmark(entry, row, words));
    const left = this.queue.undo.finish(entry, answer);
    this.#say(answer, left);
    setTimeout(() => this.#remove(able, entry), left);
  }

  #restored(answer, found, entry) {
    const { undo, missing } = this.queue;
    this.#reconcile(answer, found, entry, (row) => this.#show(entry, row));
    if (!answer.status) undo.put(entry); // the network is lost: it can be tried again
    this.#say(answer, undo.last()?.left ?? 0);
    if (answer.done?.length > found.length) missing();
  }

  /** Rows that were done have a new version; others a colleague decided; the rest `otherwise`. */
  #reconcile({ done = [], left = [], words = "" }, rows, { act }, otherwise) {
    const theirs = new Map(left.map((one) => [String(one.id), one.words]));
    const ours = new Set(done.map(String));
    const stays = STAY.includes(act);
    for (const row of rows) {
      const id = row.dataset.comment;
      if (ours.has(id)) row.dataset.version = Number(row.dataset.version) + (stays ? 0 : 1);
      else if (theirs.has(id) && !stays) this.queue.rows.leave(row, theirs.get(id));
      else if (!("left" in row.dataset)) otherwise(row, theirs.get(id) ?? words);
    }
  }

  #say({ words, done, left = [] }, milliseconds) {
    const { toast } = this.queue;
    const all = [words, ...left.slice(0, 2).map((one) => one.words)].filter(Boolean).join(" ");
    if (!all) return;
    if (done && !left.length) toast.show(all, milliseconds);
    else toast.show(all, milliseconds, "error");
  }

  #request(act, able, fields) {
    const sent = able.filter((row) => !("left" in row.dataset));
    if (!sent.length) return null;
    const seen = sent.map(({ dataset }) => [`seen-${dataset.comment}`, dataset.version]);
    const common = [...seen, ...(act === "delete" ? [["sure", "y"]] : []), ...fields];
    if (sent.length === 1) return requestBy(buttonOf(sent[0], act), common);
    const ids = sent.map(({ dataset }) => ["ids", dataset.comment]);
    return { address: this.queue.form.action, fields: [["act", SEVERAL[act]], ...ids, ...common] };
  }

  /** After the minute the lines of what was done go, unless something was done since. */
  #remove(rows, entry) {
    for (const row of rows) {
      if ("done" in row.dataset && this.#lastOf.get(row) === entry) row.remove();
    }
  }
}

/** What a button sends, with `fields`. */
function requestBy({ formAction: address, name, value }, fields) {
  return { address, fields: name ? [[name, value], ...fields] : fields };
}
