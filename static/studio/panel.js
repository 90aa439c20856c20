// What the panels share: copies of templates, lists redrawn in place, reading JSON.

import { areaFor, showRefusal } from "./refusals.js";

/** A copy of the template of that name in `panel`. */
export function copyOf(panel, name) {
  const template = panel.querySelector(`template[data-template="${name}"]`);
  return template.content.firstElementChild.cloneNode(true);
}

/** Reads JSON from `address`; throws what the site said in words, or `words.unread` without any. */
export async function read(address, words, signal) {
  const answer = await fetch(address, { headers: { Accept: "application/json" }, signal }).catch(
    (failure) => {
      throw signal?.aborted ? failure : new Error(words.unread);
    },
  );
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error([body.error, body.todo].filter(Boolean).join(" ") || words.unread);
  return body;
}

/** Says in the message area of a panel what went wrong; `near`: what it is about. */
export function refuse(console, near, error) {
  showRefusal(areaFor(near), near, { error }, { close: console.words.close });
}

/** Redraws `list` with one element for each of `rows`, in place: an element stays with its key, and
 *  keeps the focus and what is typed in it. When the focused row goes, its neighbour is focused. */
export function redraw(list, rows, { keyOf, make, draw }) {
  const before = new Map([...list.children].map((item) => [item.dataset.key, item]));
  const place = [...list.children].findIndex((item) => item.contains(document.activeElement));
  const items = rows.map((row) => {
    const item = before.get(String(keyOf(row))) ?? make(row);
    item.dataset.key = keyOf(row);
    draw(item, row);
    return item;
  });
  arrange(list, items);
  if (place >= 0 && !list.contains(document.activeElement)) focusNear(list, place);
}

function arrange(list, items) {
  const kept = new Set(items);
  for (const old of [...list.children]) if (!kept.has(old)) old.remove();
  if (items.every((item, place) => list.children[place] === item)) return;
  const at = items.findIndex((item) => item.contains(document.activeElement));
  // A moved element loses the focus: the others are moved around the one that has it.
  for (const item of items.slice(0, Math.max(at, 0))) items[at].before(item);
  for (const item of items.slice(at + 1)) list.append(item);
}

function focusNear(list, place) {
  const row = list.children[Math.min(place, list.children.length - 1)];
  const controls = [...(row?.querySelectorAll("button, summary, input") ?? [])];
  const control = controls.find((one) => one.tabIndex >= 0 && one.checkVisibility());
  focus(control ?? list.closest("[data-panel]").querySelector("h2"));
}

/** Focuses `element`, which need not be a control. */
export function focus(element) {
  if (!element.matches("button, input, select, textarea, summary, a")) element.tabIndex = -1;
  element.focus();
}

/** True if the focus is in `element`, or nowhere: from elsewhere a late answer does not take it. */
export function hasFocus(element) {
  return document.activeElement === document.body || element.contains(document.activeElement);
}

/** True if `form` still holds the values that were `sent`: nobody has typed since. */
export const isAsSent = (form, sent) => JSON.stringify(valuesOf(form)) === JSON.stringify(sent);

/** Empties `form`, whose `sent` values were taken, for the next ones, of which `first` is the first. */
export function renew(form, sent, first) {
  if (!isAsSent(form, sent)) return;
  form.reset();
  if (hasFocus(form)) first.focus();
}

/** "Artist – Title", whichever of the two are known; else the file. */
export const nameOf = ({ artist, title, file = "" }) =>
  [artist, title].filter(Boolean).join(" – ") || file;

/** A name as a button's label has it: not longer than one can listen to. */
export const brief = (name) => (name.length > 80 ? `${name.slice(0, 79)}…` : name);

/** The fields of a form by name, without the spaces around; boxes as true or false. */
export const valuesOf = (form) =>
  Object.fromEntries(
    [...form.elements]
      .filter(({ name }) => name)
      .map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value.trim()]),
  );

/** The day of a moment in the past as one says it at `now`: "today", "Tuesday", "3 May 2024". */
export function dayInWords(moment, now, zone, { today, yesterday }) {
  const say = (form, when = moment) =>
    new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: zone, ...form }).format(when);
  const days = dayNumber(now, zone) - dayNumber(moment, zone);
  if (days <= 0) return today;
  if (days === 1) return yesterday;
  if (days < 7) return say({ weekday: "long" });
  const isThisYear = say({ year: "numeric" }) === say({ year: "numeric" }, now);
  return say({ day: "numeric", month: "long", ...(isThisYear ? {} : { year: "numeric" }) });
}

const dayNumber = (moment, zone) => {
  const form = { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" };
  return Date.parse(new Intl.DateTimeFormat("en-CA", form).format(moment)) / 86_400_000;
};
