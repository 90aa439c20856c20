// The panel “Off the computer”: spins, talk breaks, live sets; what is open, and its end.

import { part, write } from "./dom.js";
import { joinCombobox } from "./combobox.js";
import { isAsSent, nameOf, read, refuse, renew, valuesOf } from "./panel.js";
import { fill, wordsOf } from "./words.js";

/** Joins the panel to the console. */
export function mount(console) {
  const panel = console.panel("off_computer");
  const words = wordsOf(panel);
  const all = { console, panel, words, say: (text) => write(part(panel, "note"), text) };
  mountSpin(all);
  mountFields(all);
  mountTalk(all);
}

/** Logs a row that starts now; true if it was taken. */
async function log({ console, say }, body, button, said) {
  const answer = await console.send("POST", "log/rows", body, { button, needsDesk: true });
  if (!answer) return false;
  say(said);
  return true;
}

function mountSpin(all) {
  const { console, panel, words } = all;
  const form = part(panel, "spin");
  const input = form.elements.text;
  const ask = async (q, signal) => {
    const query = new URLSearchParams({ q });
    return (await read(`${console.shared}suggestions.json?${query}`, words, signal)).rows;
  };
  const box = joinCombobox(input, { ask, words, textOf: lineOf, status: part(form, "found") });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const sent = valuesOf(form);
    const { text } = sent;
    if (!text) return refuse(console, input, words.needs_spin);
    const body = box.chosen ? fieldsOf(box.chosen) : { text };
    const said = fill(words.logged, { name: text });
    const button = form.querySelector("[type=submit]");
    if (!(await log(all, { source: "spin", ...body }, button, said))) return;
    renew(form, sent, input);
    if (!input.value) box.close();
  });
  console.key("spin", "i", words.key_spin, () => {
    showColumn();
    input.focus();
  });
}

const fieldsOf = ({ artist, title, album, label, duration }) => ({ artist, title, album, label, duration });

/** A suggestion as a line: “Artist – Title (label)”. */
const lineOf = (row) => `${nameOf(row)}${row.label ? ` (${row.label})` : ""}`;

function mountFields(all) {
  const form = part(all.panel, "fields");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const sent = valuesOf(form);
    const { minutes: written, ...fields } = sent;
    const duration = secondsOf(written);
    if (duration === undefined) {
      form.elements.minutes.focus();
      return refuse(all.console, form.elements.minutes, all.words.length_wrong);
    }
    const body = { source: "spin", ...fields, duration };
    const said = fill(all.words.logged, { name: nameOf(fields) });
    if (!(await log(all, body, event.submitter, said))) return;
    renew(form, sent, form.elements.artist);
  });
}

/** Seconds of “4:10” or “1:02:03”; null of nothing, undefined of anything else. */
export function secondsOf(written) {
  if (!written) return null;
  if (!/^(\d{1,2}:)?\d{1,3}:[0-5]\d$/.test(written)) return undefined;
  return written.split(":").reduce((sum, part_) => sum * 60 + Number(part_), 0);
}

function mountTalk(all) {
  const { console, panel, words } = all;
  const form = part(panel, "talk");
  const { title } = form.elements;
  const start = async (source) => {
    if (source === "live" && !title.value.trim()) {
      showColumn();
      title.focus();
      return refuse(console, title, words.needs_title);
    }
    const sent = valuesOf(form);
    const body = { source, title: sent.title };
    const button = form.querySelector(`[value="${source}"]`);
    if (await log(all, body, button, words[`${source}_started`]) && isAsSent(form, sent)) form.reset();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    start(event.submitter.value);
  });
  console.on("state", ({ manual }, before) => {
    if (before?.manual && !manual) all.say(""); // what was started is over
  });
  console.key("talk", "t", words.key_talk, () => start("talk"));
  console.key("live", "l", words.key_live, () => start("live"));
}

/** Shows the column of the panel where one is shown at a time. */
const showColumn = () => document.querySelector('[data-show="now"]')?.click();
