// The week grid by keyboard: one link is in the tab order, and the arrows move by hour and day.

const grid = document.querySelector("[data-week-grid]");

if (grid) {
  const rows = [...grid.tBodies[0].rows].map((row) => [...row.cells].slice(1));
  const linksOf = (cell) => [...cell.querySelectorAll("a")];
  const column = (day) => rows.flatMap((row) => linksOf(row[day]));
  const all = [...grid.querySelectorAll("tbody a")];
  const placeOf = (link) => {
    const cell = link.closest("td");
    const hour = rows.findIndex((row) => row.includes(cell));
    return { hour, day: rows[hour].indexOf(cell) };
  };

  const choose = (link) => {
    for (const other of all) other.tabIndex = other === link ? 0 : -1;
  };
  const go = (link) => {
    if (!link) return;
    choose(link);
    link.focus();
  };
  const alongDay = (link, step) => {
    const links = column(placeOf(link).day);
    return links[links.indexOf(link) + step];
  };
  /** The nearest day in that direction that has this hour. */
  const across = (link, step) => {
    const { hour, day } = placeOf(link);
    for (let next = day + step; next >= 0 && next < 7; next += step) {
      const [first] = linksOf(rows[hour][next]);
      if (first) return first;
    }
    return null;
  };
  const edge = (link, step) => {
    let last = link;
    for (let next = link; next; next = across(next, step)) last = next;
    return last;
  };

  const forward = getComputedStyle(grid).direction === "rtl" ? -1 : 1;
  const moves = {
    ArrowDown: (link) => alongDay(link, 1),
    ArrowUp: (link) => alongDay(link, -1),
    ArrowRight: (link) => across(link, forward),
    ArrowLeft: (link) => across(link, -forward),
    Home: (link, isWhole) => (isWhole ? all[0] : edge(link, -1)),
    End: (link, isWhole) => (isWhole ? all.at(-1) : edge(link, 1)),
  };

  grid.setAttribute("role", "grid");
  choose(grid.querySelector("[data-now] a") ?? all[0]);
  grid.addEventListener("focusin", ({ target }) => all.includes(target) && choose(target));
  grid.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    const isOther = event.altKey || event.metaKey || event.shiftKey;
    if (!move || isOther || !all.includes(event.target)) return;
    event.preventDefault();
    go(move(event.target, event.ctrlKey));
  });
}
