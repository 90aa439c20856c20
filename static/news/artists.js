// Names of artists that were found, each a button that adds it to the field.

/** Joins every [data-add-artist] button of the page to the field "artists" of `form`. */
export function joinArtists(form) {
  const field = form.elements.artists;
  for (const button of document.querySelectorAll("[data-add-artist]")) {
    button.addEventListener("click", () => {
      const names = field.value.split(",").map((name) => name.trim()).filter(Boolean);
      const added = button.dataset.addArtist;
      if (!names.includes(added)) field.value = [...names, added].join(", ");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      button.hidden = true;
      field.focus();
    });
  }
}
