// Sends a working copy to the station; renews an expired token from the page itself.

const PATIENCE = 8000; // ms
const KEEPALIVE = 60_000; // bytes: browsers send no more once a page is gone

/** {status, savedAt} of a PUT of `copy` to `address`: 401 if signed out, 0 without an answer. */
export async function send(address, copy, { isLeaving = false } = {}) {
  const body = JSON.stringify(copy);
  const options = { keepalive: isLeaving && body.length < KEEPALIVE };
  const first = await put(address, body, options);
  if (first.status !== 400 && first.status !== 401) return first;
  const isSignedIn = await renewToken();
  return isSignedIn ? put(address, body, options) : { status: isSignedIn === null ? 0 : 401 };
}

async function put(address, body, options) {
  const token = document.querySelector("meta[name=csrf-token]").content;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    const answer = await fetch(address, { method: "PUT", body, headers, signal, ...options });
    const { saved_at: savedAt } = answer.ok ? await answer.json() : {};
    return { status: answer.ok ? 200 : answer.status, savedAt };
  } catch {
    return { status: 0 };
  }
}

/** Takes a page's present token. False if it asks to sign in, null if unreachable. */
async function renewToken() {
  try {
    const answer = await fetch("/desk/", { signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok || new URL(answer.url).pathname.startsWith("/account")) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("meta[name=csrf-token]").content;
    document.querySelector("meta[name=csrf-token]").content = token;
    for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token;
    return true;
  } catch {
    return null;
  }
}
