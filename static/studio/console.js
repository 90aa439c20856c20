// The console: the state that is shown, the requests that change it, what the page says.

import { ServerClock } from "../player/server_clock.js";
import { holderOf } from "./holder.js";
import { Keys } from "./keys.js";
import { areaInSight, changes, clearRefusal, showRefusal, wordsFor } from "./refusals.js";
import { request } from "./requests.js";
import { Times } from "./times.js";
import { fill, wordsOf } from "./words.js";

const SLOW = 2000; // ms after which a change that was not answered yet is said to be under way

export class Console {
  state = null; // of state.json; null until the first answer
  heardAt = null; // when MPD answered last, in the server's milliseconds
  changedAt = null; // when MPD was read for the last change made here, likewise
  etag = null; // of what is shown, if it came by the poll
  clock = new ServerClock();
  #listeners = new Map();
  #busy = new Set();
  #edits = Promise.resolve();
  #refused = 0; // edits refused so far
  #deskless = new Map(); // message areas that say that the desk is not the user's → near
  #follows = new Map(); // tag of a state → tag of the one that an edit of ours made of it

  constructor(body) {
    const { address, shared, studio, zone, userId, userName } = body.dataset;
    Object.assign(this, { body, address, shared, studio, zone, userName, userId: Number(userId) });
    this.maySetVolume = "maySetVolume" in body.dataset;
    this.words = wordsOf(body);
    this.times = new Times(zone);
    this.keys = new Keys(this);
  }

  /** The section of a panel: the element with that data-panel. */
  panel(name) {
    return document.querySelector(`[data-panel="${name}"]`);
  }

  /** True if the user has the desk. */
  get hasDesk() {
    return this.state?.desk.user_ids.includes(this.userId) ?? false;
  }

  /** Calls `fn(...)` at each event of that name: "state" (state, before), "tick" (the server's
   *  milliseconds, four times a second), "lost" (words, or "" once the site answers again),
   *  "stale" (what is shown is known to be old: the poll asks at once). */
  on(name, fn) {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), fn]);
  }

  emit(name, ...values) {
    for (const fn of this.#listeners.get(name) ?? []) {
      try {
        fn(...values);
      } catch (fault) {
        reportError(fault); // the others go on
      }
    }
  }

  /** Takes a fresh state, of the poll or of an edit's answer. */
  take(state) {
    const before = this.state;
    this.state = state;
    if (this.hasDesk) this.#forgetDeskless();
    this.emit("state", state, before);
  }

  /** Says `text` to those who cannot see the page. */
  say(text) {
    document.querySelector("[data-status]").textContent = text;
  }

  /** Registers a single key: `fn(event)` runs when it is pressed and no field has the focus. */
  key(name, defaultKey, label, fn, options) {
    this.keys.add(name, defaultKey, label, fn, options);
  }

  /** Sends a change to an address below the console's; returns the answer's body, or null when it
   *  was refused, which is then said in words in the part of the page where `near` is.
   *  `edit`: of the queue, with the tag of the state that the user saw; edits go one after the
   *  other. `needsDesk`: without the desk it says so and sends nothing. `button` is busy meanwhile,
   *  and another press of it is ignored. A path that begins with "/" is the whole address.
   *  `refused(body)`: what the refusal lists besides. */
  async send(method, path, body, { button, edit = false, needsDesk = edit, near = button, refused } = {}) {
    const change = { method, path, body, button, edit, near, refused, area: areaInSight(near) };
    if (needsDesk && !this.hasDesk) return this.#sayDeskless(change);
    if (button && this.#busy.has(button)) {
      this.say(this.words.busy);
      return null;
    }
    this.#begin(button);
    const slow = setTimeout(() => this.#say(change, { error: this.words.slow }), SLOW);
    try {
      return await (edit ? this.#inTurn(change) : this.#send(change));
    } finally {
      clearTimeout(slow);
      this.#end(button);
    }
  }

  #sayDeskless(change) {
    this.#deskless.set(change.area, change.near);
    return this.#say(change, { error: this.deskWords() });
  }

  #forgetDeskless() {
    for (const [area, near] of this.#deskless) clearRefusal(area, near);
    this.#deskless.clear();
  }

  /** Says who has the desk, to somebody who needs it. */
  deskWords() {
    const holder = this.state ? holderOf(this, this.state.desk) : this.words.free;
    return fill(this.words.take_it, { holder, key: this.keys.printed("desk") });
  }

  /** Waits for the edits that were pressed before; true if none of them was refused. */
  async settled() {
    const refused = this.#refused;
    await this.#edits;
    return refused === this.#refused;
  }

  /** Runs one edit after the other; those that wait behind a refused one are not sent. */
  #inTurn(change) {
    const refused = this.#refused;
    const { tag } = this.state;
    const mine = this.#edits.then(() => {
      if (refused === this.#refused) return this.#send(change, this.#newest(tag));
      return this.#say(change, { error: this.words.skipped });
    });
    this.#edits = mine.catch(() => null);
    return mine;
  }

  async #send(change, tag) {
    const { method, path, body, area, near } = change;
    const address = path.startsWith("/") ? path : this.address + path;
    const answer = await request(method, address, body, tag);
    if (answer.status < 200 || answer.status >= 300) return this.#refuse(change, answer);
    clearRefusal(area, near);
    if (!answer.body.tag) this.emit("stale");
    else {
      if (tag && tag !== answer.body.tag) this.#follows.set(tag, answer.body.tag);
      this.#takeAnswer(answer.body, answer.heardAt);
    }
    return answer.body;
  }

  #takeAnswer(state, heardAt) {
    this.changedAt = heardAt ?? this.clock.now();
    this.etag = null;
    this.take(state);
  }

  /** The newest tag that edits of ours made of `tag`. */
  #newest(tag) {
    let newest = tag;
    while (this.#follows.has(newest)) newest = this.#follows.get(newest);
    return newest;
  }

  /** Says a refusal; one because of what others changed with what that was, and a way to try again
   *  if the site says that it makes sense. */
  #refuse(change, answer) {
    if (change.edit) this.#refused += 1;
    const before = this.state;
    const { state, desk, is_retryable: mayTryAgain } = answer.body;
    change.refused?.(answer.body);
    if (state) this.#takeAnswer(state, answer.heardAt);
    const words = wordsFor(answer, this.words);
    if (answer.status !== 409 || desk) return this.#say(change, words);
    const more = state ? changes(before, state, this.userName, this.words) : [];
    const buttons = mayTryAgain ? [[this.words.try_again, () => this.#again(change)]] : [];
    return this.#say(change, words, { more, buttons });
  }

  async #again({ method, path, body, ...options }) {
    if (await this.send(method, path, body, options)) this.say(this.words.done);
  }

  #say({ area, near }, words, options = {}) {
    if (words.error !== this.deskWords()) this.#deskless.delete(area);
    showRefusal(area, near, words, { close: this.words.close, ...options });
    return null;
  }

  #begin(button) {
    if (!button) return;
    this.#busy.add(button);
    button.setAttribute("aria-busy", "true");
  }

  #end(button) {
    if (!button) return;
    this.#busy.delete(button);
    button.removeAttribute("aria-busy");
  }
}
