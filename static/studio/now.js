// What plays now: words and cover from the state, what remains from the clock.

import { make, mark, part, show, write } from "./dom.js";
import { drawDry } from "./runs_dry.js";
import { length, position, remaining } from "./times.js";
import { joinTransport } from "./transport.js";
import { drawTrouble } from "./trouble.js";
import { fill, wordsOf } from "./words.js";

const SOON = 30;

/** Joins the panel to the console. */
export function mount(console) {
  const panel = console.panel("now");
  const words = wordsOf(panel);
  joinTransport(console, panel, words);
  console.on("state", (state) => {
    drawTrack(panel, words, state);
    drawOutputs(panel, words, state);
    drawShares(part(panel, "shares"), words, state.shares ?? []);
    tick(console, panel, words, console.clock.now());
  });
  console.on("tick", (at) => tick(console, panel, words, at));
  let lost = "";
  console.on("lost", (text) => {
    lost = text;
    drawTrouble(console, panel, words, lost);
  });
  console.on("tick", () => drawTrouble(console, panel, words, lost));
}

function drawTrack(panel, words, { tag, now, queue }) {
  const isThere = now.id !== null;
  const nothing = tag ? words.stopped : words.unknown;
  write(part(panel, "title"), isThere ? now.title || words.untitled : nothing);
  const hint = !tag ? "" : queue.rows.length ? words.stopped_hint : words.empty_hint;
  const details = [now.artist, now.album].filter(Boolean).join(" · ");
  write(part(panel, "details"), isThere ? details : hint);
  drawCover(part(panel, "cover"), now.art_url ?? null);
}

function drawCover(cover, address) {
  if ((cover.firstElementChild?.getAttribute("src") ?? null) === address) return;
  cover.replaceChildren(...(address ? [make("img", { src: address, alt: "" })] : []));
}

function drawOutputs(panel, words, { outputs }) {
  const names = outputs.filter(({ on }) => on).map(({ name }) => name);
  write(part(panel, "outputs"), names.length ? fill(words.outputs, { names: names.join(", ") }) : "");
}

/** Says the quotas' shares of the running show: “Canadian 31 % of 35”. */
function drawShares(line, words, shares) {
  const said = shares.map((share) => {
    const text = share.target === null ? words.share : words.share_of;
    const name = `\u2068${share.name}\u2069`; // isolated: it may be written from right to left
    return fill(text, { ...share, name, percent: share.percent ?? "–" });
  });
  show(line, said.join(" · "));
}

function tick({ state, times }, panel, words, at) {
  if (!state) return;
  const { now } = state;
  const left = remaining(now, at);
  const isSoon = left !== null && left <= SOON && now.state === "play";
  mark(part(panel, "remaining"), "data-soon", isSoon ? "" : null);
  show(part(panel, "soon"), isSoon ? words.ends_soon : "");
  drawFigures(panel, words, now, left, at);
  drawDial(part(panel, "dial"), now, left, at);
  drawDry(part(panel, "dry"), words, state, times, at);
}

function drawFigures(panel, words, now, left, at) {
  const plays = now.state !== "stop";
  const shown = left === null ? (plays ? position(now, at) : null) : left;
  const figures = shown === null ? "" : length(Math.ceil(shown - 0.05));
  write(part(panel, "figures"), figures);
  const short = document.querySelector('[data-part="short"]');
  if (short) write(short, figures);
  const label = !plays ? (now.id === null ? "" : words.stopped) : left === null ? words.since : words.remaining;
  write(part(panel, "remaining-label"), now.state === "pause" && left !== null ? words.paused : label);
}

function drawDial(dial, now, left, at) {
  const value = left === null ? 0 : Math.min(Math.max(position(now, at), 0), now.duration);
  Object.assign(dial, { max: left === null ? 1 : now.duration, value });
}
