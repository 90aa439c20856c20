// Offers this browser's copy of a form.

import { fill, read, same } from "./fields.js";
import { fill as inWords, part } from "./parts.js";

/** Offers the copy in `backup` above `form`; calls `taken()` after filling it in. */
export function offerBackup(form, backup, clock, taken) {
  const found = backup.find();
  if (!found) return;
  if (same(found.copy.fields, read(form))) return backup.drop(found.name);
  const offer = part("offer");
  const said = offer.querySelector("p");
  said.textContent = inWords(said.textContent, { time: clock.format(found.copy.at) });
  offer.querySelector("[data-take]").addEventListener("click", () => {
    fill(form, found.copy.fields);
    if (found.name !== backup.name) backup.drop(found.name);
    offer.remove();
    taken();
  });
  offer.querySelector("[data-discard]").addEventListener("click", () => {
    backup.drop(found.name);
    offer.remove();
  });
  form.before(offer);
}
