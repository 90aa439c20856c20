// Corrects a record of the crate, below its row.

import { mark } from "./dom.js";
import { secondsOf } from "./off_computer.js";
import { copyOf, isAsSent, nameOf, refuse, valuesOf } from "./panel.js";
import { length } from "./times.js";
import { fill } from "./words.js";

const FIELDS = ["artist", "title", "album", "label"];

/** Opens the form below the row of `button`, or closes it. */
export function toggleEditor(crate, row, button) {
  const item = button.closest("li");
  const open = item.querySelector("form");
  if (open) return closeEditor(item, button);
  const form = copyOf(crate.panel, "edit");
  for (const name of FIELDS) form.elements[name].value = row[name];
  form.elements.minutes.value = row.duration ? length(row.duration) : "";
  form.addEventListener("submit", (event) => save(crate, row, form, event));
  form.querySelector("[data-act=cancel]").addEventListener("click", () => closeEditor(item, button));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    closeEditor(item, button);
  });
  item.append(form);
  mark(button, "aria-expanded", "true");
  form.elements.artist.focus();
}

/** Closes the form of a row, if it is open. */
export function closeEditor(item, button = item.querySelector("[data-act=change]")) {
  const form = item.querySelector("form");
  if (!form) return;
  const hadFocus = form.contains(document.activeElement);
  form.remove();
  mark(button, "aria-expanded", "false");
  if (hadFocus) button.focus();
}

async function save(crate, row, form, event) {
  event.preventDefault();
  const sent = valuesOf(form);
  const { minutes, ...fields } = sent;
  const duration = secondsOf(minutes);
  if (duration === undefined) {
    form.elements.minutes.focus();
    return refuse(crate.console, form.elements.minutes, crate.words.length_wrong);
  }
  const options = { button: form.querySelector("[type=submit]") };
  const address = `${crate.address}/${row.id}`;
  const answer = await crate.console.send("PUT", address, { ...fields, duration }, options);
  if (!answer) return;
  if (form.isConnected && isAsSent(form, sent)) closeEditor(form.closest("li"));
  crate.changed(answer.row, fill(crate.words.saved, { name: nameOf(answer.row) }));
}
