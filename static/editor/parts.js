// The editor's parts and texts, from the page's templates.

/** A fresh copy of the part called `name`. */
export const part = (name) =>
  document.importNode(
    document.querySelector(`template[data-part="${name}"]`).content.firstElementChild,
    true,
  );

/** `words` with each {name} replaced by its value in `values`. */
export const fill = (words, values) => words.replace(/{(\w+)}/g, (_, name) => values[name] ?? "");
