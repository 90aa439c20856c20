// Sends a file to the station, with its progress in a list, and errors in words.

import { part } from "./parts.js";

/**
 * Sends `file` with `fields` to `address`; shows it in `list`; returns the JSON answer, or null
 * if it was refused (the list says why, in the `words` {lost, tooLarge, refused, signedOut}).
 */
export async function upload(file, { address, fields = {}, list, words }) {
  const row = part("upload");
  const progress = row.querySelector("progress");
  row.querySelector("[data-name]").textContent = file.name;
  progress.ariaLabel = file.name;
  list.append(row);
  const { status, body } = await send(address, { ...fields, file }, (part) => (progress.value = part));
  if (status === 201 && !body?.refused?.length) {
    const remark = body.pictures?.[0]?.remark;
    if (remark) progress.replaceWith(remark);
    else row.remove();
    return body;
  }
  progress.remove();
  row.querySelector("[data-error]").textContent = why(status, body, words);
  return status === 201 ? body : null;
}

function why(status, body, words) {
  const said = body?.refused?.[0]?.error ?? body?.error;
  if (said) return said;
  if (status === 0 || status >= 500) return words.lost;
  if (status === 413) return words.tooLarge;
  return status === 401 || status === 400 ? words.signedOut : words.refused;
}

/** {status, body}: status 0 without an answer. */
const send = (address, fields, tell) =>
  new Promise((done) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", document.querySelector("meta[name=csrf-token]").content);
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => tell(total ? loaded / total : 0));
    request.addEventListener("loadend", () => done({ status: request.status, body: request.response }));
    request.send(form);
  });
