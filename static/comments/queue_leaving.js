// Leaving the page: first every request is answered, so that no act is lost.

/** Joins the page's links, and returns a function that opens an address in that way. */
export function leaving(requests) {
  const leave = async (address) => {
    await requests.settled();
    const to = new URL(address, location.href);
    const isHere = to.pathname + to.search === location.pathname + location.search;
    if (!isHere) return location.assign(to);
    location.hash = to.hash;
    location.reload();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!requests.isBusy && !("reload" in link.dataset)) return;
    event.preventDefault();
    leave(link.href);
  });
  return leave;
}
