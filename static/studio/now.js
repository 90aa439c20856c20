// The panel “now”.

/** Joins the panel to the console. */
export function mount() {}
