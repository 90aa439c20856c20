// The rows of the moderation queue: which has the focus, which are done, and what they say.

/** The rows of `list`; `end`, a link in it, leads on once none is open. A row is open, done (data-done: it is one line that says what happened),
 *  or left (data-left: a colleague decided; it has no acts). */
export class Rows {
  constructor(list, end) {
    Object.assign(this, { list, end });
    for (const row of this.all()) {
      article(row).tabIndex = -1;
      article(row).ariaLabel = row.querySelector("[role=group]").ariaLabel;
    }
    this.#reach(this.all()[0]);
    list.addEventListener("focusin", ({ target }) => this.#reach(target.closest("[data-comment]")));
  }

  all() {
    return [...this.list.querySelectorAll("[data-comment]")];
  }

  open() {
    return this.all().filter(isOpen);
  }

  find(id) {
    return this.list.querySelector(`[data-comment="${Number(id)}"]`);
  }

  /** The row that holds the focus, or null. */
  current() {
    const row = document.activeElement.closest("[data-comment]");
    return this.list.contains(row) ? row : null;
  }

  /** The rows that are selected. */
  selected() {
    return this.open().filter((row) => box(row)?.checked);
  }

  /** Moves the focus by so many rows that are not done; beyond the last one if none is open. */
  move(steps) {
    const all = this.all().filter((row) => !("done" in row.dataset));
    const there = all.indexOf(this.current()) + steps;
    if (there >= all.length && !this.open().length) this.focusEnd();
    else this.focus(all[Math.max(0, Math.min(there, all.length - 1))]);
  }

  focusEnd() {
    this.showEnd();
    this.end.querySelector("a").focus();
  }

  /** Shows the end, if no row is open. */
  showEnd() {
    this.end.hidden = this.open().length > 0;
  }

  focus(row) {
    if (!row) return;
    article(row).focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  /** The open row after `row`, or else the last one before it. */
  next(row) {
    const all = this.all();
    const here = all.indexOf(row);
    return all.slice(here + 1).find(isOpen) ?? all.slice(0, here).findLast(isOpen);
  }

  /** The row is done: one line says `label` and whose comment it is. */
  finish(row, label) {
    row.dataset.done = label;
    select(row, false, true);
    say(row, `${label}: ${about(row)}`);
  }

  /** The row is open again; `words` say why. */
  reopen(row, words = "") {
    this.end.hidden = true;
    delete row.dataset.done;
    delete row.dataset.left;
    select(row, false, false);
    say(row, words);
  }

  /** A colleague decided: `words` say what, and there is nothing to do. */
  leave(row, words) {
    delete row.dataset.done;
    row.dataset.left = "";
    select(row, false, true);
    say(row, words);
  }

  /** Only one row is reached by Tab; the keys lead to the others. */
  #reach(row) {
    if (!row) return;
    for (const other of this.list.querySelectorAll('article[tabindex="0"]')) other.tabIndex = -1;
    article(row).tabIndex = 0;
  }
}

/** True if the row can be decided. */
export function isOpen(row) {
  return !("done" in row.dataset) && !("left" in row.dataset);
}

/** The row's button for an act, or undefined. */
export function buttonOf(row, act) {
  return row.querySelector(`[data-act="${act}"]`);
}

/** What a colleague did to the row, in words; "" if it is not left. */
export function whatHappened(row) {
  return "left" in row.dataset ? row.querySelector("[data-outcome]").textContent : "";
}

export function article(row) {
  return row.querySelector("article");
}

/** Whose comment it is, and how it begins. */
function about(row) {
  const name = row.querySelector(".facts b").textContent;
  return `${name}, “${row.querySelector(".words").textContent.trim().slice(0, 120)}”`;
}

function box(row) {
  return row.querySelector('[name="ids"]');
}

function select(row, checked, disabled) {
  const field = box(row);
  if (!field) return;
  Object.assign(field, { checked, disabled });
  for (const menu of row.querySelectorAll("details[open]")) menu.open = false;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function say(row, words) {
  let line = row.querySelector("[data-outcome]");
  if (!line) {
    line = document.createElement("p");
    line.className = "outcome";
    line.dataset.outcome = "";
    line.dir = "auto";
    article(row).prepend(line);
  }
  line.textContent = words;
  line.hidden = !words;
}
