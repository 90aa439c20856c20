// Keys in the messages: one leads there, the arrows walk, one marks the selected as read on air.
// One row at a time is in the tab order.

import { pressed } from "../core/key_name.js";
import { focus } from "./panel.js";
import { fill } from "./words.js";

/** Connects the keys of the panel. */
export function mountKeys(messages) {
  const { console, list, panel, words } = messages;
  let current = null;
  const enter = (row) => {
    current = row;
    for (const item of list.children) {
      const isIn = item === row;
      item.toggleAttribute("data-selected", isIn && item.contains(document.activeElement));
      for (const one of item.querySelectorAll("button, a")) one.tabIndex = isIn ? 0 : -1;
    }
  };
  const step = (by) => {
    const row = by > 0 ? current?.nextElementSibling : current?.previousElementSibling;
    row?.focus();
  };

  list.addEventListener("drawn", () => enter(current?.isConnected ? current : list.firstElementChild));
  list.addEventListener("focusin", ({ target }) => enter(target.closest("[data-row]")));
  list.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[pressed(event)];
    if (!by || event.target.matches("textarea, input") || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation(); // the arrows walk here, whatever they do elsewhere
    step(by);
  });
  messages.search.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || !list.firstElementChild) return;
    event.preventDefault();
    list.firstElementChild.focus();
  });
  console.key("messages", "m", words.key_open, () => {
    console.emit("side", "messages");
    focus(current?.isConnected ? current : panel.querySelector("h2"));
  });
  console.key("read", "r", words.key_read, () => {
    const row = document.activeElement.closest("[data-row]");
    const isHere = row && list.contains(row);
    if (isHere || (current?.isConnected && current.hasAttribute("data-selected") && panel.checkVisibility())) {
      return messages.acts.read(isHere ? row : current);
    }
    const said = fill(words.none_selected, { messages: console.keys.printed("messages") });
    messages.say(said);
    return console.say(said);
  });
}
