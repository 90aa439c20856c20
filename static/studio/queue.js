// The panel “queue”.

/** Joins the panel to the console. */
export function mount() {}
