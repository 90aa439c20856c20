// Several tracks at once: boxes in the rows, or all results up to a thousand.

import { mark, write } from "./dom.js";
import { counted } from "./words.js";

const MOST = 1000;

/** Connects the selection of tracks. */
export function mountChoice(library) {
  const chosen = new Map(); // key of a row → its track
  const { panel, list, words } = library;
  const several = library.part("several");
  const [choose, all] = [library.button("select"), library.button("choose-all")];
  const acts = several.querySelectorAll("[data-act=next], [data-act=last], [data-act=more]");
  let isOn = false;

  const draw = () => {
    for (const item of list.children) {
      const box = item.querySelector(".pick input");
      if (box) box.checked = chosen.has(item.dataset.key);
    }
    for (const button of acts) button.disabled = chosen.size === 0;
    write(library.part("chosen"), chosen.size ? counted(words, "chosen", chosen.size) : "");
    const most = library.total > MOST ? "choose_most" : "choose";
    write(all, counted(words, most, Math.min(library.total, MOST)));
    all.hidden = library.isGroups || library.total === 0;
  };
  const turn = (on) => {
    isOn = on;
    mark(choose, "aria-pressed", String(on));
    several.hidden = !on;
    list.toggleAttribute("data-selecting", on);
    chosen.clear();
    draw();
  };

  choose.addEventListener("click", () => turn(!isOn));
  library.addEventListener("drawn", draw);
  library.addEventListener("found", () => {
    if (!isOn) return;
    chosen.clear();
    draw();
  });
  list.addEventListener("change", ({ target }) => {
    if (!target.closest(".pick")) return;
    const item = target.closest("li");
    if (target.checked) chosen.set(item.dataset.key, library.rowOf(item));
    else chosen.delete(item.dataset.key);
    draw();
  });
  all.addEventListener("click", async () => {
    for (const track of await collect(library)) chosen.set(`track ${track.file}`, track);
    draw();
  });
  panel.querySelector(".selection").addEventListener("click", ({ target }) => {
    const button = target.closest("[data-act]");
    if (!chosen.size || ![...acts].includes(button)) return;
    const tracks = [...chosen.values()];
    if (button.dataset.act === "more") library.openMenu(button, tracks);
    else library.perform(button.dataset.act, tracks, button);
  });
}

/** All results of the library's question, up to MOST: those that are not shown by their file. */
async function collect(library) {
  if (library.rows.length >= Math.min(library.total, MOST)) return library.rows.slice(0, MOST);
  const asked = JSON.stringify(library.query);
  try {
    const { files } = await library.pageOf(1, undefined, { all: 1 });
    if (asked !== JSON.stringify(library.query)) return [];
    const shown = new Map(library.rows.map((row) => [row.file, row]));
    return files.map((file) => shown.get(file) ?? { file });
  } catch (failure) {
    library.fail(failure);
    return [];
  }
}
