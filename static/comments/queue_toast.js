// The message at the foot of the queue: what was done, and Undo while it is possible.

const SHOWN = 8000; // ms, without Undo

export class Toast {
  #timer = null;

  /** Joins `element`, which is empty; `undo()` is called by its button. */
  constructor(element, undo) {
    this.element = element;
    this.says = element.querySelector("[data-says]");
    this.button = element.querySelector("button");
    this.button.addEventListener("click", undo);
  }

  /** What it says now. */
  get words() {
    return this.says.textContent;
  }

  /** Shows `words`, with Undo for so many milliseconds; without, if there are none. */
  show(words, left = 0, kind = "message") {
    clearTimeout(this.#timer);
    this.says.textContent = words;
    this.element.dataset.category = kind;
    this.button.hidden = left <= 0;
    this.#count(left);
    this.#timer = setTimeout(() => this.#hide(), left > 0 ? left : SHOWN);
  }

  #hide() {
    this.says.textContent = "";
    this.button.hidden = true;
    this.element.classList.remove("counting");
  }

  /** Restarts the line that grows shorter; whoever wants no motion has none. */
  #count(left) {
    this.element.classList.remove("counting");
    if (left <= 0) return;
    this.element.style.setProperty("--left", `${left}ms`);
    void this.element.offsetWidth; // the animation begins anew
    this.element.classList.add("counting");
  }
}
