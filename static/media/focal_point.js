// The focal point of a picture: a dot moved by clicks or arrow keys, with the frame of the crop.

const CROP = 3 / 2;
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

for (const form of document.querySelectorAll("[data-focus]")) mount(form);

function mount(form) {
  const stage = form.querySelector("[data-stage]");
  const image = stage.querySelector("img");
  const fields = [form.elements.focus_x, form.elements.focus_y];
  const frame = part(stage, "frame");
  const dot = part(stage, "dot");
  dot.tabIndex = 0;
  dot.setAttribute("role", "slider");
  dot.setAttribute("aria-label", form.dataset.label);
  dot.setAttribute("aria-valuemin", "0");
  dot.setAttribute("aria-valuemax", "100");

  const move = (x, y) => {
    [x, y].forEach((value, place) => (fields[place].value = clamped(Math.round(value))));
    draw();
  };
  const at = () => fields.map((field) => clamped(field.value === "" ? 50 : Number(field.value) || 0));

  function draw() {
    const [x, y] = at();
    const part = cropped(image.width / image.height || CROP);
    place(dot, x, y);
    place(frame, edge(x, part.width), edge(y, part.height), part);
    dot.setAttribute("aria-valuenow", String(x));
    dot.setAttribute("aria-valuetext", form.dataset.at.replace("{x}", x).replace("{y}", y));
  }

  image.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect();
    move((100 * (event.clientX - box.left)) / box.width, (100 * (event.clientY - box.top)) / box.height);
  });
  dot.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const wide = event.shiftKey ? 10 : 1;
    const [x, y] = at();
    move(x + step[0] * wide, y + step[1] * wide);
  });
  for (const field of fields) field.addEventListener("input", draw);
  image.addEventListener("load", draw);
  const hint = form.querySelector("[data-focus-hint]");
  hint.textContent = hint.dataset.focusHint;
  const centre = form.querySelector("[data-centre]");
  centre.hidden = false;
  centre.addEventListener("click", () => move(50, 50));
  draw();
}

function part(stage, name) {
  const element = document.createElement("span");
  element.className = name;
  stage.append(element);
  return element;
}

function clamped(value) {
  return Math.min(100, Math.max(0, value));
}

/** The crop's width and height in percent of a picture of that shape. */
function cropped(shape) {
  return { width: Math.min(100, (100 * CROP) / shape), height: Math.min(100, (100 * shape) / CROP) };
}

/** The start of the crop in percent: the focus is centred as far as the edges allow. */
function edge(focus, size) {
  return Math.min(100 - size, Math.max(0, focus - size / 2));
}

function place(element, left, top, size) {
  element.style.setProperty("left", `${left}%`); // the same in every language
  element.style.setProperty("top", `${top}%`);
  if (!size) return;
  element.style.setProperty("width", `${size.width}%`);
  element.style.setProperty("height", `${size.height}%`);
}
