// Asks the browser for a passkey when the page loads, and sends its answer with the form.
// (Some browsers need a click on a button first.)

const form = document.querySelector("[data-passkey]");
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
const known = (list = []) => list.map((key) => ({ ...key, id: bytes(key.id) }));

async function created(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: known(options.excludeCredentials),
  };
  const key = await navigator.credentials.create({ publicKey });
  return answer(key, {
    attestationObject: text(key.response.attestationObject),
    clientDataJSON: text(key.response.clientDataJSON),
    transports: key.response.getTransports?.() ?? [],
  });
}

async function used(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: known(options.allowCredentials),
  };
  const key = await navigator.credentials.get({ publicKey });
  return answer(key, {
    authenticatorData: text(key.response.authenticatorData),
    clientDataJSON: text(key.response.clientDataJSON),
    signature: text(key.response.signature),
    userHandle: key.response.userHandle ? text(key.response.userHandle) : null,
  });
}

function answer(key, response) {
  return JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, response });
}

function say(what) {
  const words = form.querySelector(`[data-passkey-${what}]`);
  form.querySelector("[data-passkey-status]").textContent = words.textContent;
}

async function ask() {
  if (!window.PublicKeyCredential) return say("unknown");
  const options = JSON.parse(form.dataset.options);
  try {
    form.elements.credential.value = await (form.dataset.passkey === "create" ? created : used)(options);
    form.submit();
  } catch (error) {
    say({ SecurityError: "unknown", InvalidStateError: "held" }[error.name] ?? "failed");
  }
}

form.querySelector("[data-passkey-again]").addEventListener("click", ask);
ask();
