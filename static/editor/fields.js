// The fields of a form as plain values, and back.

const APART = new Set(["csrf_token", "version"]);

/** {name: value} of `form`; a list if a name has several; no files, no token. */
export function read(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (APART.has(name) || typeof value !== "string") continue;
    fields[name] = name in fields ? [fields[name], value].flat() : value;
  }
  return fields;
}

/** Fills `form` with `fields`; unticks checkboxes that they do not name. */
export function fill(form, fields) {
  for (const field of form.elements) {
    const { name, type } = field;
    if (!name || APART.has(name) || ["file", "submit", "button"].includes(type)) continue;
    const given = [fields[name] ?? []].flat();
    if (type === "checkbox" || type === "radio") field.checked = given.includes(field.value);
    else if (type === "select-multiple") {
      for (const option of field.options) option.selected = given.includes(option.value);
    } else if (name in fields) field.value = given[0] ?? "";
    field.dispatchEvent(new Event("filled"));
  }
}

/** True if two readings of a form are equal. */
export const same = (one, other) => {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => String(one[name] ?? "") === String(other[name] ?? ""));
};
