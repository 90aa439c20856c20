// The panel “Saved playlists”.

/** Joins the panel to the console. */
export function mount() {}
