// The bar above: on air or not, the show, who has the desk, who else is here, the clock.

import { mark, part, show, write } from "./dom.js";
import { holderOf } from "./holder.js";
import { lampOf } from "./lamp.js";
import { saySo } from "./presence.js";
import { areaFor, showRefusal } from "./refusals.js";
import { length } from "./times.js";
import { counted, fill, wordsOf } from "./words.js";

const SOON = 12 * 3_600_000; // ms before the next show from which it is named

/** Joins the panel to the console. */
export function mount(console) {
  const bar = console.panel("desk");
  const words = wordsOf(bar);
  const act = (name) => bar.querySelector(`[data-act="${name}"]`);
  let isGiving = false;
  const take = async () => {
    if (console.hasDesk) return console.say(console.words.yours);
    const done = await console.send("POST", "desk", {}, { button: act("take") });
    if (done) console.say(words.taken);
  };
  const give = async () => {
    isGiving = true;
    const done = await console.send("DELETE", "desk", undefined, { button: act("give") });
    isGiving = false;
    if (done) console.say(words.given);
  };
  act("take").addEventListener("click", take);
  act("give").addEventListener("click", give);
  console.key("desk", "d", words.take_label, take);
  console.on("state", (state, before) => {
    drawLamp(bar, words, state);
    drawPeople(console, bar, words, state);
    if (!isGiving) tellIfGone(console, bar, words, state, before);
  });
  console.on("tick", (at) => {
    write(part(bar, "clock"), console.times.long(at));
    drawShow(bar, words, console, at);
  });
  saySo(console);
}

function drawLamp(bar, words, state) {
  const [name, isLit] = lampOf(state);
  mark(bar.querySelector("[data-lamp]"), "data-lamp", isLit ? "on" : "off");
  write(part(bar, "lamp"), words[name]);
}

function drawPeople(console, bar, words, { desk, here, listeners }) {
  const mine = console.hasDesk;
  write(part(bar, "holder"), holderOf(console, desk));
  mark(console.body, "data-desk", mine ? "mine" : desk.name ? "theirs" : "free");
  swapButtons(bar, mine, desk.user_id === console.userId);
  const others = here.filter(({ user_id: id }) => id !== console.userId && !desk.user_ids.includes(id));
  const names = others.map(({ name }) => name).join(", ");
  show(part(bar, "here"), names && fill(words.also_here, { names }));
  show(part(bar, "listeners"), listeners === null ? "" : counted(words, "listening", listeners));
}

/** The show on air with the time that is left of it, and the next one if it comes soon. */
function drawShow(bar, words, { times, state }, at) {
  const { show: on, next_show: next, desk } = state ?? {};
  const left = on ? length((Date.parse(on.ends_at) - at) / 1000) : "";
  const isNamed = on && desk.until && desk.show === on.title; // beside it, with who has the desk
  show(part(bar, "show"), on ? fill(isNamed ? words.left : words.show, { show: on.title, left }) : "");
  const isSoon = next && Date.parse(next.starts_at) - at < SOON;
  const time = isSoon ? times.short(next.starts_at) : "";
  show(part(bar, "next-show"), isSoon ? fill(words.next_show, { show: next.title, time }) : "");
}

/** One of the two buttons is there, or none for presenters; the focus goes from one to the other. */
function swapButtons(bar, mine, wasTaken) {
  const [take, give] = ["take", "give"].map((name) => bar.querySelector(`[data-act="${name}"]`));
  const focused = [take, give].find((button) => button === document.activeElement);
  if (take.hidden !== mine) take.hidden = mine;
  if (give.hidden === wasTaken) give.hidden = !wasTaken;
  if (focused?.hidden) ([take, give].find((button) => !button.hidden) ?? bar).focus();
}

/** Tells who had the desk that another has taken it, that a show is over, or has begun. */
function tellIfGone(console, bar, words, { desk }, before) {
  if (!before?.desk.user_ids.includes(console.userId) || console.hasDesk) return;
  const [error, todo] = whyGone(console, words, desk, before.desk);
  const take = bar.querySelector('[data-act="take"]');
  showRefusal(areaFor(bar), take, { error, todo }, { close: console.words.close });
}

function whyGone(console, words, desk, before) {
  if (desk.user_id !== null) {
    const values = { who: desk.name, time: console.times.short(desk.taken_at) };
    return [fill(words.taken_from_you, values), words.taken_from_you_todo];
  }
  if (desk.name) return [`${holderOf(console, desk)}.`, words.taken_from_you_todo];
  if (before.show) return [fill(words.over, { show: before.show }), words.over_todo];
  return [words.released, words.released_todo];
}
