// What the buttons of a message do, and of its note.

import { mark } from "./dom.js";
import { copyOf, hasFocus, isAsSent, refuse, valuesOf } from "./panel.js";
import { pressTwice } from "./press_twice.js";
import { fill } from "./words.js";

const A_DAY = 86_400_000; // ms for which the log's panel can show a row

export class MessageActs {
  constructor(messages) {
    this.messages = messages;
    messages.list.addEventListener("click", (event) => this.#click(event));
  }

  /** Ties a message or reply to the open talk break, or unties it. */
  async read(item) {
    const { messages } = this;
    const { console, words } = messages;
    const row = messages.rowOf(item);
    const isOpen = console.state?.manual?.source === "talk";
    const near = item.querySelector('[data-act="read"]');
    if (!row.read && !isOpen && console.hasDesk) {
      const keys = { talk: console.keys.printed("talk"), read: console.keys.printed("read") };
      console.say(fill(words.no_talk, keys));
      return refuse(console, near, fill(words.no_talk, keys));
    }
    const where = messages.shown === "replies" ? "replies" : "messages";
    const path = `${where}/${row.id}/reading`;
    const method = row.read ? "DELETE" : "POST";
    const said = row.read ? words.said_unread : words.said_read;
    await this.#send(method, path, row, said, near, { needsDesk: true });
    console.emit("log-changed");
  }

  #click(event) {
    const moment = event.target.closest('[data-part="moment"]');
    if (moment) return this.#goTo(moment, event);
    const button = event.target.closest("[data-act]");
    const item = button?.closest("[data-row]");
    const row = item && this.messages.rowOf(item);
    if (!row) return;
    const { words } = this.messages;
    const isDone = row.state === "done";
    const acts = {
      read: () => this.read(item),
      done: () =>
        this.#send(isDone ? "DELETE" : "POST", `messages/${row.id}/done`, row,
          isDone ? words.said_reopen : words.said_done, button),
      unblock: () => this.#send("DELETE", `messages/${row.id}/block`, row, words.said_unblock, button),
      more: () => this.#toggle(item, row, button),
    };
    acts[button.dataset.act]?.();
  }

  /** Sends an act; its answer is the row as it is now. */
  async #send(method, path, row, said, button, { body = method === "DELETE" ? undefined : {}, ...options } = {}) {
    const { messages } = this;
    const { shown } = messages;
    const answer = await messages.console.send(method, path, body, { button, ...options });
    if (!answer?.row) return false;
    messages.say(fill(said, row));
    messages.console.say(fill(said, row));
    messages.changed(answer.row, shown);
    return true;
  }

  /** Shows the log's row, if the panel of the log has it; else the link leads to the playlist. */
  #goTo(link, event) {
    const item = link.closest("[data-row]");
    const { console } = this.messages;
    const { read } = this.messages.rowOf(item);
    if (event.ctrlKey || event.metaKey || console.clock.now() - Date.parse(read.at) > A_DAY) return;
    event.preventDefault();
    console.emit("log-row", read.row);
  }

  /** Opens or closes the note, the thanks and the block of a message. */
  #toggle(item, row, button) {
    const open = item.querySelector("form");
    mark(button, "aria-expanded", String(!open));
    if (open) return open.remove();
    const { messages } = this;
    const form = copyOf(messages.panel, "more");
    const act = (name) => form.querySelector(`[data-act="${name}"]`);
    const path = `messages/${row.id}`;
    form.elements.text.value = row.note;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#note(form, row, button);
    });
    act("thanks").hidden = !row.has_email || Boolean(row.thanked_by);
    act("thanks").addEventListener("click", async () => {
      const done = await this.#send("POST", `${path}/thanks`, row, messages.words.said_thanks, act("thanks"));
      if (done) this.#close(form, button);
    });
    const block = pressTwice(messages.console, act("block"), () =>
      this.#send("POST", `${path}/block`, row, messages.words.said_block, act("block")),
    );
    act("block").addEventListener("click", () => block());
    item.append(form);
    form.elements.text.focus();
  }

  async #note(form, row, button) {
    const sent = valuesOf(form);
    const body = { text: form.elements.text.value };
    const { words } = this.messages;
    const near = form.querySelector("[type=submit]");
    const done = await this.#send("PUT", `messages/${row.id}/note`, row, words.said_note, near, { body });
    if (done && isAsSent(form, sent)) this.#close(form, button);
  }

  #close(form, button) {
    const hadFocus = hasFocus(form);
    form.remove();
    mark(button, "aria-expanded", "false");
    if (hadFocus) button.focus();
  }
}
