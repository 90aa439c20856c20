// The library's dialog for pictures and clips: search, choose, upload.

import { part } from "./parts.js";
import { upload } from "./upload.js";

const PAUSE = 250; // ms after the last letter of a search

/** Opens the library of `kind` ("picture", "clip"); passes chosen records to `use`. */
export function openLibrary(kind, { several }, use) {
  const dialog = part(`${kind}-library`);
  const find = (name) => dialog.querySelector(`[data-${name}]`);
  const [found, choose, more] = [find("found"), find("choose"), find("more")];
  const search = dialog.querySelector("[type=search]");
  const chosen = new Map();
  let page = 1;
  let asked = 0;

  const draw = () => (choose.disabled = chosen.size === 0);

  function toggle(record, button) {
    const isChosen = !chosen.has(record.id);
    if (!several) {
      chosen.clear();
      for (const other of found.querySelectorAll("[aria-pressed=true]")) other.ariaPressed = "false";
    }
    if (isChosen) chosen.set(record.id, record);
    else chosen.delete(record.id);
    button.ariaPressed = String(isChosen);
    draw();
  }

  const entry = (record) => {
    const item = document.createElement("li");
    item.dataset.record = record.id;
    const button = SHOWN[kind](record);
    button.type = "button";
    button.ariaPressed = String(chosen.has(record.id));
    button.addEventListener("click", () => toggle(record, button));
    item.append(button);
    return item;
  };

  const shown = ({ id }) => found.querySelector(`[data-record="${id}"]`);

  async function look(from) {
    const turn = (asked += 1);
    if (from === 1) more.hidden = true; // it would go on with what is not shown yet
    const query = new URLSearchParams({ q: search.value, page: from });
    const answer = await ask(`${dialog.dataset.address}?${query}`);
    if (turn !== asked) return;
    find("none").textContent = answer ? "" : dialog.dataset.lost;
    if (!answer) return;
    const records = answer[`${kind}s`];
    // What is chosen stays in sight: it may have been uploaded since the list was requested.
    if (from === 1) found.replaceChildren(...[...chosen.values()].map(entry));
    found.append(...records.filter((record) => !shown(record)).map(entry));
    if (!records.length) {
      find("none").textContent = search.value.trim() ? dialog.dataset.unmatched : dialog.dataset.empty;
    }
    page = answer.next_page;
    more.hidden = !page;
  }

  async function take(files) {
    for (const file of files) {
      const answer = await upload(file, {
        address: dialog.dataset.address,
        fields: fieldsOf(dialog, file),
        list: find("uploads"),
        words: dialog.dataset,
      });
      for (const record of answer ? (answer[`${kind}s`] ?? [answer]) : []) {
        shown(record)?.remove();
        chosen.delete(record.id);
        const item = entry(record);
        find("none").textContent = "";
        found.prepend(item);
        toggle(record, item.firstElementChild);
      }
    }
  }

  let timer;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE, 1);
  });
  more.addEventListener("click", () => look(page));
  choose.addEventListener("click", () => {
    dialog.close();
    use([...chosen.values()]);
  });
  dialog.querySelector("[type=file]").addEventListener("change", async ({ target }) => {
    const files = [...target.files];
    target.value = "";
    await take(files);
  });
  dialog.addEventListener("dragover", (event) => event.preventDefault());
  dialog.addEventListener("drop", (event) => {
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
  find("close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  look(1);
}

const ask = (address) =>
  fetch(address, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(8000) })
    .then((answer) => (answer.ok ? answer.json() : null))
    .catch(() => null);

/** The fields sent with a file: a clip's title and transcript. */
function fieldsOf(dialog, file) {
  const title = dialog.querySelector("[data-title]");
  if (!title) return {};
  const transcript = dialog.querySelector("[data-transcript]");
  const fields = { title: title.value.trim() || file.name.replace(/\.\w+$/, ""), transcript: transcript.value };
  title.value = transcript.value = "";
  return fields;
}

const SHOWN = {
  picture({ thumbnail, alternative_text: words, filename }) {
    const button = document.createElement("button");
    const image = document.createElement("img");
    image.src = thumbnail;
    image.alt = words || filename;
    image.loading = "lazy";
    button.append(image);
    button.title = words || filename;
    return button;
  },
  clip({ title, seconds }) {
    const button = document.createElement("button");
    const length = document.createElement("span");
    const whole = Math.round(seconds);
    length.textContent = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
    button.append(title, length);
    return button;
  },
};
