// Small helpers for elements: they change only what is different, so that nothing flickers.

/** A new element with these properties, and what it holds. */
export function make(tag, properties = {}, ...children) {
  const { dataset = {}, ...rest } = properties;
  const element = Object.assign(document.createElement(tag), rest);
  Object.assign(element.dataset, dataset);
  element.append(...children);
  return element;
}

/** The element named `name` by its data-part, inside `root`. */
export function part(root, name) {
  return root.querySelector(`[data-part="${name}"]`);
}

/** Shows `text` in `element`, which is hidden without one. */
export function show(element, text) {
  write(element, text);
  if (element.hidden !== !text) element.hidden = !text;
}

/** Writes `text` into `element`, if it is another. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Sets an attribute, if it is another; null removes it. */
export function mark(element, name, value) {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}
