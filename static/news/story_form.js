// The form of a story or a page: its editor, where the set-up has brought one, and what helps.

import { joinArtists } from "./artists.js";
import { autosave } from "./autosave.js";
import { joinLeadPicture } from "./lead_picture.js";

const title = document.title;
const markTitle = (isUnsaved) => (document.title = isUnsaved ? `• ${title}` : title);
const form = document.querySelector("[data-story-form]");

if (form) {
  if (form.elements.artists) joinArtists(form);
  if (form.dataset.workingCopy) autosave(form, markTitle);
  joinLeadPicture(form);
}

for (const text of document.querySelectorAll("textarea[data-editor]")) {
  import("./editor/editor.js").then(({ mount }) => mount(text), () => {});
}
