// One row of the queue.

import { make, mark, show, write } from "./dom.js";
import { length } from "./times.js";
import { fill } from "./words.js";

const SAID = 80; // characters of a title in a button's name
const ICONS = { up: "↑", down: "↓", remove: "×" };

/** A new, empty row for the track with that id. */
export function newRow(id) {
  const cell = (name, ...children) => make("td", { className: name }, ...children);
  const field = (name, tag = "span") => make(tag, { dataset: { field: name }, dir: "auto" });
  const buttons = Object.entries(ICONS).map(([act, icon]) =>
    make("button", { type: "button", className: "icon", textContent: icon, dataset: { act } }),
  );
  const track = [field("title", "b"), field("artist"), make("ul", { className: "warnings", hidden: true })];
  return make(
    "tr",
    { tabIndex: -1, dataset: { id } },
    cell("grip-cell", make("span", { className: "grip", ariaHidden: "true", textContent: "⠿" })),
    cell("starts num", make("span", { dataset: { field: "start" } })),
    cell("what", ...track),
    cell("length num", make("span", { dataset: { field: "length" } })),
    cell("move", make("div", {}, ...buttons)),
  );
}

/** Draws a track of the state into its row; `place`: first, last, neither. */
export function drawRow(row, track, words, { isFirst, isLast, hasDesk }) {
  const title = track.title || words.untitled;
  const kind = track.is_stream ? words.stream : (words[`kind_${track.kind}`] ?? "");
  write(field(row, "title"), title);
  show(field(row, "artist"), [track.artist, kind].filter(Boolean).join(" · "));
  write(field(row, "length"), (track.duration ?? null) === null ? "–" : length(Math.round(track.duration)));
  for (const button of row.querySelectorAll("button")) {
    const { act } = button.dataset;
    mark(button, "aria-label", fill(words[act], { title: title.slice(0, SAID) }));
    const isIdle = (act === "up" && isFirst) || (act === "down" && isLast);
    mark(button, "aria-disabled", isIdle || !hasDesk ? "true" : null);
    mark(button, "aria-describedby", hasDesk ? null : "desk-holder");
  }
  drawWarnings(row.querySelector(".warnings"), track.warnings ?? []);
}

function drawWarnings(list, warnings) {
  const shown = [...list.children].map(({ textContent }) => textContent);
  if (shown.join("\n") === warnings.join("\n")) return;
  list.hidden = !warnings.length;
  list.replaceChildren(...warnings.map((textContent) => make("li", { textContent })));
}

/** The part of a row that shows a field. */
export function field(row, name) {
  return row.querySelector(`[data-field="${name}"]`);
}
