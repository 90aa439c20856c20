// The form of a show or a presenter: its editor and its picture.

import "../editor/mount.js";
import { joinPictureField } from "../editor/picture_field.js";

const form = document.querySelector("[data-show-form]");

if (form) joinPictureField(form);
