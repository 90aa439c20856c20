// Keys for the newswire's inbox. Single letters work only while the focus is in the list, and can
// be turned off (WCAG 2.1.4), together with those of the other lists.

const KEPT = "list-keys";
const list = document.querySelector("[data-list-keys]");
const undo = document.querySelector("[data-undo]");

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
  const next = document.querySelector("[data-next]");
  const filter = document.querySelector("[data-list-filter]");
  const rows = [...list.children];

  const row = () => document.activeElement.closest("[data-list-keys] > li");
  const focus = (one) => {
    one.focus({ preventScroll: true });
    one.scrollIntoView({ block: "nearest" });
  };
  const move = (steps) => {
    const place = Math.max(0, Math.min(rows.indexOf(row()) + steps, rows.length - 1));
    focus(rows[place]);
  };
  const read = () => {
    const text = row()?.querySelector("[data-entry-text]");
    if (text) text.open = !text.open;
  };
  const following = (one) => one.nextElementSibling ?? one.previousElementSibling;
  const press = (key) => row()?.querySelector(`[data-key="${key}"]`)?.click();

  const acts = {
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    o: read,
    Enter: read,
    p: () => press("p"),
    d: () => press("d"),
    x: () => press("x"),
    z: () => (undo ?? row()?.querySelector('[data-key="z"]'))?.click(),
    "/": () => filter?.focus(),
    "?": () => help.showModal(),
  };

  list.addEventListener("keydown", (event) => {
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.altKey || event.metaKey || !onOff.checked) return;
    if (event.key === "Enter" && event.target !== row()) return; // a link or a button has its own
    event.preventDefault();
    act();
  });
  // After an act the list comes back with the focus on the entry that followed.
  list.addEventListener("click", (event) => {
    const one = event.target.closest("[data-key]")?.closest("li");
    if (one) next.value = following(one)?.id.replace("entry-", "") ?? "";
  });
  onOff.checked = areOn();
  onOff.addEventListener("change", () => turn(onOff.checked));
  open.addEventListener("click", () => help.showModal());
  open.hidden = false;
  for (const one of rows) one.tabIndex = 0;
  const begun = rows.find((one) => `#${one.id}` === location.hash);
  if (begun) focus(begun);
}
