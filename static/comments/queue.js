// The moderation queue with a script: acts without leaving the page, keys, undo, colleagues' acts.

import { Acts } from "./queue_acts.js";
import { Changes } from "./queue_changes.js";
import { joinKeys, printKeys } from "./queue_keys.js";
import { leaving } from "./queue_leaving.js";
import { joinMenus } from "./queue_menus.js";
import { Reasons } from "./queue_reasons.js";
import { Requests } from "./queue_requests.js";
import { Rows } from "./queue_rows.js";
import { Toast } from "./queue_toast.js";
import { twice } from "./queue_twice.js";
import { Underway } from "./queue_underway.js";
import { Undo } from "./queue_undo.js";

const list = document.querySelector("[data-queue]");
const SEVERAL = {
  approval: "approve",
  rejection: "reject",
  spam: "spam",
  block: "block",
  closure: "close",
  deletion: "delete",
};

function mount() {
  const find = (name) => document.querySelector(`[data-queue-${name}]`);
  const form = list.closest("form");
  const foot = find("foot");
  const words = JSON.parse(foot.dataset.words);
  const end = find("end");
  const rows = new Rows(list, end);
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const requests = new Requests(form, words, token);
  const underway = new Underway();
  const undo = new Undo();
  const toast = new Toast(document.querySelector("[data-moderation-toast]"), () => {
    acts.undoLast();
  });
  const missing = () => changes.offer(words.changed);
  const undoAddress = list.dataset.undo;
  const queue = { form, rows, requests, underway, undo, toast, words, undoAddress, missing };
  const acts = new Acts(queue);
  const changes = new Changes(queue, find("notice"), {
    address: list.dataset.changes,
    last: list.dataset.last,
    newest: list.dataset.newest,
  });
  const isSure = twice(
    () => toast.show(words.press_again),
    () => toast.words !== words.press_again,
  );

  const reject = (chosen, reason) => acts.run("reject", chosen, [["reason", reason]]);
  const reasons = new Reasons(find("reasons"), reject);
  const press = (act, chosen, place, reason = "") => {
    const able = acts.able(act, chosen);
    if (!able.length) return;
    if (act === "reject" && reason) reject(able, reason);
    else if (act === "reject") reasons.ask(place, able);
    else if (act !== "delete" || isSure(able)) acts.run(act, able);
  };
  const leave = leaving(requests);

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    const row = button?.closest("[data-comment]");
    const act = row ? button.dataset.act : SEVERAL[button?.value];
    if (!act) return;
    event.preventDefault();
    const place = row ? button.closest("article") : button.parentElement;
    press(act, row ? [row] : rows.selected(), place, reasonBeside(button));
  });
  const search = document.querySelector("[data-list-search]");
  const tell = (said) => said && toast.show(said);
  printKeys(list);
  joinMenus(list);
  joinKeys([form, end, toast.element], { rows, acts, press, tell, leave, search });
  if (undo.last()) toast.show(undo.last().words, undo.last().left);
  if (location.hash === "#queue") rows.focus(rows.open()[0]);
}

/** The reason that is typed beside a button. */
function reasonBeside(button) {
  return button.closest("[role=group]")?.querySelector('[name^="reason"]')?.value ?? "";
}

if (list) mount();
