// The bar above: on air or not, who has the desk, who else is here, the clock.

import { mark, part, show, write } from "./dom.js";
import { lampOf } from "./lamp.js";
import { saySo } from "./presence.js";
import { areaFor, showRefusal } from "./refusals.js";
import { counted, fill, wordsOf } from "./words.js";

/** Joins the panel to the console. */
export function mount(console) {
  const bar = console.panel("desk");
  const words = wordsOf(bar);
  const act = (name) => bar.querySelector(`[data-act="${name}"]`);
  let isGiving = false;
  const take = async () => {
    if (console.hasDesk) return console.say(words.yours);
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
  console.on("tick", (at) => write(part(bar, "clock"), console.times.long(at)));
  saySo(console);
}

function drawLamp(bar, words, state) {
  const [name, isLit] = lampOf(state);
  mark(bar.querySelector("[data-lamp]"), "data-lamp", isLit ? "on" : "off");
  write(part(bar, "lamp"), words[name]);
}

function drawPeople(console, bar, words, { desk, here, listeners }) {
  const mine = console.hasDesk;
  const holder = mine ? words.yours : desk.name ? fill(words.theirs, { who: desk.name }) : words.free;
  write(part(bar, "holder"), holder);
  mark(console.body, "data-desk", mine ? "mine" : desk.name ? "theirs" : "free");
  swapButtons(bar, mine);
  const others = here.filter(({ user_id: id }) => id !== console.userId && id !== desk.user_id);
  const names = others.map(({ name }) => name).join(", ");
  show(part(bar, "here"), names && fill(words.also_here, { names }));
  show(part(bar, "listeners"), listeners === null ? "" : counted(words, "listening", listeners));
}

/** One of the two buttons is there; the focus goes from one to the other. */
function swapButtons(bar, mine) {
  const [take, give] = ["take", "give"].map((name) => bar.querySelector(`[data-act="${name}"]`));
  if (take.hidden === mine && give.hidden !== mine) return;
  const hadFocus = [take, give].includes(document.activeElement);
  take.hidden = mine;
  give.hidden = !mine;
  if (hadFocus) (mine ? give : take).focus();
}

/** Tells who had the desk that another has taken it, or that it was released. */
function tellIfGone(console, bar, words, { desk }, before) {
  if (before?.desk.user_id !== console.userId || desk.user_id === console.userId) return;
  const isFree = desk.user_id === null;
  const values = { who: desk.name, time: isFree ? "" : console.times.short(desk.taken_at) };
  const error = fill(isFree ? words.released : words.taken_from_you, values);
  const todo = isFree ? words.released_todo : words.taken_from_you_todo;
  const take = bar.querySelector('[data-act="take"]');
  showRefusal(areaFor(bar), take, { error, todo }, { close: console.words.close });
}
