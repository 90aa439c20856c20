// The editor's parts and words, as the page's templates hold them.

/** A fresh copy of the part called `name`. */
export const part = (name) =>
  document.importNode(
    document.querySelector(`template[data-part="${name}"]`).content.firstElementChild,
    true,
  );

/** `words` with each {name} replaced by what `values` has for it. */
export const fill = (words, values) => words.replace(/{(\w+)}/g, (_, name) => values[name] ?? "");
