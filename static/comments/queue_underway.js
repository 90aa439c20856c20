/** Rows for which the station has not answered yet, with the number of their requests. */
export class Underway {
  #counts = new Map();

  has(row) {
    return this.#counts.has(row);
  }

  begin(rows) {
    for (const row of rows) this.#counts.set(row, (this.#counts.get(row) ?? 0) + 1);
  }

  end(rows) {
    for (const row of rows) {
      const count = this.#counts.get(row) - 1;
      if (count) this.#counts.set(row, count);
      else this.#counts.delete(row);
    }
  }
}
