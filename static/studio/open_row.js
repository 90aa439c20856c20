// What is open off the computer: a spin, a talk break, a live set; its end, and more time for it.

import { part, show, write } from "./dom.js";
import { nameOf } from "./panel.js";
import { length } from "./times.js";
import { fill, wordsOf } from "./words.js";

const SOON = 120_000; // ms before its end in which it can be given more time

/** Joins the panel to the console. */
export function mount(console) {
  const panel = console.panel("open_row");
  const words = wordsOf(panel);
  const [back, extend] = [act(panel, "back"), act(panel, "extend")];
  const draw = (at) => {
    const open = console.state?.manual ?? null;
    const hadFocus = panel.contains(document.activeElement);
    panel.hidden = !open;
    if (hadFocus && !open) document.querySelector("#spin-text").focus(); // the next spin can be typed
    const isSoon = Boolean(open?.ends_by) && Date.parse(open.ends_by) - at < SOON;
    if (!isSoon && document.activeElement === extend) back.focus();
    extend.hidden = !isSoon;
    panel.toggleAttribute("data-soon", isSoon);
    if (open) drawOpen(console, panel, words, open, at, isSoon);
  };
  const end = async () => {
    if (!console.state?.manual) return console.say(words.nothing_open);
    const answer = await console.send("POST", "log/back", {}, { button: back, needsDesk: true });
    if (answer) console.say(words.ended);
  };
  back.addEventListener("click", end);
  extend.addEventListener("click", async () => {
    const options = { button: extend, needsDesk: true };
    const answer = await console.send("POST", "log/extension", {}, options);
    if (answer) console.say(fill(words.extended, { time: console.times.short(answer.row.ends_by) }));
  });
  console.key("back", "b", words.key, end);
  console.on("state", () => draw(console.clock.now()));
  console.on("tick", draw);
}

const act = (panel, name) => panel.querySelector(`[data-act="${name}"]`);

function drawOpen(console, panel, words, open, at, isSoon) {
  const [since, endsBy] = [Date.parse(open.started_at), Date.parse(open.ends_by)];
  const passed = length((at - since) / 1000);
  write(part(panel, "source"), words[open.source]);
  write(part(panel, "since"), fill(words.since, { time: console.times.short(since), length: passed }));
  show(part(panel, "title"), nameOf(open));
  const left = length((endsBy - at) / 1000);
  const time = open.ends_by ? console.times.short(endsBy) : "";
  const ends = fill(isSoon ? words.ends_soon : words.ends, { time, length: left });
  show(part(panel, "ends"), time && ends);
}
