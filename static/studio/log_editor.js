// A row of the log is corrected in place, one at a time; below it who changed what, and when.

import { make, mark, part } from "./dom.js";
import { copyOf, focus, hasFocus, isAsSent, nameOf, read, valuesOf } from "./panel.js";
import { pressTwice } from "./press_twice.js";
import { fill } from "./words.js";

const FIELDS = ["artist", "title", "album", "label", "note"];
const MANUAL = new Set(["spin", "talk", "live"]);
const TIMES = new Set(["started_at", "ended_at", "ends_by"]);

/** Connects the “Edit” buttons of the rows. */
export function mountEditor(log) {
  let open = null;
  const close = () => {
    if (!open) return null;
    const { item, form } = open;
    const button = item.querySelector("[data-act=edit]");
    mark(button, "aria-expanded", "false");
    form.remove();
    open = null;
    return button;
  };
  /** Closes this form, unless that is done. */
  const leave = (form) => {
    if (open?.form !== form) return;
    const hadFocus = hasFocus(form);
    const button = close();
    if (hadFocus) button.focus();
  };
  log.list.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-act=edit]");
    if (!button) return;
    const item = button.closest("li");
    const wasOpen = open?.item === item;
    close();
    if (wasOpen) return;
    mark(button, "aria-expanded", "true");
    open = { item, form: formOf(log, log.rowOf(item), leave) };
    item.append(open.form);
    open.form.elements.artist.focus();
  });
  log.list.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !open) return;
    event.preventDefault();
    close().focus();
  });
}

function formOf(log, row, close) {
  const form = copyOf(log.panel, "edit");
  const button = (act) => form.querySelector(`[data-act="${act}"]`);
  const startedAt = log.console.times.long(row.started_at);
  for (const name of FIELDS) form.elements[name].value = row[name] ?? "";
  form.elements.started_at.value = startedAt;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(log, row, startedAt, form, close);
  });
  button("cancel").addEventListener("click", () => close(form));
  const gone = pressTwice(log.console, button("remove"), () => remove(log, row, button("remove")));
  button("remove").addEventListener("click", () => gone());
  form.elements.started_at.closest("label").hidden = !MANUAL.has(row.source);
  button("remove").hidden = row.source === "mpd"; // a playout may have posted what never went out
  const history = form.querySelector("details");
  history.addEventListener("toggle", () => history.open && showHistory(log, row, form));
  return form;
}

async function save(log, row, startedAt, form, close) {
  const sent = valuesOf(form);
  const { started_at: start, ...values } = sent;
  const body = start === startedAt ? values : { ...values, started_at: start };
  const button = form.querySelector("[type=submit]");
  const answer = await log.console.send("PUT", `log/rows/${row.id}`, body, { button });
  if (!answer) return;
  if (isAsSent(form, sent)) close(form);
  log.say(fill(log.words.saved, { name: nameOf(values) }));
  log.load();
}

async function remove(log, row, button) {
  const answer = await log.console.send("DELETE", `log/rows/${row.id}`, undefined, { button });
  if (!answer) return;
  log.say(fill(log.words.removed, { name: nameOf(row) }));
  await log.load();
  if (document.activeElement === document.body) focus(log.panel.querySelector("h2"));
}

async function showHistory(log, row, form) {
  try {
    const { rows } = await read(`${log.console.address}log/rows/${row.id}/edits.json`, log.words);
    const lines = rows.map((edit) => line(log, edit));
    const none = make("li", { textContent: log.words.unchanged });
    part(form, "history").replaceChildren(...(lines.length ? lines : [none]));
  } catch ({ message }) {
    log.fail(message, form.querySelector("summary"));
  }
}

function line({ console, words }, { who, what, at, before, after }) {
  const did = words[`did_${what}`] ?? what;
  const head = make("span", { className: "num", textContent: `${console.times.short(at)} ${who}: ${did}` });
  const item = make("li", { dir: "auto" }, head);
  const told = before && after ? changes(console, words, before, after) : [nameOf(before ?? after ?? {})];
  item.append(...told.map((textContent) => make("span", { className: "small", dir: "auto", textContent })));
  return item;
}

/** What is different, in words: “Title: Rops → Ropes”. */
function changes(console, words, before, after) {
  const shown = (name, value) =>
    (TIMES.has(name) && value ? console.times.long(value) : String(value ?? "")) || words.nothing;
  return Object.keys({ ...before, ...after })
    .filter((name) => words[name])
    .map((name) => [name, shown(name, before[name]), shown(name, after[name])])
    .filter(([, was, is]) => was !== is)
    .map(([name, was, is]) => fill(words.change, { field: words[name], before: was, after: is }));
}
