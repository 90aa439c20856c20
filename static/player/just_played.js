// Closes the list of just played tracks by Escape, or by a click outside.

/** Connects `sheet`, a details element. */
export function joinSheet(sheet) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !sheet.open) return;
    sheet.open = false;
    sheet.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!sheet.contains(event.target)) sheet.open = false;
  });
}
