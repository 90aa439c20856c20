// The form of a story: its editor, autosave, artists and picture.

import "../editor/mount.js";
import { autosave } from "../editor/autosave.js";
import { joinPictureField } from "../editor/picture_field.js";
import { joinArtists } from "./artists.js";

const title = document.title;
const markTitle = (isUnsaved) => (document.title = isUnsaved ? `• ${title}` : title);
const form = document.querySelector("[data-story-form]");

if (form) {
  if (form.elements.artists) joinArtists(form);
  if (form.dataset.workingCopy) autosave(form, markTitle);
  joinPictureField(form);
}
