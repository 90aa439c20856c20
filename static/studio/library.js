// The panel “Library”.

/** Joins the panel to the console. */
export function mount() {}
