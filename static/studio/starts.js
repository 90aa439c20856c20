// The time at which each track of the queue will start.

import { remaining } from "./times.js";

/** Milliseconds since 1970 for each row, null where that is not known: behind a track without a
 *  length, or when nothing plays, or when MPD picks the order. */
export function starts({ now, queue, options }, at) {
  const left = now.id === null || now.state === "stop" ? null : remaining(now, at);
  let next = left === null || options.random ? null : at + 1000 * (Math.max(0, left) - options.crossfade);
  return queue.rows.map(({ duration }) => {
    const start = next;
    if (next !== null) next = (duration ?? null) === null ? null : next + 1000 * (duration - options.crossfade);
    return start;
  });
}
