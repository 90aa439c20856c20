// The panel “Log”.

/** Joins the panel to the console. */
export function mount() {}
