// The panel “Jingles”: ten keys; a press adds the track of a key next.

import { mark, part, show, write } from "./dom.js";
import { Latest } from "./latest.js";
import { hasFocus, nameOf, read, refuse } from "./panel.js";
import { fill, wordsOf } from "./words.js";

/** Joins the panel to the console. */
export function mount(console) {
  const panel = console.panel("jingles");
  const words = wordsOf(panel);
  const items = new Map([...part(panel, "shelf").children].map((item) => [item.dataset.key, item]));
  const edit = panel.querySelector("[data-act=edit]");
  let jingles = new Map();
  let isEdited = false;
  const latest = new Latest();

  const say = (text) => write(part(panel, "note"), text);
  const draw = () => {
    mark(edit, "aria-pressed", String(isEdited));
    for (const [key, item] of items) drawSlot(item, key, jingles.get(key));
  };
  const drawSlot = (item, key, jingle) => {
    const [play, clear] = item.querySelectorAll("button");
    write(part(item, "title"), jingle ? jingle.title || jingle.file : words.vacant);
    show(part(item, "gone"), jingle?.is_gone ? words.gone : "");
    play.toggleAttribute("data-vacant", !jingle);
    clear.hidden = !(isEdited && jingle);
    write(part(item, "clear"), jingle ? fill(words.clear, { key, name: nameOf(jingle) }) : "");
  };
  const load = async () => {
    const ask = (signal) => read(`${console.shared}jingles.json`, words, signal);
    try {
      const answer = await latest.of(ask);
      if (!answer) return;
      jingles = new Map(answer.rows.filter(({ file }) => file).map((row) => [String(row.key), row]));
      draw();
    } catch ({ message }) {
      refuse(console, edit, message);
    }
  };
  const play = async (key) => {
    const jingle = jingles.get(key);
    if (!jingle) return say(fill(words.how, { key }));
    const button = items.get(key).firstElementChild;
    const answer = await console.send("POST", `queue/jingles/${key}`, {}, { button, edit: true });
    if (!answer) return console.emit("side", "jingles");
    const said = fill(words.added, { name: nameOf(jingle) });
    say(said);
    if (panel.hidden) console.say(said);
  };
  const clear = async (key, button) => {
    const answer = await console.send("DELETE", `${console.shared}jingles/${key}`, undefined, { button });
    if (!answer) return;
    jingles.delete(key);
    const item = items.get(key);
    if (hasFocus(item)) item.firstElementChild.focus();
    draw();
    say(fill(words.cleared, { key }));
    if (latest.isAwaited) load(); // what was asked for before is old
  };

  edit.addEventListener("click", () => {
    isEdited = !isEdited;
    draw();
  });
  panel.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-act]");
    const key = button?.closest("[data-key]")?.dataset.key;
    if (key) (button.dataset.act === "play" ? play : clear)(key, button);
  });
  for (const key of items.keys()) {
    console.key(`jingle-${key}`, key, fill(words.play, { key }), () => play(key));
  }
  console.on("jingles", load);
  draw();
  load();
}
