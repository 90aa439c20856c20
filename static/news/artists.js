// Suggested artists: a ticked box is a line of the field "artists".

/** Connects each [data-add-artist] box of `form` to its field; only the field is sent and saved. */
export function joinArtists(form) {
  const field = form.elements.artists;
  const boxes = [...form.querySelectorAll("[data-add-artist]")];
  const names = () => field.value.split("\n").map((name) => name.trim()).filter(Boolean);
  const tick = () => boxes.forEach((box) => (box.checked = names().includes(box.value)));
  for (const box of boxes) {
    box.removeAttribute("name");
    box.addEventListener("change", () => {
      const others = names().filter((name) => name !== box.value);
      field.value = (box.checked ? [...others, box.value] : others).join("\n");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  for (const kind of ["input", "filled"]) field.addEventListener(kind, tick);
}
