// What this browser keeps of a form while the station does not have it; it is offered later.

import { fill as inWords, part } from "./editor/parts.js";
import { fill, read as readForm, same } from "./fields.js";

const PREFIX = "aerial-kept";
const DAYS = 30;
const SUBMITTED = "aerial-submitted";

/** The place in this browser for the words of `user` under a working copy's `key`. */
export class Keep {
  constructor(user, key) {
    this.mine = `${PREFIX}:${user}:`;
    this.name = this.mine + key;
    this.#tidy();
  }

  /** Keeps {at, version, fields}; false when the browser will not (full, or closed to pages). */
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
      // a browser that keeps nothing has nothing to forget
    }
  }

  /** {name, copy} of what is kept here for this form; for a new one, of any other new one too. */
  find() {
    const isNew = this.name.startsWith(`${this.mine}new-`);
    const names = [this.name, ...(isNew ? this.#names(`${this.mine}new-`) : [])];
    for (const name of names) {
      const copy = read(name);
      if (copy) return { name, copy };
    }
    return null;
  }

  /** The form is on its way to the station: what is kept goes once the next form is here. */
  submitted() {
    try {
      sessionStorage.setItem(SUBMITTED, this.name);
    } catch {
      // then it is offered once too often
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

/** Offers above `form` what `keep` has for it; `taken()` hears when the form was filled with it. */
export function offerKept(form, keep, clock, taken) {
  const found = keep.find();
  if (!found) return;
  if (same(found.copy.fields, readForm(form))) return keep.drop(found.name);
  const offer = part("offer");
  const said = offer.querySelector("p");
  said.textContent = inWords(said.textContent, { time: clock.format(found.copy.at) });
  offer.querySelector("[data-take]").addEventListener("click", () => {
    fill(form, found.copy.fields);
    if (found.name !== keep.name) keep.drop(found.name);
    offer.remove();
    taken();
  });
  offer.querySelector("[data-discard]").addEventListener("click", () => {
    keep.drop(found.name);
    offer.remove();
  });
  form.before(offer);
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}
