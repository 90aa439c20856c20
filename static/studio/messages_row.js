// One message or reply in its row.

import { mark, part, show, write } from "./dom.js";
import { brief, dayInWords } from "./panel.js";
import { fill } from "./words.js";

/** Draws `row` into its element; `messages`: the panel. */
export function drawMessage(item, row, { console, words, shown }) {
  const isSpam = shown === "spam";
  write(part(item, "name"), row.name);
  mark(part(item, "time"), "datetime", row.at);
  write(part(item, "time"), momentInWords(row.at, console, words));
  show(part(item, "headline"), row.headline ? fill(words.on_story, row) : "");
  show(part(item, "flag"), row.flag ?? "");
  write(part(item, "text"), row.text);
  show(part(item, "thanked"), row.thanked_by ? fill(words.thanked, { who: row.thanked_by }) : "");
  show(part(item, "remark"), row.note ?? "");
  drawReading(item, row, console, words);
  drawButtons(item, row, words, isSpam);
  item.toggleAttribute("data-done", row.state === "done");
}

function drawReading(item, { read }, console, words) {
  const line = part(item, "reading");
  line.hidden = !read;
  if (!read) return;
  const link = part(line, "moment");
  write(link, fill(words.read, { when: momentInWords(read.at, console, words) }));
  mark(link, "href", read.address);
}

function drawButtons(item, row, words, isSpam) {
  const isReply = "headline" in row;
  const acts = { read: !isSpam, done: !isSpam && !isReply, unblock: isSpam, more: !isSpam && !isReply };
  for (const [act, isThere] of Object.entries(acts)) {
    item.querySelector(`[data-act="${act}"]`).hidden = !isThere;
    write(part(item, `${act}-name`), ` ${brief(row.name)}`);
  }
  write(part(item, "read-label"), row.read ? words.unread_act : words.read_act);
  write(part(item, "done-label"), row.state === "done" ? words.reopen : words.done);
}

function momentInWords(moment, { times, clock, zone }, words) {
  const time = times.short(moment);
  const known = { today: fill(words.today, { time }), yesterday: fill(words.yesterday, { time }) };
  const day = dayInWords(new Date(moment), clock.now() ?? Date.now(), zone, known);
  return Object.values(known).includes(day) ? day : fill(words.day, { day, time });
}
