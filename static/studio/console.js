// The console: the state that is shown, the requests that change it, what the page says.

import { ServerClock } from "../player/server_clock.js";
import { Keys } from "./keys.js";
import { changes, clearRefusal, showRefusal, wordsFor } from "./refusals.js";
import { request } from "./requests.js";
import { Times } from "./times.js";
import { fill, wordsOf } from "./words.js";

export class Console {
  state = null; // of state.json; null until the first answer
  heardAt = null; // when MPD answered last, in the server's milliseconds
  changedAt = null; // when a change of ours was answered last, likewise
  clock = new ServerClock();
  #listeners = new Map();
  #busy = new Set();
  #edits = Promise.resolve();
  #refused = 0; // edits refused so far
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
    return this.state?.desk.user_id === this.userId;
  }

  /** Calls `fn(...)` at each event of that name: "state" (state, before), "tick" (the server's
   *  milliseconds, four times a second), "lost" (words, or "" once the site answers again),
   *  "stale" (what is shown is known to be old: the poll asks at once). */
  on(name, fn) {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), fn]);
  }

  emit(name, ...values) {
    for (const fn of this.#listeners.get(name) ?? []) fn(...values);
  }

  /** Takes a fresh state, of the poll or of an edit's answer. */
  take(state) {
    const before = this.state;
    this.state = state;
    this.emit("state", state, before);
  }

  /** Says `text` to those who cannot see the page. */
  say(text) {
    document.querySelector("[data-status]").textContent = text;
  }

  /** Registers a single key: `fn(event)` runs when it is pressed and no field has the focus. */
  key(name, defaultKey, label, fn) {
    this.keys.add(name, defaultKey, label, fn);
  }

  /** Sends a change to an address below the console's; returns the answer's body, or null when it
   *  was refused, which is then said in words near `button`. `edit`: of the queue, with the tag of
   *  the state that the user saw; edits go one after the other. `button` is busy meanwhile, and
   *  another press of it is ignored. `needsDesk`: without the desk it says so and sends nothing.
   *  `near`: where to say it, if not at the button. An address that begins with "/" is whole. */
  async send(method, path, body, options = {}) {
    const { button, edit = false, needsDesk = edit, near = button } = options;
    if (needsDesk && !this.hasDesk) return this.#refuse(near, { error: this.deskWords() });
    if (button && this.#busy.has(button)) {
      this.say(this.words.busy);
      return null;
    }
    this.#begin(button);
    try {
      const once = () => this.#send(method, path, body, { near, edit });
      return await (edit ? this.#inTurn(once) : once());
    } finally {
      this.#end(button);
    }
  }

  /** Says who has the desk, to somebody who needs it. */
  deskWords() {
    const who = this.state?.desk.name;
    const key = this.keys.printed("desk");
    return fill(who ? this.words.their_desk : this.words.no_desk, { who, key });
  }

  /** Runs one edit after the other; those that wait behind a refused one are not sent. */
  #inTurn(once) {
    const refused = this.#refused;
    const tag = this.state.tag;
    const mine = this.#edits.then(() => {
      if (refused === this.#refused) return once(tag);
      this.say(this.words.skipped);
      return null;
    });
    this.#edits = mine;
    return mine;
  }

  async #send(method, path, body, { near, edit }, tag = this.state?.tag) {
    const sent = edit ? this.#newest(tag) : undefined;
    const address = path.startsWith("/") ? path : this.address + path;
    const answer = await request(method, address, body, sent);
    if (answer.status >= 200 && answer.status < 300) return this.#accept(answer.body, near, sent);
    if (edit) this.#refused += 1;
    const again = () => this.send(method, path, body, { near, edit, button: near });
    return this.#refuse(near, wordsFor(answer, this.words), answer, again);
  }

  #accept(body, near, sent) {
    clearRefusal(near);
    if (!body.tag) {
      this.emit("stale");
      return body;
    }
    if (sent && sent !== body.tag) this.#follows.set(sent, body.tag);
    this.changedAt = this.clock.now();
    this.take(body);
    return body;
  }

  #newest(tag) {
    let newest = tag;
    while (this.#follows.has(newest)) newest = this.#follows.get(newest);
    return newest;
  }

  #refuse(near, words, answer = { status: 0, body: {} }, again = null) {
    const before = this.state;
    const { state, desk } = answer.body;
    if (state) this.take(state);
    const isChanged = answer.status === 409 && !desk;
    const more = isChanged && state ? changes(before, state, this.userName, this.words) : [];
    const buttons = isChanged && again ? [[this.words.try_again, again]] : [];
    showRefusal(near, words, { more, buttons, close: this.words.close });
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
