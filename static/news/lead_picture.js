// The lead picture of a story: chosen in the library, shown in the form.

import { openLibrary } from "../editor/library.js";

/**
 * Connects [data-lead-picture] in `form`: it has the field `lead_picture`, an img, and the buttons
 * [data-choose-picture] and [data-no-picture], which are hidden without script.
 */
export function joinLeadPicture(form) {
  const place = form.querySelector("[data-lead-picture]");
  if (!place) return;
  const field = form.elements.lead_picture;
  const image = place.querySelector("img");
  const [choose, none] = ["choose", "no"].map((what) => place.querySelector(`[data-${what}-picture]`));

  const show = (record) => {
    offer(field, record);
    field.value = record?.id ?? "";
    image.hidden = !record;
    if (record) {
      image.src = record.thumbnail;
      image.alt = record.alternative_text;
    }
    none.hidden = !record;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  if (!choose) return;
  choose.hidden = false;
  none.hidden = !field.value;
  choose.addEventListener("click", () => {
    openLibrary("picture", { several: false }, ([record]) => show(record));
  });
  none.addEventListener("click", () => {
    show(null);
    choose.focus();
  });
}

/** Adds an option for a picture that the list lacks. */
function offer(field, record) {
  if (!record || !field.options) return;
  const id = String(record.id);
  if ([...field.options].some((option) => option.value === id)) return;
  field.add(new Option(record.alternative_text || record.filename || id, id));
}
