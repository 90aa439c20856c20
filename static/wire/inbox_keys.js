// Keys for the newswire's inbox.

import { listKeys } from "../core/list_keys.js";

const PATIENCE = 8000;
const list = document.querySelector("[data-list-keys]");
const undo = document.querySelector("[data-undo]");

if (list) {
  const next = document.querySelector("[data-next]");
  const filter = document.querySelector("[data-list-filter]");
  const rows = [...list.children];

  const row = () => document.activeElement.closest("[data-list-keys] > li");
  const focus = (one) => {
    one.focus({ preventScroll: true });
    one.scrollIntoView({ block: "nearest" });
  };
  const move = (steps) => {
    const place = Math.max(0, Math.min(rows.indexOf(row()) + steps, rows.length - 1));
    focus(rows[place]);
  };
  const read = () => {
    const text = row()?.querySelector("[data-entry-text]");
    if (text) text.open = !text.open;
  };
  const following = (one) => one.nextElementSibling ?? one.previousElementSibling;
  const press = (key) => row()?.querySelector(`[data-key="${key}"]`)?.click();

  listKeys([list], {
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    o: read,
    p: () => press("p"),
    d: () => press("d"),
    x: () => press("x"),
    z: () => (undo ?? row()?.querySelector('[data-key="z"]'))?.click(),
    "/": () => filter?.focus(),
  });
  // A link or a button in the row has its own Enter.
  list.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === row()) read();
  });
  // After an act the list comes back with the focus on the entry that followed.
  list.addEventListener("click", (event) => {
    const one = event.target.closest("[data-key]")?.closest("li");
    if (one) next.value = following(one)?.id.replace("entry-", "") ?? "";
  });
  once();
  for (const button of list.querySelectorAll("[data-key]")) {
    const key = document.createElement("kbd");
    key.textContent = button.dataset.key;
    key.ariaHidden = "true";
    button.append(" ", key);
  }
  for (const one of rows) one.tabIndex = 0;
  const begun = rows.find((one) => `#${one.id}` === location.hash);
  if (begun) focus(begun);
}

/** One act at a time: what is pressed before the answer would be done to an entry already decided. */
function once() {
  let sentAt = -Infinity;
  document.addEventListener("submit", (event) => {
    if (performance.now() - sentAt < PATIENCE) event.preventDefault();
    else sentAt = performance.now();
  });
  addEventListener("pageshow", () => (sentAt = -Infinity));
}
