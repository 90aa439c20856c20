// The panel “Practice course”: its tasks are ticked as the studio's ledger and log show them.

import { make, part, write } from "./dom.js";
import { printed } from "./keys.js";
import { pressTwice } from "./press_twice.js";
import { request } from "./requests.js";
import { fill, wordsOf } from "./words.js";

/** Joins the panel to the console. */
export function mount(console) {
  const panel = console.panel("course");
  const words = wordsOf(panel);
  const address = panel.dataset.course;
  const restart = panel.querySelector('[data-act="restart"]');
  let shown = [];
  let asked = Promise.resolve();

  const take = ({ tasks }) => {
    const before = new Set(shown.filter(({ done }) => done).map(({ name }) => name));
    const isFirst = shown.length === 0;
    if (JSON.stringify(tasks) === JSON.stringify(shown)) return; // what is open stays open
    shown = tasks;
    draw(console, panel, words, tasks);
    for (const { name, title, done } of isFirst ? [] : tasks) {
      if (done && !before.has(name)) console.say(fill(words.said, { task: title }));
    }
  };
  const check = async () => {
    const { status, body } = await request("POST", address, {});
    if (status === 200 && body.tasks) take(body); // else the next change of the studio asks again
  };
  const begin = async () => {
    const body = await console.send("DELETE", address, undefined, { button: restart });
    if (!body?.tasks) return;
    take(body);
    console.say(words.restarted);
  };
  const startAgain = pressTwice(console, restart, () => (asked = asked.then(begin)));
  restart.addEventListener("click", () => startAgain());
  console.on("state", (state, before) => {
    if (!before || trace(state) !== trace(before)) asked = asked.then(check);
  });
}

/** What changes whenever a task may have been done. */
function trace({ edits, log, manual, desk }) {
  return JSON.stringify([edits[0]?.id, log[0]?.id, manual?.id, desk.user_ids]);
}

function draw(console, panel, words, tasks) {
  const done = tasks.filter((task) => task.done).length;
  const list = part(panel, "tasks");
  const hadFocus = list.contains(document.activeElement);
  const next = tasks.find((task) => !task.done);
  write(part(panel, "progress"), fill(words.progress, { done, count: tasks.length }));
  list.replaceChildren(...tasks.map((task) => item(console, words, task, task === next)));
  part(panel, "finished").hidden = done < tasks.length;
  if (hadFocus) (list.querySelector("summary") ?? panel.querySelector("[data-act]")).focus();
}

/** A task: done, its title; else its instructions too, open for the next one. */
function item(console, words, { title, text, key, done }, isNext) {
  if (done) {
    const told = make("span", { className: "sr", textContent: ` ${words.done}` });
    return make("li", { dataset: { done: "" } }, make("b", { textContent: title }), told);
  }
  const name = console.keys.printed(key.name) || printed(key.preset);
  const told = make("p", { textContent: fill(text, { key: name }) });
  const more = make("details", { open: isNext }, make("summary", { textContent: title }), told);
  return make("li", {}, more);
}
