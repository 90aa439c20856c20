// The column beside the queue shows one of its panels at a time.

import { mark } from "./dom.js";

/** Joins the bar above the panels to the console; the event "side" shows one of them. */
export function mount(console) {
  const bar = console.panel("side");
  const buttons = [...bar.querySelectorAll("button")];
  const show = (name) => {
    for (const button of buttons) {
      mark(button, "aria-pressed", String(button.value === name));
      console.panel(button.value).hidden = button.value !== name;
    }
  };
  bar.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button) show(button.value);
  });
  console.on("side", (name) => {
    document.querySelector('[data-show="library"]').click();
    show(name);
  });
  show(buttons[0].value);
}
