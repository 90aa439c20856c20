// What cannot be undone takes a second press within three seconds.

const PATIENCE = 3000;

/** Returns a function to call at each press: it is true at the second one for the same rows, and
 *  tells the moderator at the first. */
export function twice(tell) {
  let asked = "";
  let timer = null;
  return (rows) => {
    const now = rows.map((row) => row.dataset.comment).join();
    clearTimeout(timer);
    const isSure = asked === now;
    asked = isSure ? "" : now;
    if (!isSure) {
      timer = setTimeout(() => (asked = ""), PATIENCE);
      tell();
    }
    return isSure;
  };
}
