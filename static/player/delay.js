// The stream is heard later than the studio plays it: each change is shown with that delay.

const AT_ONCE = new Set(["unknown", "off_air"]);

export class Delay {
  #coming = [];

  /** Calls `show(body)` for each body when it is due. */
  constructor(clock, show) {
    Object.assign(this, { clock, show });
  }

  /** Takes in a new body and shows it now or, later, on a tick. */
  take(body) {
    if (AT_ONCE.has(body.state)) this.#coming = [];
    this.#coming.push({ body, due: this.#due(body) });
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
    const changed = startedAt ? Date.parse(startedAt) : this.clock.now();
    return changed + 1000 * station.stream_delay;
  }
}
