// The words of a part of the page: they come with it as JSON, in the reader's language.

const rules = new Intl.PluralRules(document.documentElement.lang);

/** The words of `element`: the object in its data-words. */
export function wordsOf(element) {
  return JSON.parse(element.dataset.words ?? "{}");
}

/** `text` with each {name} replaced by its value. */
export function fill(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The words for so many: `name_one` where the language says one, else `name`. */
export function counted(words, name, count, values = {}) {
  const text = words[`${name}_${rules.select(count)}`] ?? words[name];
  return fill(text, { count: count.toLocaleString(document.documentElement.lang), ...values });
}
