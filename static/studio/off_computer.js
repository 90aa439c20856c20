// The panel “Off the computer”.

/** Joins the panel to the console. */
export function mount() {}
