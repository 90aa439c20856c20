// Sends one file, with its progress, which fetch() does not tell.

const token = document.querySelector("meta[name=csrf-token]").content;

/** Sends `file` to `address`, calls `onProgress(part of 1)`; returns the answer's body with its
 *  status, which is 0 when there was none. */
export function sendFile(address, file, onProgress) {
  const body = new FormData();
  body.append("file", file);
  const request = new XMLHttpRequest();
  request.open("POST", address);
  request.setRequestHeader("Accept", "application/json");
  request.setRequestHeader("X-CSRFToken", token);
  request.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => {
    if (lengthComputable) onProgress(loaded / total);
  });
  return new Promise((resolve) => {
    request.addEventListener("loadend", () => {
      resolve({ ...parsed(request.responseText), status: request.status });
    });
    request.send(body);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
