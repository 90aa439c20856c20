// Who has the desk, in words: who took it, or the presenters of the show on air together.

import { counted, fill } from "./words.js";

/** The sentence about `desk` of a state, for `console`. */
export function holderOf({ words, times, userId }, desk) {
  const { user_id: taker, user_ids: ids, name: who, show, until } = desk;
  if (!ids.length) return words.free;
  const isMineAlone = ids.length === 1 && ids[0] === userId;
  if (taker !== null || !until) return isMineAlone ? words.yours : fill(words.theirs, { who });
  const values = { who, show, time: times.short(until) };
  return isMineAlone ? fill(words.yours_until, values) : counted(words, "shared", ids.length, values);
}
