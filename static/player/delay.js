// The stream is heard later than the studio plays it: each change is shown with that delay.

const AT_ONCE = new Set(["unknown", "off_air"]);
const BY_HAND = new Set(["spin", "talk", "live"]);

export class Delay {
  #coming = [];
  #before;

  /** Calls `show(body)` for each body when it is due; what the page shows is heard until
   *  `heardUntil`, if that is known. */
  constructor(clock, show, heardUntil = "") {
    Object.assign(this, { clock, show, earliest: Date.parse(heardUntil) || 0 });
  }

  /** Takes in a new body and shows it now or, later, on a tick. */
  take(body) {
    if (AT_ONCE.has(body.state)) this.#coming = [];
    this.#coming.push({ body, due: this.#due(body) });
    this.#before = body;
    this.tick();
  }

  /** Shows what has become due. */
  tick() {
    while (this.#coming.length && this.#coming[0].due <= this.clock.surely()) {
      this.show(this.#coming.shift().body);
    }
  }

  #due({ state, station, started_at: startedAt }) {
    if (AT_ONCE.has(state) || !station.stream_delay) return 0;
    const changed = startedAt && !this.#isAfter(startedAt) ? Date.parse(startedAt) : this.clock.now();
    return Math.max(changed + 1000 * station.stream_delay, this.earliest);
  }

  /** True for a song that began under what was logged by hand: it came on air when that ended. */
  #isAfter(startedAt) {
    const { state, started_at: before } = this.#before ?? {};
    return BY_HAND.has(state) && Date.parse(startedAt) < Date.parse(before);
  }
}
