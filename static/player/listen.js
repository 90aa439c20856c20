// The buttons that start and stop the stream, and its status.

const each = (selector, change) => document.querySelectorAll(selector).forEach(change);

/** Replaces the links to the stream by buttons for `sound`; `say(text)` announces text. */
export function joinButtons(sound, words, say) {
  const show = () => {
    each("[data-listen-link]", (link) => (link.hidden = true));
    each("[data-listen]", (button) => {
      button.hidden = false;
      button.dataset.state = sound.state;
      button.dataset.wanted = sound.wanted;
      button.querySelector("[data-label]").textContent = sound.wanted ? words.stop : words.listen;
    });
  };
  document.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-listen]")) return;
    if (sound.wanted) sound.stop();
    else sound.start();
  });
  sound.addEventListener("change", () => {
    show();
    say(words.sound[sound.state] ?? "");
  });
  show();
}
