// What is wrong with MPD or the site, in words above the track.

import { mark, part, show } from "./dom.js";
import { remaining } from "./times.js";
import { fill } from "./words.js";

const FROZEN = -3; // seconds after the end of the track

/** Shows the worst trouble there is; `lost`: words when the site does not answer. */
export function drawTrouble(console, panel, words, lost) {
  const { state } = console;
  const serious = lost || (state && seriousTrouble(console, words));
  show(part(panel, "trouble"), serious || "");
  const isOld = Boolean(lost) || (state && state.mpd.state !== "live");
  mark(panel, "data-old", isOld ? "" : null);
  show(part(panel, "mild"), state?.mpd.updating ? words.updating : "");
}

function seriousTrouble({ state, clock, heardAt, times }, words) {
  const { mpd, now, outputs } = state;
  const time = heardAt && times.long(heardAt);
  if (mpd.state === "offline") return time ? fill(words.offline, { time }) : words.offline_unheard;
  if (mpd.state === "stale") return fill(words.stale, { time: time || "–" });
  if (mpd.error) return `${fill(words.error, { error: mpd.error })} ${words.error_todo}`;
  if (outputs.length && !outputs.some(({ on }) => on)) return words.no_output;
  const left = now.state === "play" ? remaining(now, clock.now()) : null;
  return left !== null && left < FROZEN ? words.frozen : "";
}
