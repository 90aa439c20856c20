// Connects the player to the system's media controls (lock screen, headphones' keys).

/** Connects `sound` to the system's controls. */
export function joinMediaSession(sound) {
  const session = navigator.mediaSession;
  if (!session) return;
  session.setActionHandler("play", () => sound.wanted || sound.start());
  for (const action of ["pause", "stop"]) session.setActionHandler(action, () => sound.stop());
  sound.addEventListener("change", () => {
    if (sound.state === "playing") session.setPositionState?.({ duration: Infinity });
    session.playbackState = sound.wanted ? "playing" : "none";
  });
}

/** Shows the track of `body` there. */
export function tellMediaSession({ station, track }) {
  if (!navigator.mediaSession) return;
  navigator.mediaSession.metadata = new MediaMetadata({
    title: track?.title || station.name,
    artist: track?.artist || station.name,
    album: track?.album || "",
    artwork: track?.art_url ? [{ src: track.art_url, sizes: "320x320", type: "image/jpeg" }] : [],
  });
}
