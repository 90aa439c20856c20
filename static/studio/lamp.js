// What goes out, in a word or two beside the lamp.

/** The key of the lamp's words for a state, and true if the lamp is lit. */
export function lampOf({ studio, mpd, now, manual }) {
  if (studio === "practice") return ["practice", false];
  if (manual) return [manual.source, true];
  if (mpd.state === "offline") return ["unknown", false];
  if (now.state === "play") return ["on_air", true];
  return [now.state === "pause" ? "paused" : "silent", false];
}
