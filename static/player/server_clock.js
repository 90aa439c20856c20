// The server's clock, as seen from here. Each answer's Date (plus Age) bounds the difference
// between the two clocks; the bounds of all answers together pin it down.

export class ServerClock {
  #low = -Infinity;
  #high = Infinity;

  /** Takes in one answer, asked at `asked` and answered at `answered` (Date.now()). */
  hear(headers, asked, answered) {
    const date = Date.parse(headers.get("Date"));
    if (Number.isNaN(date)) return;
    const said = date + 1000 * (Number(headers.get("Age")) || 0);
    const [low, high] = [said - answered, said + 1000 - asked];
    this.#low = Math.max(this.#low, low);
    this.#high = Math.min(this.#high, high);
    if (this.#low > this.#high) [this.#low, this.#high] = [low, high];
  }

  /** Milliseconds since 1970 by the server's clock. */
  now() {
    return Date.now() + (this.#isKnown() ? (this.#low + this.#high) / 2 : 0);
  }

  /** The earliest possible value: an event timed by it is up to a second late, and never early. */
  surely() {
    return Date.now() + (this.#isKnown() ? this.#low : 0);
  }

  #isKnown() {
    return Number.isFinite(this.#low);
  }
}
