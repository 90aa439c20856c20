// What cannot be undone takes a second press within three seconds.

import { write } from "./dom.js";
import { fill } from "./words.js";

const PATIENCE = 3000;

/** Returns a function to call at each press: `act()` runs at the second one, or at once with
 *  `isSure`. Meanwhile the button's label (its data-part "label") says what to do; the
 *  button stays where it is and as wide, so that the second press hits no other one. */
export function pressTwice(console, button, act) {
  const label = button.querySelector('[data-part="label"]') ?? button;
  let timer = null;
  let usual = "";
  const calm = () => {
    clearTimeout(timer);
    timer = null;
    delete button.dataset.sure;
    button.style.maxInlineSize = "";
    write(label, usual);
  };
  const ask = () => {
    usual = label.textContent;
    button.dataset.sure = "";
    button.style.maxInlineSize = `${button.getBoundingClientRect().width}px`;
    write(label, button.dataset.again);
    console.say(fill(console.words.press_again, { what: usual.trim() }));
    timer = setTimeout(calm, PATIENCE);
  };
  return (isSure = false) => {
    if (button.getAttribute("aria-disabled") === "true" || isSure) {
      if (timer) calm();
      return act();
    }
    if (!timer) return ask();
    calm();
    return act();
  };
}
