// The names of the saved playlists, offered where a field asks for one.

import { make } from "./dom.js";

/** Fills the page's list of names from the site; an old list stays when it does not answer. */
export async function offerNames(console) {
  const answer = await fetch(`${console.address}playlists.json`).catch(() => null);
  const body = answer?.ok ? await answer.json().catch(() => ({})) : {};
  const options = (body.rows ?? []).map(({ name }) => make("option", { value: name }));
  if (options.length) document.querySelector("#saved-playlists").replaceChildren(...options);
}
