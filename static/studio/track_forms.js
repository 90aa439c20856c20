// The forms of the tracks' menu: saved playlist, jingle key, marks. Each returns what was done, in
// words, or "" when it was refused.

import { nameOf, valuesOf } from "./panel.js";
import { counted, fill } from "./words.js";

const KEEP = "keep";
const CHECKED = { true: true, false: false, "": null };

/** The name of one track, or how many there are. */
export const naming = ({ words }, tracks) =>
  tracks.length === 1 ? nameOf(tracks[0]) : counted(words, "tracks", tracks.length);

/** Adds tracks to a saved playlist, which is made if there is none of that name. */
export async function addToPlaylist(library, tracks, form, button) {
  const { console, words } = library;
  const { name } = valuesOf(form);
  const files = tracks.map(({ file }) => file);
  const answer = await console.send("POST", "playlists/tracks", { name, files }, { button });
  if (!answer) return "";
  console.emit("playlists");
  const missing = answer.missing?.length ?? 0;
  const said = fill(words.added_to, { playlist: name, name: naming(library, tracks) });
  return missing ? `${said}. ${counted(words, "missing", missing)}` : said;
}

/** Puts a track on a key of the jingle shelf. */
export async function putOnKey({ console, words }, [track], form, button) {
  const { key } = valuesOf(form);
  const address = `${console.shared}jingles/${key}`;
  const answer = await console.send("PUT", address, { file: track.file }, { button });
  if (!answer) return "";
  console.emit("jingles");
  return fill(words.on_key, { key, name: nameOf(track) });
}

/** Shows the marks of one track in the form; of several (null) each is left as it is at first. */
export function fillMarks(form, track) {
  const { explicit, rotation, local, language } = form.elements;
  for (const option of form.querySelectorAll("[data-several]")) option.hidden = Boolean(track);
  explicit.value = track ? String(track.explicit ?? "") : KEEP;
  rotation.value = track ? (track.rotation ?? "") : KEEP;
  local.value = track ? String(track.local ?? false) : KEEP;
  language.value = track?.language ?? "";
}

/** Saves the marks of tracks: of several those that were chosen. */
export async function saveMarks(library, tracks, form, button) {
  const { console, words } = library;
  const body = { ids: tracks.map(({ id }) => id), ...marksIn(form, tracks.length > 1) };
  if (Object.keys(body).length === 1) return words.no_marks;
  const answer = await console.send("PUT", `${console.shared}library/marks`, body, { button });
  if (!answer) return "";
  const { ids, ...marks } = body;
  for (const track of tracks) Object.assign(track, marks);
  library.draw();
  return fill(words.marks_saved, { name: naming(library, tracks) });
}

function marksIn(form, areSeveral) {
  const { explicit, rotation, local, language } = valuesOf(form);
  const marks = { explicit: CHECKED[explicit], rotation, local: local === "true", language };
  if (explicit === KEEP) delete marks.explicit;
  if (rotation === KEEP) delete marks.rotation;
  if (local === KEEP) delete marks.local;
  if (areSeveral && !language) delete marks.language;
  return marks;
}
