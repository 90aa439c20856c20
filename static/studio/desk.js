// The bar above.

/** Joins the panel to the console. */
export function mount() {}
