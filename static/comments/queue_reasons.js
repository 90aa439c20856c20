// Asks why a comment is rejected: 1 to 9 picks a reason, Enter rejects without one, Escape cancels.

export class Reasons {
  #panel = null;

  /** `template` holds the choice: buttons with data-reason, and one with data-cancel. */
  constructor(template, reject) {
    Object.assign(this, { template, reject });
  }

  /** Asks inside `place`, then rejects `chosen`; the focus returns to where it was. */
  ask(place, chosen) {
    this.#close();
    const before = document.activeElement;
    const panel = this.template.content.firstElementChild.cloneNode(true);
    this.#panel = panel;
    const end = () => {
      this.#close();
      before.focus({ preventScroll: true });
    };
    const pick = (button) => {
      end();
      this.reject(chosen, button.dataset.reason);
    };
    for (const button of panel.querySelectorAll("[data-reason]")) {
      button.addEventListener("click", () => pick(button));
    }
    panel.querySelector("[data-cancel]").addEventListener("click", end);
    panel.addEventListener("keydown", (event) => this.#press(event, panel, pick, end));
    place.append(panel);
    panel.querySelector('[data-reason=""]').focus();
    panel.scrollIntoView({ block: "nearest" });
  }

  #press(event, panel, pick, end) {
    event.stopPropagation(); // the keys of the list wait
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const picked = panel.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (event.key !== "Escape" && !picked) return;
    event.preventDefault();
    if (picked) pick(picked);
    else end();
  }

  #close() {
    this.#panel?.remove();
    this.#panel = null;
  }
}
