// Requests that change something: one fetch each, never repeated by themselves.

const token = document.querySelector("meta[name=csrf-token]").content;
const TIMEOUT = 20_000;

/** Sends a request; returns {status, body, heardAt}. Status 0: no answer. 401: signed out.
 *  `heardAt`: when MPD was read for the answer, in the server's milliseconds, or null. */
export async function request(method, address, body, tag) {
  const isForm = body instanceof FormData;
  const headers = { "X-CSRFToken": token, Accept: "application/json" };
  if (tag !== undefined) headers["If-Match"] = `"${tag}"`; // "": before MPD was heard
  if (body !== undefined && !isForm) headers["Content-Type"] = "application/json";
  const content = body === undefined || isForm ? body : JSON.stringify(body);
  const signal = AbortSignal.timeout(TIMEOUT);
  try {
    const answer = await fetch(address, { method, headers, body: content, redirect: "manual", signal });
    if (answer.type === "opaqueredirect") return { status: 401, body: {} };
    const heardAt = Date.parse(answer.headers.get("Last-Heard")) || null;
    return { status: answer.status, body: await parsed(answer), heardAt };
  } catch {
    return { status: 0, body: {} };
  }
}

async function parsed(answer) {
  if (!answer.headers.get("Content-Type")?.includes("json")) return {};
  return (await answer.json()) ?? {};
}
