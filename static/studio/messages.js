// The panel “Messages”: what listeners write to the studio, and approved replies to stories.

import { Latest } from "./latest.js";
import { MessageActs } from "./messages_acts.js";
import { mountKeys } from "./messages_keys.js";
import { MessagesPoll } from "./messages_poll.js";
import { drawMessage } from "./messages_row.js";
import { mark, part, show, write } from "./dom.js";
import { copyOf, read, redraw, refuse } from "./panel.js";
import { counted, wordsOf } from "./words.js";

const PAUSE = 250; // ms after the last letter of a search

/** Joins the panel to the console; the practice studio has no messages. */
export function mount(console) {
  if (!part(console.panel("messages"), "list")) return;
  const messages = new Messages(console);
  messages.acts = new MessageActs(messages);
  mountKeys(messages);
  messages.poll = new MessagesPoll(messages);
  messages.poll.start();
}

class Messages {
  shown = "messages";
  #lists = { messages: [], replies: [], spam: [] };
  #newest = null; // the number of the newest message seen
  #typing;
  #latest = new Latest();

  constructor(console) {
    const panel = console.panel("messages");
    Object.assign(this, { console, panel, words: wordsOf(panel) });
    this.list = part(panel, "list");
    this.search = part(panel, "search").querySelector("input");
    part(panel, "choices").addEventListener("click", ({ target }) => {
      if (target.value) this.choose(target.value);
    });
    this.search.addEventListener("input", () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.loadReplies(), PAUSE);
    });
  }

  /** The rows of the list that is shown. */
  get rows() {
    return this.#lists[this.shown];
  }

  /** The row of an element of the list. */
  rowOf(item) {
    return this.rows.find(({ id }) => String(id) === item?.dataset.key);
  }

  /** Shows messages, replies or spam. */
  choose(name) {
    this.shown = name;
    this.say("");
    for (const button of part(this.panel, "choices").children) {
      mark(button, "aria-pressed", String(button.value === name));
    }
    part(this.panel, "search").hidden = name !== "replies";
    part(this.panel, "how").hidden = name === "spam";
    this.list.replaceChildren(); // numbers of messages and replies may be the same
    this.draw();
    if (name === "replies") this.loadReplies();
  }

  /** Takes the messages of an answer. */
  take({ rows = [], spam = [], new: count = 0 }) {
    Object.assign(this.#lists, { messages: rows, spam });
    const badge = document.querySelector('[data-part="new-messages"]');
    badge.hidden = count === 0;
    write(badge.firstElementChild, String(count));
    this.#announce(rows);
    this.draw();
  }

  /** Reads the replies anew: the newest, or those found. */
  async loadReplies() {
    const query = new URLSearchParams({ q: this.search.value.trim() });
    try {
      const address = `${this.console.address}replies.json?${query}`;
      const answer = await this.#latest.of((signal) => read(address, this.words, signal));
      if (!answer) return;
      this.#lists.replies = answer.rows ?? [];
      this.draw();
    } catch (failure) {
      refuse(this.console, this.search, failure.message);
    }
  }

  /** Takes one row of the list `name` that was changed; it may belong to another list now. */
  changed(row, name) {
    const rows = this.#lists[name].map((one) => (one.id === row.id ? row : one));
    const isIn = ({ state }) => name === "replies" || (state === "spam") === (name === "spam");
    this.#lists[name] = rows.filter(isIn);
    this.draw();
    if (name === "replies") this.loadReplies();
    this.poll.again();
  }

  /** Says what was done. */
  say(text) {
    write(part(this.panel, "note"), text);
  }

  draw() {
    const make = () => copyOf(this.panel, "message");
    const draw = (item, row) => drawMessage(item, row, this);
    redraw(this.list, this.rows, { keyOf: ({ id }) => id, make, draw });
    const { empty, empty_replies: replies, empty_spam: spam } = this.words;
    const words = { messages: empty, replies, spam }[this.shown];
    show(part(this.panel, "empty"), this.rows.length ? "" : words);
    this.list.dispatchEvent(new Event("drawn"));
  }

  #announce(rows) {
    const before = this.#newest;
    this.#newest = Math.max(before ?? 0, ...rows.map(({ id }) => id));
    if (before === null) return;
    const arrived = rows.filter(({ id }) => id > before).length;
    if (arrived) this.console.say(counted(this.words, "arrived", arrived));
  }
}
