// Refusals in words, in the message area of the part of the page that they are about.

import { make } from "./dom.js";
import { fill } from "./words.js";

/** What is wrong and what to do, of an answer that is not a success. */
export function wordsFor({ status, body }, words) {
  if (body.error) return { error: body.error, todo: body.todo ?? "" };
  if (status === 0) return { error: words.unanswered, todo: words.unanswered_todo };
  if (status === 401) return { error: words.signed_out, todo: "" };
  if (status === 403) return { error: words.forbidden, todo: "" };
  if (status === 400) return { error: words.reload, todo: words.reload_todo };
  return { error: words.failed, todo: words.failed_todo };
}

/** The message area for `near`: that of its part of the page, else the page's own. */
export function areaFor(near) {
  const section = near?.closest("[data-panel], dialog");
  return section?.querySelector("[data-refusal]") ?? pageArea();
}

/** The message area for `near` if it is in sight; behind another tab, the page's own. */
export function areaInSight(near) {
  const area = areaFor(near);
  return area.checkVisibility() ? area : pageArea();
}

function pageArea() {
  return document.querySelector("header [data-refusal]");
}

/** What others changed between two states, in words. */
export function changes(before, after, userName, words) {
  const known = new Set(before.edits.map(({ id }) => id));
  return after.edits
    .filter(({ id, who }) => !known.has(id) && who !== userName)
    .map(({ who, text }) => fill(words.changed_by, { who, text }));
}

/** Shows a refusal in a message area, with what else there is to say, and buttons: [label, function]
 *  each; scrolls to it if somebody did something. When it is gone the focus goes to `near`. */
export function showRefusal(area, near, { error, todo }, { more = [], buttons = [], close }) {
  const lines = [make("b", { textContent: error, dir: "auto" })];
  if (todo) lines.push(make("span", { textContent: todo, dir: "auto" }));
  for (const text of more) lines.push(make("span", { className: "quiet", textContent: text, dir: "auto" }));
  const row = make("span", { className: "actions" });
  for (const [textContent, run] of [...buttons, [close, () => {}]]) {
    const button = make("button", { type: "button", className: "button plain", textContent });
    button.addEventListener("click", () => {
      clearRefusal(area, near);
      run();
    });
    row.append(button);
  }
  area.replaceChildren(make("span", { className: "lines" }, ...lines), row);
  area.closest("[data-panel]")?.querySelector('[data-part="note"]')?.replaceChildren(); // of before
  if (navigator.userActivation?.isActive ?? true) area.scrollIntoView({ block: "nearest" });
}

/** Empties a message area; a focus in it goes to `near`, or to the area's part of the page. */
export function clearRefusal(area, near) {
  const hadFocus = area.contains(document.activeElement);
  area.replaceChildren();
  if (!hadFocus) return;
  if (near?.isConnected) near.focus();
  if (document.activeElement === document.body) area.closest("[tabindex]")?.focus();
}
