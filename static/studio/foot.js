// The bar below: tabs, light or dark mode, and how long ago MPD answered.

import { part, write } from "./dom.js";
import { switchScheme } from "./scheme.js";
import { joinTabs } from "./tabs.js";
import { fill, wordsOf } from "./words.js";

/** Joins the panel to the console. */
export function mount(console) {
  const foot = console.panel("foot");
  const words = wordsOf(foot);
  const act = (name) => foot.querySelector(`[data-act="${name}"]`);
  console.showTab = joinTabs(console.body);
  const name = (scheme) => write(act("scheme"), scheme === "light" ? words.dark : words.light);
  name(document.documentElement.dataset.scheme);
  act("scheme").addEventListener("click", () => name(switchScheme()));
  console.on("tick", (at) => write(part(foot, "health"), health(console, words, at)));
}

function health({ state, heardAt }, words, at) {
  const version = state?.mpd.version;
  const name = version ? fill(words.mpd, { version }) : "";
  if (heardAt === null) return name;
  const seconds = Math.max(0, (at - heardAt) / 1000);
  const since =
    seconds < 120
      ? fill(words.answered, { seconds: seconds < 10 ? seconds.toFixed(1) : Math.round(seconds) })
      : fill(words.minutes, { minutes: Math.round(seconds / 60) });
  return [name, since].filter(Boolean).join(", ");
}
