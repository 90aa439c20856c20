// The page's title bears a dot while the station lacks something of what was typed.

const title = document.title;

/** Shows in the title whether something is unsaved. */
export const markTitle = (isUnsaved) => (document.title = isUnsaved ? `• ${title}` : title);
