// When nothing will be left to play.

import { write } from "./dom.js";
import { length, remaining } from "./times.js";
import { fill } from "./words.js";

const SHORT = 600; // below it the time left is said, above it the time of day

/** Seconds until the queue is at its end; null if that is not known or never. */
export function runsFor({ now, queue, options }, at) {
  if (options.repeat) return null;
  const left = now.id === null || now.state === "stop" ? 0 : remaining(now, at);
  return left === null ? null : Math.max(0, left) + queue.seconds;
}

/** Says it in `line`. */
export function drawDry(line, words, state, times, at) {
  write(line, text(words, state, times, at));
}

function text(words, state, times, at) {
  const { now, queue, options } = state;
  if (options.repeat) return words.repeats;
  if (now.state === "stop") return "";
  if (!queue.rows.length) return words.last;
  const seconds = runsFor(state, at);
  if (seconds === null) return "";
  const end = { time: times.short(at + seconds * 1000), length: length(seconds) };
  const isLeast = queue.unknown || queue.more;
  return fill(words[`${seconds < SHORT ? "ends_in" : "runs_to"}${isLeast ? "_least" : ""}`], end);
}
