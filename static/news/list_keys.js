// Keys for the list of stories. Single letters work only while the focus is in the list, and
// can be turned off (WCAG 2.1.4).

const KEPT = "list-keys";
const list = document.querySelector("[data-list-keys]");

function areOn() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true; // a browser without storage
  }
}

function turn(on) {
  try {
    localStorage.setItem(KEPT, on ? "on" : "off");
  } catch {
    return;
  }
}

if (list) {
  const help = document.querySelector("[data-keys-help]");
  const open = document.querySelector("[data-keys-open]");
  const onOff = help.querySelector("[data-keys-switch]");
  const links = [...list.querySelectorAll(".what a")];
  const search = document.querySelector("[data-list-search]");

  const row = () => document.activeElement.closest("li");
  const move = (steps) => {
    const here = links.findIndex((link) => row()?.contains(link));
    links[Math.max(0, Math.min(here + steps, links.length - 1))].focus();
  };
  const turnPage = (way) => document.querySelector(`.pages a[rel="${way}"]`)?.click();

  const acts = {
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    x: () => row()?.querySelector('[name="ids"]')?.click(),
    e: () => row()?.querySelector(".what a").click(),
    n: () => turnPage("next"),
    p: () => turnPage("prev"),
    "/": () => search.focus(),
    "?": () => help.showModal(),
  };

  list.addEventListener("keydown", (event) => {
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.altKey || event.metaKey || !onOff.checked) return;
    event.preventDefault();
    act();
  });
  onOff.checked = areOn();
  onOff.addEventListener("change", () => turn(onOff.checked));
  open.addEventListener("click", () => help.showModal());
  open.hidden = false;
  if (location.hash === "#stories") links[0].focus(); // from another page of the list
}
