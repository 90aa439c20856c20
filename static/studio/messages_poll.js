// Reads the messages every five seconds while the page is visible, and at once when it becomes so.

const USUAL = 5000;
const FAILED = 15_000;
const TIMEOUT = 8000;

export class MessagesPoll {
  #timer;
  #isAsking = false;
  #etag = null;
  #changes = 0; // made here so far: an answer that was asked for before one is not believed

  constructor(messages) {
    this.messages = messages;
  }

  start() {
    document.addEventListener("visibilitychange", () => !document.hidden && this.ask());
    this.ask();
  }

  /** Asks anew, after a change made here. */
  again() {
    this.#changes += 1;
    this.#etag = null;
    this.ask();
  }

  async ask() {
    if (this.#isAsking) return;
    clearTimeout(this.#timer);
    this.#isAsking = true;
    const changes = this.#changes;
    const pause = await this.#fetch(changes).then(
      () => USUAL,
      () => FAILED, // the console says that the site does not answer
    );
    this.#isAsking = false;
    if (document.hidden) return;
    this.#timer = setTimeout(() => this.ask(), changes === this.#changes ? pause : 0);
  }

  async #fetch(changes) {
    const { messages } = this;
    const options = { cache: "no-cache", redirect: "manual", signal: AbortSignal.timeout(TIMEOUT) };
    const answer = await fetch(`${messages.console.address}messages.json`, options);
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    const etag = answer.headers.get("ETag");
    const isReplies = messages.shown === "replies" && !messages.search.value;
    if (isReplies && document.visibilityState === "visible") messages.loadReplies();
    if (changes !== this.#changes || (etag && etag === this.#etag)) return;
    messages.take(await answer.json());
    this.#etag = etag;
  }
}
