// Saves a form to the station as it is typed; to this browser while that fails.

import { read } from "./fields.js";
import { LocalBackup } from "./local_backup.js";
import { fill, part } from "./parts.js";
import { offerBackup } from "./restore_backup.js";
import { send } from "./working_copy.js";

const PAUSE = 2000; // ms from a change until it is sent
const RETRIES = [2000, 4000, 8000, 15_000, 30_000];
const REFUSED = { 400: "signedOut", 401: "signedOut", 408: "kept", 429: "kept" };

class Autosave {
  #changes = 0; // counted,
  #sent = 0; // so many of them are at the station
  #failures = 0;
  #state = "kept"; // while the station is unreachable: a word of part("autosave")
  #timer = null;
  #onItsWay = null;
  #isEnded = false;

  constructor(form, words, tell) {
    this.form = form;
    this.words = words;
    this.tell = tell;
    this.said = document.querySelector("[data-saved]");
    this.backup = new LocalBackup(words.user, form.dataset.key);
    this.version = Number(form.dataset.version) || 0;
    const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: words.zone };
    this.clock = new Intl.DateTimeFormat(document.documentElement.lang, time);
  }

  /** Handles a changed field. */
  changed() {
    if (this.#isEnded) return;
    this.#changes += 1;
    this.tell(true);
    if (this.#failures) return this.#sayKept(this.#hold());
    if (this.#onItsWay) this.#hold();
    else if (this.#timer === null) this.#plan(PAUSE);
  }

  /** Sends unsaved changes, with a copy in this browser meanwhile. */
  save(options) {
    clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#isEnded || this.#onItsWay || this.#sent === this.#changes) return;
    const count = this.#changes;
    const isKept = this.#hold();
    const copy = { version: this.version, fields: read(this.form) };
    this.#onItsWay = send(this.form.dataset.workingCopy, copy, options).then((answer) => {
      this.#onItsWay = null;
      if (answer.status === 200) this.#arrived(count, answer.savedAt);
      else this.#failed(answer.status, isKept);
    });
  }

  /** Tries again at once, if the station was unreachable. */
  retry() {
    if (this.#failures) this.save();
  }

  /** Handles the form's submission, after a save on its way has ended. */
  submit(event) {
    if (this.#onItsWay) {
      event.preventDefault();
      this.#onItsWay.finally(() => this.form.requestSubmit(event.submitter));
      return;
    }
    if (this.#sent !== this.#changes) this.#hold();
    this.backup.submitted();
    this.#isEnded = true;
    clearTimeout(this.#timer);
  }

  /** The page is shown again as it was. */
  resume() {
    this.#isEnded = false;
  }

  /** True if changes are neither on the server nor in this browser. */
  isNowhere() {
    return !this.#isEnded && this.#sent !== this.#changes && !this.#hold();
  }

  #arrived(count, savedAt) {
    this.#failures = 0;
    this.#sent = count;
    this.#say(fill(this.words.savedAt, { time: this.clock.format(new Date(savedAt)) }));
    if (count !== this.#changes) return this.#plan(PAUSE);
    this.backup.drop();
    this.tell(false);
  }

  #failed(status, isKept) {
    this.#failures += 1;
    this.#state = REFUSED[status] ?? (status >= 400 && status < 500 ? "refused" : "kept");
    this.#sayKept(isKept);
    this.#plan(RETRIES[Math.min(this.#failures, RETRIES.length) - 1]);
  }

  #sayKept(isKept) {
    this.#say(this.words[isKept ? this.#state : "nowhere"]);
  }

  #hold() {
    return this.backup.put({ at: Date.now(), version: this.version, fields: read(this.form) });
  }

  #plan(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), wait);
  }

  #say(text) {
    if (this.said && this.said.textContent !== text) this.said.textContent = text;
  }
}

/** Saves `form` as it is typed; calls `tell(isUnsaved)` after each change of that. */
export function autosave(form, tell) {
  const saving = new Autosave(form, part("autosave").dataset, tell);
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, ({ target }) => target.name && saving.changed());
  }
  form.addEventListener("submit", (event) => saving.submit(event));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") saving.save({ isLeaving: true });
    else saving.retry();
  });
  addEventListener("pagehide", () => saving.save({ isLeaving: true }));
  addEventListener("pageshow", ({ persisted }) => persisted && saving.resume());
  addEventListener("online", () => saving.retry());
  addEventListener("focus", () => saving.retry());
  addEventListener("beforeunload", (event) => saving.isNowhere() && event.preventDefault());
  offerBackup(form, saving.backup, saving.clock, () => saving.changed());
}
