// The sheet of all keys.

/** Opens it. */
export function openHelp() {}
