// Pre-listen: a track in this browser alone, never on air, on an output of the DJ's choice.

import { part, show, write } from "./dom.js";
import { mountOutputs } from "./listen_outputs.js";
import { nameOf } from "./panel.js";
import { length } from "./times.js";
import { wordsOf } from "./words.js";

let player = null;

/** Plays `track` from its beginning, or stops when it is the one that plays. */
export function toggleListen(console, track) {
  player ??= new Player(document.querySelector("[data-listen]"));
  if (player.id === track.id) return player.stop();
  return player.play(track, `${console.shared}library/audio/${track.id}`);
}

/** Stops what plays; false if nothing does. */
export function stopListening() {
  if ((player?.id ?? null) === null) return false;
  player.stop();
  return true;
}

class Player {
  id = null;

  constructor(bar) {
    this.bar = bar;
    this.words = wordsOf(bar);
    this.audio = part(bar, "audio");
    this.position = part(bar, "position");
    this.outputs = mountOutputs(bar, this.audio, this.words, (text) => this.#fail(text));
    this.#listen();
  }

  #listen() {
    this.audio.addEventListener("timeupdate", () => this.#draw());
    this.audio.addEventListener("durationchange", () => this.#draw());
    this.audio.addEventListener("ended", () => this.stop());
    this.audio.addEventListener("error", () => this.id !== null && this.#fail(this.words.failed));
    this.position.addEventListener("input", () => {
      this.audio.currentTime = Number(this.position.value);
    });
    this.bar.querySelector("[data-act=stop]").addEventListener("click", () => this.stop());
  }

  async play(track, address) {
    this.id = track.id;
    this.bar.hidden = false;
    write(part(this.bar, "title"), nameOf(track));
    this.#fail("");
    await this.outputs;
    if (this.id !== track.id) return;
    this.audio.src = address;
    await this.audio.play().catch(() => {}); // a failure is said by the event "error"
  }

  /** Stops, and lets go of the file. */
  stop() {
    const hadFocus = this.bar.contains(document.activeElement);
    this.id = null;
    this.audio.pause();
    this.audio.removeAttribute("src");
    this.audio.load();
    this.bar.hidden = true;
    if (hadFocus) document.querySelector("#library-search").focus();
  }

  #draw() {
    const { currentTime, duration } = this.audio;
    const total = Number.isFinite(duration) ? duration : 0;
    Object.assign(this.position, { max: total, value: currentTime });
    const words = `${length(currentTime)} / ${length(total)}`;
    this.position.setAttribute("aria-valuetext", words);
    write(part(this.bar, "time"), words);
  }

  #fail(text) {
    show(part(this.bar, "error"), text);
  }
}
