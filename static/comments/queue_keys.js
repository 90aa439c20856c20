// The keys of the queue. They act on the selected comments, or on the one that has the focus.

import { listKeys } from "../core/list_keys.js";
import { article, buttonOf, whatHappened } from "./queue_rows.js";

const PRINTED = { approve: "a", reject: "r", spam: "s", unapprove: "u", unreject: "u",
  unspam: "u", delete: "#", close: "c", open: "c", block: "b", unblock: "b", edit: "e", reply: "y" };

/** Prints the keys on the buttons of the rows. */
export function printKeys(list) {
  for (const button of list.querySelectorAll("[data-act]")) {
    const key = document.createElement("kbd");
    key.textContent = PRINTED[button.dataset.act] ?? keyToKeep(button);
    key.ariaHidden = "true";
    button.append(" ", key);
  }
}

/** A reported comment is kept by the key that would bring about the state that it has. */
function keyToKeep(button) {
  return buttonOf(button.closest("[data-comment]"), "approve") ? "r" : "a";
}

/** Joins the keys to `parts` of the page. */
export function joinKeys(parts, { rows, acts, press, tell, leave, search }) {
  const chosen = () => {
    const selected = rows.selected();
    return selected.length ? selected : [rows.current()].filter(Boolean);
  };
  const act = (...names) => () => {
    const name = names.find((one) => acts.able(one, chosen()).length);
    if (name) press(name, chosen(), article(rows.current() ?? chosen()[0]));
    else tell(chosen().map(whatHappened).find(Boolean));
  };
  const one = (...names) => () => {
    const row = rows.current();
    const name = row && names.find((each) => acts.able(each, [row]).length);
    if (name) press(name, [row], article(row));
  };
  const open = (name) => () => {
    const link = rows.current() && buttonOf(rows.current(), name);
    if (link) leave(link.href);
  };
  const select = (boxes) => {
    const checked = !boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = checked;
    boxes[0]?.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const boxes = (some) => some.map((row) => row.querySelector('[name="ids"]:enabled')).filter(Boolean);

  listKeys(parts, {
    j: () => rows.move(1),
    ArrowDown: () => rows.move(1),
    k: () => rows.move(-1),
    ArrowUp: () => rows.move(-1),
    a: act("approve", "keep"),
    r: act("reject", "keep"),
    s: act("spam"),
    u: one("unapprove", "unreject", "unspam"),
    "#": act("delete"),
    Delete: act("delete"),
    c: one("close", "open"),
    b: one("block", "unblock"),
    e: open("edit"),
    y: open("reply"),
    x: () => select(boxes([rows.current()].filter(Boolean))),
    "Shift+A": () => select(boxes(rows.open())),
    z: () => acts.undoLast(),
    "/": () => search.focus(),
  });
}
