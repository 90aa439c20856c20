// A copy of a form in this browser, until it is on the server.

const PREFIX = "aerial-kept";
const DAYS = 30;
const SUBMITTED = "aerial-submitted";

/** The copy of `user` with a working copy's `key`. */
export class LocalBackup {
  constructor(user, key) {
    this.mine = `${PREFIX}:${user}:`;
    this.name = this.mine + key;
    this.#tidy();
  }

  /** Stores {at, version, fields}; false if the browser refuses. */
  put(copy) {
    try {
      localStorage.setItem(this.name, JSON.stringify(copy));
      return true;
    } catch {
      return false;
    }
  }

  drop(name = this.name) {
    try {
      localStorage.removeItem(name);
    } catch {
      // nothing was stored
    }
  }

  /** {name, copy} for this form; for a new one, any new one's. */
  find() {
    const isNew = this.name.startsWith(`${this.mine}new-`);
    const names = [this.name, ...(isNew ? this.#names(`${this.mine}new-`) : [])];
    for (const name of names) {
      const copy = read(name);
      if (copy) return { name, copy };
    }
    return null;
  }

  /** Makes the next page delete the copy. */
  submitted() {
    try {
      sessionStorage.setItem(SUBMITTED, this.name);
    } catch {
      // it is offered again
    }
  }

  #tidy() {
    try {
      const left = sessionStorage.getItem(SUBMITTED);
      sessionStorage.removeItem(SUBMITTED);
      if (left && left !== this.name) this.drop(left);
    } catch {
      return;
    }
    for (const name of this.#names(`${PREFIX}:`)) {
      if (Date.now() - (read(name)?.at ?? 0) > DAYS * 86_400_000) this.drop(name);
    }
  }

  #names(start) {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(start));
    } catch {
      return [];
    }
  }
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}
