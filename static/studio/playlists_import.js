// Importing a playlist file; the lines that were not recognised are listed.

import { make, part, show } from "./dom.js";
import { counted } from "./words.js";

/** Connects the form; a chosen file proposes the name of the playlist. */
export function mountImport(playlists) {
  const { console, panel, words } = playlists;
  const form = part(panel, "import");
  const { file, name } = form.elements;
  file.addEventListener("change", () => {
    name.value ||= file.files[0]?.name.replace(/\.\w+$/, "") ?? "";
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const refused = (body) => list(part(panel, "unknown"), { unknown: [], ...body }, words);
    const options = { button: event.submitter, refused };
    const answer = await console.send("POST", "playlists/import", new FormData(form), options);
    if (!answer) return;
    const called = answer.name ?? name.value;
    form.reset();
    playlists.say(counted(words, "imported", answer.taken, { name: called }));
    list(part(panel, "unknown"), answer, words);
    playlists.load();
  });
}

function list(area, { unknown: lines, unknown_count: count, is_cut: isCut }, words) {
  area.hidden = lines.length === 0 && !isCut;
  area.querySelector("b").textContent = lines.length ? counted(words, "unknown", count) : "";
  show(part(area, "cut"), isCut ? words.cut : "");
  area
    .querySelector("ol")
    .replaceChildren(...lines.map((textContent) => make("li", { dir: "auto", textContent })));
}
