// A figure as the editor shows it, with a panel for its required and other texts.

import { address } from "./address.js";
import { part } from "./parts.js";

let count = 0;

/**
 * The view of nodes called `name`. `show(dom, attributes)` draws the figure and returns
 * {missing, called}: true if its required text is missing, and its name.
 */
export const figureView = (name, show) => ({ node: first, editor, getPos }) => {
  let node = first;
  const dom = part(name);
  const panel = dom.querySelector("[data-panel]");
  const [details, summary] = [panel.querySelector("details"), panel.querySelector("summary")];
  const words = summary.textContent;
  const missing = panel.querySelector("[data-missing]");
  missing.id = `figure-words-${++count}`;
  const fields = [...panel.querySelectorAll("[data-field]")];
  fields[0].setAttribute("aria-describedby", missing.id);

  const draw = () => {
    const seen = show(dom, node.attrs);
    missing.hidden = !seen.missing;
    fields[0].setAttribute("aria-invalid", String(seen.missing));
    dom.toggleAttribute("data-wrong", seen.missing);
    summary.textContent = seen.called ? `${words}: ${seen.called}` : words;
    for (const field of fields) {
      if (field === document.activeElement) continue;
      if (field.type === "checkbox") field.checked = node.attrs[field.dataset.field] === true;
      else field.value = node.attrs[field.dataset.field];
    }
    fields[0].disabled = node.attrs.decorative === true;
  };

  panel.addEventListener("input", ({ target: { dataset, type, checked, value } }) => {
    const given = type === "checkbox" ? checked : dataset.field === "href" ? address(value) : value;
    if (given === null) return;
    editor.view.dispatch(editor.state.tr.setNodeAttribute(getPos(), dataset.field, given));
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  });
  panel.addEventListener("click", ({ target }) => {
    if (target.matches("[data-remove]")) remove(editor, getPos(), node);
    if (target.matches("[data-move]")) move(editor, getPos(), node, Number(target.dataset.move));
  });

  draw();
  details.open = dom.hasAttribute("data-wrong");
  return {
    dom,
    update(next) {
      if (next.type !== node.type) return false;
      node = next;
      draw();
      return true;
    },
    stopEvent: ({ target }) => panel.contains(target) || target.matches?.("audio"),
    ignoreMutation: () => true,
  };
};

function remove(editor, at, node) {
  editor.view.dispatch(editor.state.tr.delete(at, at + node.nodeSize));
  editor.view.focus();
}

/** Moves the figure before or after its neighbour; the focus stays on the same button. */
function move(editor, at, node, step) {
  const place = editor.state.doc.resolve(at);
  const neighbour = step < 0 ? place.nodeBefore : place.parent.maybeChild(place.index() + 1);
  if (!neighbour) return;
  const to = step < 0 ? at - neighbour.nodeSize : at + neighbour.nodeSize;
  editor.view.dispatch(editor.state.tr.delete(at, at + node.nodeSize).insert(to, node));
  const moved = editor.view.nodeDOM(to);
  moved.querySelector("details").open = true;
  moved.querySelector(`[data-move="${step}"]`).focus();
}
