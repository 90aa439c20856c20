// Reads state.json once a second, less often while the page is hidden or the site is away.

const USUAL = 1000;
const HIDDEN = 10_000;
const FAILURES = [1000, 2000, 4000, 8000, 15_000];
const TIMEOUT = 8000;
const PATIENCE = 10_000; // as long as an older state than the shown one is not believed

export class Poll {
  #timer;
  #failures = 0;
  #isAsking = false;

  constructor(console) {
    this.console = console;
    console.on("stale", () => this.ask());
  }

  start() {
    document.addEventListener("visibilitychange", () => !document.hidden && this.ask());
    addEventListener("online", () => this.ask());
    this.ask();
  }

  /** Asks at once, unless it is asking already. */
  async ask() {
    if (this.#isAsking) return;
    clearTimeout(this.#timer);
    this.#isAsking = true;
    try {
      await this.#fetch();
      this.#answered();
    } catch (failure) {
      this.#failed(failure);
    }
    this.#isAsking = false;
    this.#timer = setTimeout(() => this.ask(), this.#pause());
  }

  async #fetch() {
    const { console } = this;
    const asked = Date.now();
    const signal = AbortSignal.timeout(TIMEOUT);
    const options = { cache: "no-cache", redirect: "manual", signal };
    const answer = await fetch(`${console.address}state.json`, options);
    if (answer.type === "opaqueredirect" || answer.status === 401) throw new Error("signed_out");
    if (answer.status === 403) throw new Error("forbidden");
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    console.clock.hear(answer.headers, asked, Date.now());
    console.heardAt = Date.parse(answer.headers.get("Last-Heard")) || null;
    if (console.state && this.#isOlder()) return;
    const etag = answer.headers.get("ETag");
    if (etag && etag === console.etag) return;
    console.take(await answer.json());
    console.etag = etag;
  }

  /** True if the answer is from before the last change made here, whose own answer is shown. */
  #isOlder() {
    const { changedAt, heardAt, clock } = this.console;
    return changedAt !== null && heardAt < changedAt && clock.now() - changedAt < PATIENCE;
  }

  #answered() {
    if (this.#failures) this.console.emit("lost", "");
    this.#failures = 0;
  }

  #failed({ message }) {
    this.#failures += 1;
    const { words } = this.console;
    if (["signed_out", "forbidden"].includes(message)) this.console.emit("lost", words[message]);
    else if (this.#failures > 1) this.console.emit("lost", words.lost);
  }

  #pause() {
    if (this.#failures) return FAILURES[Math.min(this.#failures, FAILURES.length) - 1];
    return document.hidden ? HIDDEN : USUAL;
  }
}
