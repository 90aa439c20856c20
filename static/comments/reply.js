// Opens the reply form where the reader clicks, and sends it without leaving the page,
// so that the stream plays on. Without this script the form is a page of its own.

const PATIENCE = 20_000;
let asked = 0; // forms so far: only the one that was asked for last is shown

document.addEventListener("click", (event) => {
  const close = event.target.closest("[data-reply-close]");
  if (close) return shut(close.closest("[data-reply-form]"));
  const link = event.target.closest("[data-reply-link]");
  const plain = !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain) return;
  event.preventDefault();
  open(link);
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-thread] [data-reply-form]");
  if (!form) return;
  event.preventDefault();
  if (form.ariaBusy !== "true") send(form);
});

/** Fetches the form behind `link` and shows it there, with the text typed before; not while that is
 *  sent. */
async function open(link) {
  if (document.querySelector('[data-reply-form][aria-busy="true"]')) return;
  const turn = (asked += 1);
  const page = await ask(link.href).then(parsed, () => null);
  if (turn !== asked) return;
  const form = page?.querySelector("[data-reply-form]");
  const typed = document.querySelector("[data-thread] [data-reply-form]");
  if (!form && typed) return say(typed, page?.querySelector("h1")?.textContent ?? typed.dataset.lost);
  if (!form) return location.assign(link.href);
  if (typed) carry(typed, form);
  typed?.remove();
  (link.closest("article") ?? link.closest("p")).after(inPlace(form));
  form.elements.text.focus();
}

/**
 * Sends `form` and shows the response: the thread, a notice, or the form with its errors.
 * A form that is too long for the station, or for its proxy, stays as it is.
 */
async function send(form) {
  const body = new URLSearchParams(new FormData(form));
  if (String(body).length > form.dataset.most) return say(form, form.dataset.tooLong);
  asked += 1; // what was asked for before stays away
  hold(form, true);
  try {
    const answer = await ask(form.action, { method: "POST", body });
    if (answer.status === 413) say(form, form.dataset.tooLong);
    else show(form, parsed(answer), answer.url);
  } catch {
    say(form, form.dataset.lost);
  }
  hold(form, false);
}

/** Makes the fields read-only while the form is sent, since the response replaces them. */
function hold(form, isSent) {
  form.ariaBusy = String(isSent);
  for (const field of form.elements) field.readOnly = isSent;
}

const ask = async (address, options = {}) => {
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE), ...options });
  return { url: answer.url, status: answer.status, text: await answer.text() };
};

const parsed = ({ text }) => new DOMParser().parseFromString(text, "text/html");

function show(form, page, address) {
  const again = page.querySelector("[data-reply-form]");
  const thread = page.querySelector("[data-thread]");
  const outcome = page.querySelector("[data-reply-outcome]");
  if (again) {
    form.replaceWith(inPlace(again));
    (again.querySelector("[aria-invalid]") ?? again.querySelector("[data-reply-notice]")).focus();
  } else if (thread) {
    document.querySelector("[data-thread]").replaceWith(thread);
    const count = page.querySelector("[data-opinion-count]");
    document.querySelector("[data-opinion-count]")?.replaceWith(count);
    const number = new URL(address).searchParams.get("c");
    history.replaceState(null, "", `${address}#comment-${number}`);
    thread.querySelector(`#comment-${number}`)?.focus();
  } else if (outcome) {
    outcome.className = "outcome";
    form.replaceWith(inPlace(outcome));
    outcome.querySelector("h3").focus();
  } else {
    say(form, form.dataset.lost);
  }
}

/** Fits a part of another page into this one: its title becomes an h3. */
function inPlace(part) {
  const title = part.querySelector("h1");
  const heading = document.createElement("h3");
  for (const { name, value } of title.attributes) heading.setAttribute(name, value);
  heading.append(...title.childNodes);
  title.replaceWith(heading);
  part.querySelector("[data-reply-close]")?.removeAttribute("hidden");
  return part;
}

function carry(from, to) {
  for (const { name, value, type, checked } of from.elements) {
    if (type === "checkbox" && to.elements[name]) to.elements[name].checked = checked;
    else if (type !== "hidden" && name && to.elements[name]) to.elements[name].value = value;
  }
}

function say(form, text) {
  let notice = form.querySelector("[data-reply-notice]");
  if (!notice) {
    notice = document.createElement("p");
    notice.className = "error";
    notice.role = "alert";
    notice.tabIndex = -1;
    notice.dataset.replyNotice = "";
    form.querySelector("[data-reply-title]").after(notice);
  }
  notice.textContent = text;
  form.hidden = false;
  notice.focus();
}

/** Hides the form; the typed text is there when it is opened again. */
function shut(form) {
  form.hidden = true;
  form.previousElementSibling.querySelector("[data-reply-link]")?.focus();
}
