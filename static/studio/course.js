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
    shown = tasks;
    draw(console, panel, words, tasks);
    for (const { name, title, done } of isFirst ? [] : tasks) {
      if (done && !before.has(name)) console.say(fill(words.said, { task: title }));
    }
  };
  const check = async () => {
    const { status, body } = await request("POST", address, {});
    if (status === 200) take(body); // else the next change of the studio asks again
  };
  const startAgain = pressTwice(console, restart, async () => {
    const body = await console.send("DELETE", address, undefined, { button: restart });
    if (!body) return;
    take(body);
    console.say(words.restarted);
  });
  restart.addEventListener("click", () => startAgain());
  console.on("state", (state, before) => {
    if (!before || trace(state) !== trace(before)) asked = asked.then(check);
  });
}

/** What changes whenever a task may have been done. */
function trace({ edits, log, manual, desk }) {
  return JSON.stringify([edits[0]?.id, log[0]?.id, manual?.id, desk.user_id]);
}

function draw(console, panel, words, tasks) {
  const done = tasks.filter((task) => task.done).length;
  write(part(panel, "progress"), fill(words.progress, { done, count: tasks.length }));
  part(panel, "tasks").replaceChildren(...tasks.map((task) => item(console, words, task)));
  const finished = part(panel, "finished");
  finished.hidden = done < tasks.length;
}

function item(console, words, { title, text, key, done }) {
  const name = console.keys.printed(key.name) || printed(key.preset);
  const state = make("span", { className: "sr", textContent: done ? words.done : words.to_do });
  const told = make("span", { textContent: fill(text, { key: name }) });
  const row = make("li", {}, make("b", { textContent: title }), " ", state, told);
  if (done) row.dataset.done = "";
  return row;
}
