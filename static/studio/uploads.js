// The panel “Uploads”: files go up one by one; each then shows its tags, to be checked.

import { make, part, show, write } from "./dom.js";
import { copyOf, focus, hasFocus, nameOf, read, refuse, valuesOf } from "./panel.js";
import { length } from "./times.js";
import { sendFile } from "./upload_file.js";
import { fill, wordsOf } from "./words.js";

/** Joins the panel to the console. */
export function mount(console) {
  const panel = console.panel("uploads");
  const field = panel.querySelector("[type=file]");
  const drop = part(panel, "drop");
  const words = wordsOf(panel);
  let queue = Promise.resolve();
  const take = (files) => {
    for (const file of files) {
      const upload = new Upload(console, panel, words, file.name);
      queue = queue.then(() => upload.send(file));
    }
    field.value = "";
  };
  field.addEventListener("change", () => take([...field.files]));
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.dataset.over = "";
  });
  drop.addEventListener("dragleave", () => delete drop.dataset.over);
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    delete drop.dataset.over;
    take([...event.dataTransfer.files]);
  });
  listWaiting(console, panel, words);
}

/** Lists the uploads that wait since an earlier visit. */
async function listWaiting(console, panel, words) {
  try {
    const { rows } = await read(`${console.shared}library/uploads.json`, words);
    for (const row of rows) new Upload(console, panel, words, row.name).show(row);
  } catch ({ message }) {
    refuse(console, part(panel, "drop"), message);
  }
}

/** A file on its way into the library. */
class Upload {
  #lines = []; // of what it is a duplicate

  constructor(console, panel, words, name) {
    Object.assign(this, { console, panel, words, name });
    this.address = `${console.shared}library/uploads`;
    this.item = copyOf(panel, "upload");
    this.form = this.item.querySelector("form");
    this.bar = this.item.querySelector("progress");
    write(part(this.item, "name"), name);
    this.bar.setAttribute("aria-label", name);
    this.#say(words.waiting);
    part(panel, "list").append(this.item);
    part(panel, "empty").hidden = true;
    this.form.addEventListener("submit", (event) => this.#add(event));
    const discard = this.item.querySelector("[data-act=discard]");
    discard.addEventListener("click", () => this.#discard(discard));
  }

  /** Sends the file, and shows what the site read in it. */
  async send(file) {
    this.#say(this.words.sending);
    const answer = await sendFile(this.address, file, (part_) => {
      this.bar.value = part_;
      if (part_ === 1) this.#say(this.words.checking);
    });
    if (answer.row) {
      this.show(answer.row);
      return this.#announce([this.words.check, ...this.#lines].join(" "));
    }
    this.bar.remove();
    const words = [answer.error, answer.todo].filter(Boolean).join(" ");
    this.#say("");
    this.#fail(words || (answer.status ? this.words.untaken : this.words.failed));
  }

  /** Shows an upload that waits: its tags, and what the library has of it already. */
  show({ id, tags, duration, duplicates = [] }) {
    this.id = id;
    this.bar.remove();
    for (const field of this.form.querySelectorAll("input")) field.value = tags[field.name] ?? "";
    this.form.hidden = false;
    this.#lines = duplicates.map((one) => fill(this.words.duplicate, { text: one.text, name: nameOf(one) }));
    part(this.item, "duplicates").replaceChildren(
      ...this.#lines.map((textContent) => make("li", { dir: "auto", textContent })),
    );
    this.#say(`${fill(this.words.length, { length: length(duration) })}. ${this.words.check}`);
  }

  async #add(event) {
    event.preventDefault();
    const options = { button: event.submitter };
    const address = `${this.address}/${this.id}`;
    const answer = await this.console.send("POST", address, valuesOf(this.form), options);
    if (answer) this.#end(answer.is_told === false ? this.words.untold : this.words.added);
  }

  async #discard(button) {
    const answer = await this.console.send("DELETE", `${this.address}/${this.id}`, undefined, { button });
    if (answer) this.#end(this.words.discarded);
  }

  #end(words) {
    const hadFocus = hasFocus(this.item);
    const next = this.item.nextElementSibling?.querySelector("form:not([hidden]) input");
    this.form.remove();
    part(this.item, "duplicates").replaceChildren();
    this.#say(words);
    this.#announce(words);
    if (hadFocus) focus(next ?? part(this.item, "name"));
  }

  #say(words) {
    write(part(this.item, "state"), words);
  }

  #announce(words) {
    write(part(this.panel, "said"), `${this.name}: ${words}`);
  }

  #fail(words) {
    show(part(this.item, "error"), words);
    this.#announce(words);
  }
}
