// The library's rows: a track, or an artist, an album or a folder to open.

import { mark, part, show, write } from "./dom.js";
import { brief, dayInWords } from "./panel.js";
import { counted, fill } from "./words.js";

/** Draws `track` into its row. `places`: file → "queued" or "on_air" for what is there now. */
export function drawTrack(row, track, { words, places, now, console }) {
  const title = track.title || words.untitled;
  const name = brief(track.artist ? `${title}, ${track.artist}` : title);
  write(part(row, "title"), title);
  show(part(row, "artist"), track.artist ?? "");
  show(part(row, "played"), playedInWords(track, { words, places, now, console }));
  show(part(row, "marks"), marksInWords(track, words).join(" · "));
  write(part(row, "add"), fill(words.add_next, { name }));
  write(part(row, "more"), fill(words.more_for, { name }));
  write(part(row, "pick"), fill(words.select_row, { name }));
  drawCover(part(row, "cover"), track.art_url ?? null);
}

function playedInWords(track, { words, places, now, console }) {
  const place = places.get(track.file);
  if (place) return words[place];
  if (track.is_stream) return "";
  if (!track.last_played_at) return words.never;
  const moment = new Date(track.last_played_at);
  const today = fill(words.today, { time: console.times.short(moment) });
  const day = dayInWords(moment, now, console.zone, { today, yesterday: words.yesterday });
  return fill(words.played, { day });
}

/** The marks of a track as words: "Explicit", "Heavy", "Local", a language. */
export function marksInWords({ explicit, rotation, local, language }, words) {
  const checked = { true: words.explicit, false: words.clean }[explicit];
  return [checked, rotation && words[rotation], local && words.local, language].filter(Boolean);
}

function drawCover(cover, address) {
  const image = cover.querySelector("img");
  if (!address) return image?.remove();
  if (image) return mark(image, "src", address);
  cover.append(Object.assign(new Image(42, 42), { alt: "", loading: "lazy", src: address }));
}

/** Draws `group` ({value, tracks, artist?}) into its row. */
export function drawGroup(row, group, { words }) {
  write(part(row, "title"), group.value || words.none);
  const tracks = counted(words, "tracks", group.tracks);
  write(part(row, "count"), [group.artist, tracks].filter(Boolean).join(" · "));
  row.querySelector("button").value = group.value;
}

/** The station's listed streams with `query` in their title, as tracks. */
export const streamsOf = (panel, query) =>
  [...panel.querySelectorAll("template[data-stream]")]
    .map(({ dataset }) => ({ file: dataset.stream, title: dataset.title, is_stream: true }))
    .filter(({ title }) => title.toLowerCase().includes(query.trim().toLowerCase()));
