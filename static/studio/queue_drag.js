// Moving a track of the queue by its grip, with a mouse, a pen or a finger.

/** Joins the rows in `body`; `drop(id, after)` is called when one was let go elsewhere. */
export function joinDrag(body, drop) {
  let dragged = null;
  let before = null; // the row before which it would be let go; null: at the end

  const rows = () => [...body.children].filter((row) => !row.hidden);
  const showTarget = () => {
    for (const row of rows()) row.classList.toggle("drop-before", row === before);
    body.classList.toggle("drop-last", dragged !== null && before === null);
  };
  const end = () => {
    dragged?.classList.remove("dragged");
    [dragged, before] = [null, null];
    body.classList.remove("drop-last");
    for (const row of rows()) row.classList.remove("drop-before");
  };

  body.addEventListener("pointerdown", (event) => {
    if (!event.target.matches(".grip") || event.button !== 0) return;
    event.preventDefault();
    event.target.setPointerCapture(event.pointerId);
    dragged = event.target.closest("tr");
    dragged.classList.add("dragged");
    before = dragged;
  });
  body.addEventListener("pointermove", ({ clientY }) => {
    if (!dragged) return;
    before = rows().find((row) => middle(row) > clientY) ?? null;
    showTarget();
  });
  body.addEventListener("pointerup", () => {
    if (!dragged) return;
    const [row, previous] = [dragged, before ? before.previousElementSibling : body.lastElementChild];
    const stays = before === row || previous === row;
    end();
    if (!stays) drop(Number(row.dataset.id), previous ? Number(previous.dataset.id) : null);
  });
  body.addEventListener("pointercancel", end);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && dragged && end());
}

function middle(row) {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}
