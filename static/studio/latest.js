// Of several requests for the same list only the latest counts.

export class Latest {
  #asked = null;

  /** True while an answer is awaited. */
  get isAwaited() {
    return this.#asked !== null;
  }

  /** Gives what `ask(signal)` gives, or throws what it throws; null once another request was made
   *  or dropped this one. */
  async of(ask) {
    this.drop();
    const mine = (this.#asked = new AbortController());
    const isLatest = () => mine === this.#asked;
    try {
      const found = await ask(mine.signal);
      return isLatest() ? found : null;
    } catch (failure) {
      if (isLatest()) throw failure;
      return null;
    } finally {
      if (isLatest()) this.#asked = null;
    }
  }

  /** Forgets the request under way. */
  drop() {
    this.#asked?.abort();
    this.#asked = null;
  }
}
