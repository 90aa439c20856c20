// What cannot be undone takes a second press within three seconds.

const PATIENCE = 3000;

/** Returns a function to call at each press: it is true at the second one for the same rows, and
 *  tells the moderator at the first. Once another message `isCovering` that, it is told again. */
export function twice(tell, isCovering) {
  let asked = "";
  let timer = null;
  return (rows) => {
    const now = rows.map((row) => row.dataset.comment).join();
    clearTimeout(timer);
    const isSure = asked === now && !isCovering();
    asked = isSure ? "" : now;
    if (!isSure) {
      timer = setTimeout(() => (asked = ""), PATIENCE);
      tell();
    }
    return isSure;
  };
}
