// The dialog for the address of a link in the text, or of a card.

import { address } from "./address.js";
import { part } from "./parts.js";

/** Asks for the selection's address, and sets or removes the link. */
export function askForLink(editor) {
  const { href } = editor.getAttributes("link");
  const words = editor.state.doc.textBetween(editor.state.selection.from, editor.state.selection.to);
  ask({ href: href ?? address(words) ?? "", withTitle: false, canUnlink: Boolean(href) }, (given) => {
    editor.view.focus();
    const chain = editor.chain().extendMarkRange("link");
    if (!given) chain.unsetMark("link").run();
    else if (editor.state.selection.empty && !href) {
      const text = { type: "text", text: given.href, marks: [{ type: "link", attrs: { href: given.href } }] };
      editor.chain().focus().insertContent(text).run();
    } else chain.setMark("link", { href: given.href }).run();
  });
}

/** Asks for a card's address and title, and passes both to `use`. */
export const askForCard = (use) => ask({ href: "", withTitle: true, canUnlink: false }, use);

function ask({ href, withTitle, canUnlink }, use) {
  const dialog = part("link-dialog");
  const form = dialog.querySelector("form");
  const wrong = dialog.querySelector("[data-wrong]");
  const unlink = dialog.querySelector("[data-unlink]");
  form.elements.href.value = href;
  form.querySelector("[data-title-field]").hidden = !withTitle;
  unlink.hidden = !canUnlink;
  form.addEventListener("submit", (event) => {
    const given = address(form.elements.href.value);
    const isWhole = given && (!withTitle || /^https?:/i.test(given));
    wrong.hidden = Boolean(isWhole);
    form.elements.href.ariaInvalid = String(!isWhole);
    if (isWhole) return end({ href: given, title: form.elements.title.value.trim() });
    event.preventDefault();
    form.elements.href.focus();
  });
  unlink.addEventListener("click", () => end(null));
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();

  function end(given) {
    dialog.close();
    use(given);
  }
}
