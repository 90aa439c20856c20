// The panel “Uploads”.

/** Joins the panel to the console. */
export function mount() {}
