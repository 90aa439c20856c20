// A form's picture: chosen in the library, shown in the form.

import { openLibrary } from "./library.js";

/**
 * Connects [data-picture-field] in `form`: it has a select, an img, and the buttons
 * [data-choose-picture] and [data-no-picture], which are hidden without script.
 */
export function joinPictureField(form) {
  const place = form.querySelector("[data-picture-field]");
  if (!place) return;
  const field = place.querySelector("select");
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
