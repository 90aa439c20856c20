// The transport: play and pause, skip, stop after this, stop; volume and crossfade.

import { mark, write } from "./dom.js";
import { pressTwice } from "./press_twice.js";
import { fill } from "./words.js";

/** Joins its buttons and keys. */
export function joinTransport(console, panel, words) {
  const act = (name) => panel.querySelector(`[data-act="${name}"]`);
  const send = async (method, verb, said, button) => {
    const id = console.state?.now.id ?? null;
    const options = { button, needsDesk: true };
    if (await console.send(method, `transport/${verb}`, { id }, options)) console.say(said);
  };
  const isPlaying = () => console.state?.now.state === "play";
  const play = () => {
    const [verb, said] = isPlaying() ? ["pause", words.said_pause] : ["play", words.said_play];
    return send("POST", verb, said, act("play"));
  };
  const stopAfter = () => {
    const isOn = console.state?.options.stop_after;
    const said = isOn ? words.said_go_on : words.said_stop_after;
    return send(isOn ? "DELETE" : "POST", "stop-after", said, act("stop-after"));
  };
  const skip = pressTwice(console, act("skip"), () => {
    if (console.state?.now.id === null) return console.say(words.nothing_to_skip);
    return send("POST", "skip", words.said_skip, act("skip"));
  });
  const stop = pressTwice(console, act("stop"), () => send("POST", "stop", words.said_stop, act("stop")));
  const joined = [
    ["play", " ", play],
    ["skip", "n", () => skip()],
    ["stop-after", "s", stopAfter],
    ["stop", "x", () => stop()],
  ];
  for (const [name, key, fn] of joined) {
    const label = act(name).querySelector('[data-part="label"]').textContent;
    act(name).addEventListener("click", fn);
    console.key(name, key, name === "play" ? words.play_or_pause : label, fn);
  }
  console.key("skip-now", "Shift+N", words.skip_now, () => skip(true));
  console.on("state", (state) => draw(console, act, words, state));
  if (console.maySetVolume) joinLevels(console, panel, words, act);
}

function draw(console, act, words, { now, options }) {
  const label = (name) => act(name).querySelector('[data-part="label"]');
  write(label("play"), now.state === "play" ? words.pause : words.play);
  write(label("stop-after"), options.stop_after ? words.stop_after_on : words.stop_after);
  mark(act("stop-after"), "aria-pressed", String(options.stop_after));
  for (const name of ["play", "skip", "stop-after", "stop"]) {
    mark(act(name), "aria-disabled", console.hasDesk ? null : "true");
  }
}

function joinLevels(console, panel, words, act) {
  const levels = [
    ["volume", "volume"],
    ["crossfade", "seconds"],
  ];
  for (const [name, field] of levels) {
    const input = act(name);
    const label = panel.querySelector(`[data-part="${name}-label"]`);
    const say = () => write(label, fill(words[name], { [field]: input.value }));
    input.addEventListener("input", say);
    input.addEventListener("change", () => sendLevel(console, input, name, field));
    console.on("state", ({ options }) => {
      label.parentElement.hidden = options[name] === null; // MPD has no mixer
      input.disabled = !console.hasDesk;
      const isSent = input.ariaBusy === "true"; // what is shown is not the state's yet
      if (document.activeElement !== input && !isSent) input.value = options[name] ?? 0;
      say();
    });
  }
}

/** Sends a level, and then the newest one, if it was changed meanwhile. */
async function sendLevel(console, input, name, field) {
  if (input.ariaBusy === "true") return;
  let sent = null;
  while (sent !== input.value) {
    sent = input.value;
    const options = { button: input, needsDesk: true };
    await console.send("PUT", `transport/${name}`, { [field]: Number(sent) }, options);
  }
}
