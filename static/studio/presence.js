// Says every half minute that somebody has this console open, and touched it or did not.

import { request } from "./requests.js";

const EVERY = 30_000;

/** Starts it. */
export function saySo(console) {
  let active = true;
  for (const kind of ["keydown", "pointerdown"]) {
    document.addEventListener(kind, () => (active = true), { passive: true });
  }
  const say = async () => {
    const sent = active;
    active = false;
    const { status } = await request("POST", `${console.address}presence`, { active: sent });
    if (status === 0 && sent) active = true;
    setTimeout(say, EVERY);
  };
  say();
}
