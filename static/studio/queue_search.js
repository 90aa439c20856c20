// Search within the queue: rows without the words are hidden.

import { part, show } from "./dom.js";
import { fill } from "./words.js";

/** Joins the search field. */
export function joinSearch(console, panel, words, rows) {
  const field = panel.querySelector('[data-act="find"]');
  const find = () => {
    const wanted = plain(field.value).split(/\s+/).filter(Boolean);
    const all = console.state?.queue.rows ?? [];
    let count = 0;
    for (const track of all) {
      const text = plain([track.title, track.artist, track.album].join(" "));
      const isFound = wanted.every((word) => text.includes(word));
      const row = rows.get(track.id);
      if (row.hidden === isFound) row.hidden = !isFound;
      count += isFound ? 1 : 0;
    }
    const said = count ? fill(words.found, { count, all: all.length }) : words.none_found;
    show(part(panel, "found"), wanted.length ? said : "");
  };
  field.addEventListener("input", find);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      field.value = "";
      find();
      (rows.get(rows.selected) ?? panel).focus();
    } else if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      rows.focusFirst();
    }
  });
  console.key("find", "f", words.find, () => {
    console.showTab("queue");
    field.focus();
    field.select();
  });
  console.on("state", find);
}

/** Without case and accents. */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
