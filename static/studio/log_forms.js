// Rows that were forgotten are added to the log: one with its fields, or many pasted lines.

import { part } from "./dom.js";
import { secondsOf } from "./off_computer.js";
import { dayInWords, nameOf, renew, valuesOf } from "./panel.js";
import { counted, fill } from "./words.js";

/** Connects the two forms below the log. */
export function mountForms(log) {
  const [insert, paste] = [part(log.panel, "insert"), part(log.panel, "paste")];
  insert.addEventListener("submit", (event) => {
    event.preventDefault();
    insertRow(log, insert);
  });
  paste.addEventListener("submit", async (event) => {
    event.preventDefault();
    const sent = valuesOf(paste);
    const answer = await send(log, "log/pasted", sent, paste);
    if (answer) done(log, paste, sent, counted(log.words, "pasted", answer.rows.length));
  });
}

async function insertRow(log, form) {
  const sent = valuesOf(form);
  const { minutes, ...values } = sent;
  const duration = secondsOf(minutes);
  if (duration === undefined) {
    form.elements.minutes.focus();
    return log.fail(log.words.length_wrong, form.elements.minutes);
  }
  const answer = await send(log, "log/inserted", { ...values, duration }, form);
  if (!answer) return;
  const name = nameOf(values) || log.words[values.source];
  done(log, form, sent, fill(log.words.added, { name, ...whenOf(log, answer.row) }));
}

/** The day and the time of a row: it may be on a day that was not meant. */
function whenOf({ console, words }, row) {
  const day = dayInWords(Date.parse(row.started_at), console.clock.now(), console.body.dataset.zone, words);
  return { day, time: console.times.short(row.started_at) };
}

const send = (log, path, body, form) =>
  log.console.send("POST", path, body, { button: form.querySelector("[type=submit]") });

function done(log, form, sent, said) {
  renew(form, sent, form.elements[0]);
  log.say(said);
  log.load();
}
