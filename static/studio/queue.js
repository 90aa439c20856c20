// The queue: rows, total, tools.

import { mark, part, show } from "./dom.js";
import { pressTwice } from "./press_twice.js";
import { joinDrag } from "./queue_drag.js";
import { joinEdits } from "./queue_edits.js";
import { QueueMoves } from "./queue_moves.js";
import { QueueRows } from "./queue_rows.js";
import { joinSearch } from "./queue_search.js";
import { runsFor } from "./runs_dry.js";
import { counted, wordsOf } from "./words.js";

/** Joins the panel to the console. */
export function mount(console) {
  const panel = console.panel("queue");
  const words = wordsOf(panel);
  const rows = new QueueRows(part(panel, "rows"), words);
  console.on("state", (state) => {
    rows.draw(state, console.hasDesk);
    drawAround(panel, words, state);
  });
  const moves = new QueueMoves(console, rows, words);
  joinDrag(rows.body, (id, after) => moves.place(id, after));
  joinSearch(console, panel, words, rows);
  joinEdits(console, panel, words);
  joinTools(console, panel, words);
  document.querySelector(".skip").addEventListener("click", () => console.showTab("queue"));
  let drawn = null; // the second that is shown
  const tick = (at) => {
    const second = Math.floor(at / 1000);
    if (!console.state || second === drawn) return;
    drawn = second;
    rows.drawStarts(console.state, console.times, at);
    show(part(panel, "summary"), summary(console, words, at));
  };
  console.on("state", () => {
    drawn = null;
    tick(console.clock.now());
  });
  console.on("tick", tick);
}

function drawAround(panel, words, { tag, queue }) {
  part(panel, "table").hidden = !queue.rows.length;
  show(part(panel, "empty"), queue.rows.length ? "" : tag ? words.empty : words.unread);
  show(part(panel, "more"), queue.more ? counted(words, "more", queue.more) : "");
}

function summary({ state, times }, words, at) {
  const { tag, queue, options } = state;
  if (!tag) return "";
  const seconds = runsFor(state, at);
  const end = seconds !== null && state.now.state !== "stop" && queue.rows.length;
  return [
    counted(words, "tracks", queue.rows.length + queue.more),
    minutes(words, queue.seconds),
    end ? words.runs_to.replace("{time}", times.short(at + seconds * 1000)) : "",
    queue.unknown ? counted(words, "unknown", queue.unknown) : "",
    options.random ? words.random : "",
    options.single ? words.single : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

function minutes(words, seconds) {
  if (!seconds) return "";
  const whole = Math.round(seconds / 60);
  if (whole < 60) return counted(words, "minutes", whole);
  return counted(words, "hours", Math.floor(whole / 60), { minutes: whole % 60 });
}

function joinTools(console, panel, words) {
  const act = (name) => panel.querySelector(`[data-act="${name}"]`);
  const send = async (method, path, said, button) => {
    if (await console.send(method, path, undefined, { edit: true, button })) console.say(said);
  };
  const shuffle = () => send("POST", "queue/rest/shuffle", words.shuffled, act("shuffle"));
  const clear = pressTwice(console, act("clear"), () =>
    send("DELETE", "queue/rest", words.cleared, act("clear")),
  );
  act("shuffle").addEventListener("click", shuffle);
  act("clear").addEventListener("click", () => clear());
  console.on("state", ({ queue }) => {
    for (const name of ["shuffle", "clear"]) {
      mark(act(name), "aria-disabled", console.hasDesk ? null : "true");
      act(name).hidden = !queue.rows.length && !act(name).contains(document.activeElement);
    }
  });
}
