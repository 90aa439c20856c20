// Keys in the library: the arrows walk from the search field through the rows, Enter adds next,
// Shift+Enter last. One row at a time is in the tab order.

import { pressed } from "../core/key_name.js";
import { stopListening } from "./listen.js";

/** Connects the keys of the panel. */
export function mountKeys(library) {
  const { console, list, search, words } = library;
  let current = null;
  const enter = (row) => {
    current = row;
    for (const item of list.children) {
      const isIn = item === row;
      for (const one of item.querySelectorAll(":scope > button, .pick input")) one.tabIndex = isIn ? 0 : -1;
    }
  };
  const acts = {
    ArrowDown: (row) => focusRow(row.nextElementSibling),
    ArrowUp: (row) => focusRow(row.previousElementSibling) || search.focus(),
    "Shift+Enter": (row) => library.act("last", [row]),
  };

  library.addEventListener("drawn", () => enter(list.contains(current) ? current : list.firstElementChild));
  list.addEventListener("focusin", ({ target }) => enter(target.closest("li")));
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && focusRow(list.firstElementChild)) event.preventDefault();
  });
  list.addEventListener("keydown", (event) => {
    const act = acts[pressed(event)];
    if (!act || event.target.closest(".track-menu") || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation(); // the arrows walk here, whatever they do elsewhere
    act(event.target.closest("li"));
  });
  console.key("search", "/", words.search, () => {
    console.emit("side", "library");
    search.focus();
    search.select();
  });
  console.key("listen", "p", words.listen, () => {
    const row = document.activeElement.closest("[data-row]");
    if (row && list.contains(row)) library.act("listen", [row]);
    else if (!stopListening()) console.say(words.listen_how);
  });
}

function focusRow(row) {
  row?.querySelector("button")?.focus();
  return Boolean(row);
}
