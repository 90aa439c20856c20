// Moves the needle: the position in the track that is shown, by the server's clock.

import { minutes } from "./draw.js";

const MOVES = new Set(["playing", "spin"]);

const parts = (name) => document.querySelectorAll(`[data-track="${name}"]`);

/** Seconds into the track as heard; null if unknown. */
export function position(body, now) {
  if (body.elapsed !== null) return body.elapsed;
  if (!MOVES.has(body.state) || !body.started_at) return null;
  return (now - Date.parse(body.started_at)) / 1000 - body.station.stream_delay;
}

/** Draws the position in `body` at `now`, in the server's milliseconds; null hides it. */
export function drawDial(body, now) {
  const duration = body?.track?.duration ?? null;
  const seconds = duration === null ? null : position(body, now);
  const shown = seconds !== null;
  for (const part of [...parts("position"), ...parts("progress")]) {
    if (part.hidden === shown) part.hidden = !shown;
  }
  if (!shown) return;
  const value = clamp(seconds, duration);
  parts("progress").forEach((bar) => Object.assign(bar, { max: duration, value }));
  setText("elapsed", minutes(value));
  setText("duration", minutes(duration));
}

function setText(name, text) {
  parts(name).forEach((part) => {
    if (part.textContent !== text) part.textContent = text;
  });
}

function clamp(seconds, duration) {
  return Math.min(Math.max(seconds, 0), duration);
}
