// Single keys for a list of records. They work only while the focus is in the list, and can be
// turned off (WCAG 2.1.4).

import { pressed } from "./key_name.js";

const KEPT = "list-keys";
const FIELDS = "input:not([type=checkbox]), textarea, select, dialog";
const REPEAT = ["j", "k", "ArrowDown", "ArrowUp"]; // the others do nothing more while held down

/** Calls acts[key name]() for keys pressed inside `parts` of the page, joins the dialog of all keys
 *  and its switch. The page's data-keys says on or off. */
export function listKeys(parts, acts) {
  const help = document.querySelector("[data-keys-help]");
  const open = document.querySelector("[data-keys-open]");
  const onOff = help.querySelector("[data-keys-switch]");
  const known = { ...acts, "?": () => help.showModal() };

  const press = (event) => {
    const name = pressed(event);
    const act = known[name];
    if (!act || !onOff.checked || isTaken(event)) return;
    event.preventDefault();
    if (!event.repeat || REPEAT.includes(name)) act();
  };
  for (const part of parts) part.addEventListener("keydown", press);
  const show = () => (document.documentElement.dataset.keys = onOff.checked ? "on" : "off");
  onOff.checked = areStoredOn();
  onOff.addEventListener("change", () => {
    store(onOff.checked);
    show();
  });
  show();
  open.addEventListener("click", () => help.showModal());
  open.hidden = false;
}

function isTaken(event) {
  if (event.defaultPrevented || event.isComposing) return true;
  return event.ctrlKey || event.altKey || event.metaKey || event.target.closest(FIELDS) !== null;
}

function areStoredOn() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true; // a browser without storage
  }
}

function store(on) {
  try {
    localStorage.setItem(KEPT, on ? "on" : "off");
  } catch {
    return;
  }
}
