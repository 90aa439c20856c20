// The player on every page: polls the current track, shows it when it is heard, plays the stream.

import { Delay } from "./delay.js";
import { draw } from "./draw.js";
import { joinSheet } from "./just_played.js";
import { joinButtons } from "./listen.js";
import { joinMediaSession, tellMediaSession } from "./media_session.js";
import { drawDial } from "./dial.js";
import { Poll } from "./poll.js";
import { ServerClock } from "./server_clock.js";
import { Sound } from "./sound.js";

const TICK = 250;
const LOST = { state: "unknown", track: null, started_at: null, elapsed: null, stories: [] };
const player = document.querySelector("[data-player]");

if (player) {
  const { poll: address, stream, zone, heardUntil } = player.dataset;
  const words = JSON.parse(player.dataset.words);
  const clock = new ServerClock();
  const audio = player.querySelector("[data-sound]");
  const sound = audio && new Sound(audio, stream);
  const said = player.querySelector("[data-said]");
  const say = (text) => (said.textContent = text);
  const isStill = () => document.documentElement.hasAttribute("data-still");
  let shown = { station: { name: document.title, stream_delay: 0 } }; // until the first answer

  const dial = () => {
    const stopped = isStill() && shown.state !== "paused";
    drawDial(stopped ? null : shown, clock.now());
  };

  const show = (body) => {
    const before = shown;
    shown = body;
    draw(body, words, zone);
    dial();
    tellMediaSession(body);
    if (sound?.wanted && before.state && name(before) !== name(body)) say(name(body));
  };

  const name = ({ track }) => {
    if (!track) return "";
    const by = track.artist ? ` ${words.by} ${track.artist}` : "";
    return `${words.now_playing} ${track.title || words.untitled}${by}`;
  };

  const delay = new Delay(clock, show, heardUntil);
  const poll = new Poll(address, clock, {
    onAnswer: (body) => delay.take(body),
    onLost: (moment) => delay.take({ ...shown, ...LOST, last_heard_at: moment.toISOString() }),
    isListening: () => Boolean(sound?.wanted),
  });

  if (sound) {
    joinButtons(sound, words, say);
    joinMediaSession(sound);
    sound.addEventListener("change", () => sound.state === "connecting" && poll.ask());
  }
  setInterval(() => {
    delay.tick();
    dial();
  }, TICK);
  joinSheet(player.querySelector("details"));
  poll.start();
}
