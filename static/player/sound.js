// The stream: started by a press, stopped for good by the next, and monitored in between. A live
// stream is never paused, since a paused one resumes late: it is dropped and fetched afresh.

const SILENCE = 12000;
const LONGEST_WAIT = 30000;

export class Sound extends EventTarget {
  #tries = 0;
  #timer;
  #watch;
  #position = 0;
  #movedAt = 0;

  /** state: "silent", "connecting", "playing", "reconnecting", "refused". */
  state = "silent";

  constructor(audio, address) {
    super();
    Object.assign(this, { audio, address });
    audio.addEventListener("error", () => this.#again());
    audio.addEventListener("ended", () => this.#again());
    audio.addEventListener("playing", () => this.#moved());
    audio.addEventListener("pause", () => this.#paused());
  }

  /** True if the page should play, even while it is still connecting. */
  get wanted() {
    return this.state !== "silent" && this.state !== "refused";
  }

  /** Starts; must be called from a press. */
  start() {
    this.#tries = 0;
    this.#become("connecting");
    this.#connect();
    this.#watch = setInterval(() => this.#look(), 1000);
  }

  stop() {
    this.#end("silent");
  }

  #end(state) {
    clearInterval(this.#watch);
    clearTimeout(this.#timer);
    this.#become(state);
    this.audio.pause();
    this.audio.removeAttribute("src");
    this.audio.load();
  }

  #connect() {
    this.#timer = undefined;
    this.#position = 0;
    this.#movedAt = Date.now();
    this.audio.src = this.address;
    this.audio.play().catch((reason) => {
      if (reason.name === "NotAllowedError") this.#end("refused");
    });
  }

  #look() {
    const position = this.audio.currentTime;
    if (position !== this.#position) {
      this.#position = position;
      if (position > 0) this.#moved();
    } else if (Date.now() - this.#movedAt > SILENCE) {
      this.#again();
    }
  }

  #moved() {
    if (!this.wanted) return;
    this.#movedAt = Date.now();
    if (this.#timer) return;
    if (this.audio.currentTime > 5) this.#tries = 0;
    this.#become("playing");
  }

  /** Stops for good when headphones were unplugged or the system paused the stream. */
  #paused() {
    if (this.wanted && !this.#timer && !this.audio.ended) this.stop();
  }

  #again() {
    if (!this.wanted || this.#timer) return;
    this.#become("reconnecting");
    const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** this.#tries) * (0.75 + Math.random() / 2);
    this.#tries += 1;
    this.#movedAt = Date.now() + wait;
    this.#timer = setTimeout(() => this.#connect(), wait);
  }

  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}
