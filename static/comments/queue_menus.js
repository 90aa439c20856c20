/** More acts of a row: one menu is open at a time, and Escape closes it. */
export function joinMenus(list) {
  const opened = () => list.querySelectorAll("details[open]");
  list.addEventListener(
    "toggle",
    ({ target }) => {
      if (!target.open) return;
      for (const other of opened()) other.open = other === target;
    },
    true, // this event does not bubble
  );
  list.addEventListener("keydown", (event) => {
    const menu = event.target.closest("details[open]");
    if (event.key !== "Escape" || !menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
