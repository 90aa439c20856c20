// Keys for the list of stories.

import { listKeys } from "../core/list_keys.js";

const list = document.querySelector("[data-list-keys]");

if (list) {
  const links = [...list.querySelectorAll(".what a")];
  const search = document.querySelector("[data-list-search]");

  const row = () => document.activeElement.closest("li");
  const move = (steps) => {
    const here = links.findIndex((link) => row()?.contains(link));
    links[Math.max(0, Math.min(here + steps, links.length - 1))].focus();
  };
  const turnPage = (way) => document.querySelector(`.pages a[rel="${way}"]`)?.click();

  listKeys([list], {
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    x: () => row()?.querySelector('[name="ids"]')?.click(),
    e: () => row()?.querySelector(".what a").click(),
    n: () => turnPage("next"),
    p: () => turnPage("prev"),
    "/": () => search.focus(),
  });
  if (location.hash === "#stories") links[0].focus(); // from another page of the list
}
