// The tabs of a narrow screen: one column is shown at a time (two on a tablet).

const wide = matchMedia("(width >= 48rem)");

/** Joins the tab bar; `body` says in data-tab which column is shown. */
export function joinTabs(body) {
  const tabs = [...document.querySelectorAll("[data-show]")];
  const show = (name) => {
    body.dataset.tab = name;
    for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.show === name));
  };
  for (const tab of tabs) {
    tab.addEventListener("click", () => {
      show(tab.dataset.show);
      scrollTo({ top: 0 });
    });
  }
  const settle = () => wide.matches && body.dataset.tab === "now" && show("queue");
  wide.addEventListener("change", settle);
  settle();
  return show;
}
