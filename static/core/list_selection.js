// Selects records in a list: all on the page at once, with their number. A box that is disabled
// stands for a record that can no longer be selected.

const form = document.querySelector("[data-several]");

if (form) {
  const whole = form.querySelector("[data-pick-all]");
  const all = whole.querySelector("input");
  const picked = form.querySelector("[data-picked]");
  const boxes = () => [...form.querySelectorAll('[name="ids"]:enabled')];

  const show = () => {
    const count = boxes().filter((box) => box.checked).length;
    all.checked = count > 0 && count === boxes().length;
    all.indeterminate = count > 0 && !all.checked;
    picked.textContent = count ? picked.dataset.words.replace("{n}", count) : "";
  };

  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    show();
  });
  form.addEventListener("change", show);
  addEventListener("pageshow", show); // the browser may restore ticks
  whole.hidden = false;
  show();
}
