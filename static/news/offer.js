// What this browser has kept of a form and the station lacks is offered, never just filled in.

import { fill as inWords, part } from "./editor/parts.js";
import { fill, read, same } from "./fields.js";

/** Offers above `form` what `keep` has for it; `taken()` hears when the form was filled with it. */
export function offerKept(form, keep, clock, taken) {
  const found = keep.find();
  if (!found) return;
  if (same(found.copy.fields, read(form))) return keep.drop(found.name);
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
