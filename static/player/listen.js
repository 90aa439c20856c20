// The buttons that start and stop the sound, and what is said of it.

/** Turns the links to the stream into buttons for `sound`; `say(text)` speaks to everyone. */
export function joinButtons(sound, words, say) {
  const button = document.querySelector("[data-listen]");
  document.querySelectorAll("[data-listen-link]").forEach((link) => (link.hidden = true));
  button.hidden = false;
  const toggle = () => (sound.wanted ? sound.stop() : sound.start());
  button.addEventListener("click", toggle);
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-listen-here]") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (!sound.wanted) sound.start();
  });
  sound.addEventListener("change", () => {
    button.setAttribute("aria-pressed", String(sound.wanted));
    button.setAttribute("aria-label", sound.wanted ? words.stop : words.listen);
    button.dataset.state = sound.state;
    say(words.sound[sound.state] ?? "");
  });
}
