// Polls the current track: often while the page is visible or playing, at the predicted end of the
// track, less and less often without an answer, and not from a page that is long unused.

const LOOKING = 5000;
const HIDDEN = 30000;
const JINGLE = 1500; // it is short, and its end is unknown
const FAILURES = [5000, 10000, 20000, 40000, 60000];
const FORGOTTEN = 5 * 60 * 1000;
const TIMEOUT = 8000;
const OVERDUE = 4000;
const KEPT = 100; // as long as each of the server's processes keeps an answer
const BELIEVED = 30000; // as long as the server itself trusts its last reading

export class Poll {
  #timer;
  #etag;
  #failures = 0;
  #answeredAt = Date.now();
  #readAt = -Infinity;
  #hiddenSince = document.hidden ? Date.now() : null;
  #asking = false;
  #end = null;
  #state;

  /** Calls `onAnswer(body)` on each change, and `onLost(moment)` when answers are missing for too
   *  long, with the time of the last one; `isListening()` is true while the page plays. */
  constructor(address, clock, { onAnswer, onLost, isListening }) {
    Object.assign(this, { address, clock, onAnswer, onLost, isListening });
  }

  start() {
    document.addEventListener("visibilitychange", () => {
      this.#hiddenSince = document.hidden ? Date.now() : null;
      if (!document.hidden) this.ask();
    });
    addEventListener("online", () => this.ask());
    this.ask();
  }

  /** Asks at once, unless it is asking already. Who asks two processes within the time for which
   *  they keep an answer may hear the older one last: so that time passes first. */
  async ask() {
    if (this.#asking) return;
    clearTimeout(this.#timer);
    const early = this.#readAt + KEPT - performance.now();
    if (early > 0) {
      this.#timer = setTimeout(() => this.ask(), early);
      return;
    }
    this.#asking = true;
    try {
      await this.#fetch();
      this.#failures = 0;
      this.#answeredAt = Date.now();
    } catch {
      this.#failures += 1;
      if (Date.now() - this.#answeredAt > BELIEVED) this.#lose();
    }
    this.#readAt = performance.now();
    this.#asking = false;
    this.#wait();
  }

  #lose() {
    this.#etag = undefined; // the next answer is shown, even if it equals the last one
    this.#end = null;
    this.onLost(new Date(this.#answeredAt));
  }

  async #fetch() {
    const asked = Date.now();
    const signal = AbortSignal.timeout(TIMEOUT);
    const answer = await fetch(this.address, { cache: "no-cache", signal });
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    this.clock.hear(answer.headers, asked, Date.now());
    const etag = answer.headers.get("ETag");
    if (etag && etag === this.#etag) return;
    const body = await answer.json();
    this.#end = predictedEnd(body);
    this.#state = body.state;
    this.onAnswer(body);
    this.#etag = etag;
  }

  #wait() {
    const unused = document.hidden && !this.isListening();
    if (unused && this.#hiddenSince && Date.now() - this.#hiddenSince > FORGOTTEN) return;
    this.#timer = setTimeout(() => this.ask(), this.#pause(unused));
  }

  #pause(unused) {
    if (this.#failures) {
      const pause = FAILURES[Math.min(this.#failures, FAILURES.length) - 1];
      return pause * (0.75 + Math.random() / 2);
    }
    const usual = unused ? HIDDEN : this.#state === "jingle" ? JINGLE : LOOKING;
    if (this.#end === null) return usual;
    const left = this.#end - this.clock.now();
    if (left < -OVERDUE) return usual;
    return Math.min(usual, Math.max(left, 0) + 300 + Math.random() * 700);
  }
}

/** When the track will end by itself, in the server's milliseconds; null if unknown. */
function predictedEnd({ state, started_at: startedAt, track }) {
  if (!["playing", "spin"].includes(state) || !startedAt || !track?.duration) return null;
  return Date.parse(startedAt) + 1000 * track.duration;
}
