// Starts the console: its panels, then the poll.

import { Console } from "./console.js";
import { Poll } from "./poll.js";

const TICK = 250;
const console = new Console(document.body);
const names = new Set([...document.querySelectorAll("[data-panel]")].map(({ dataset }) => dataset.panel));
const modules = await Promise.allSettled([...names].map((name) => import(`./${name}.js`)));
for (const { value, reason } of modules) {
  if (value) value.mount(console);
  else reportError(reason); // the other panels work without it
}
setInterval(() => console.emit("tick", console.clock.now()), TICK);
console.on("state", () => (document.body.dataset.ready = ""));
new Poll(console).start();
