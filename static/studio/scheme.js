// Dark by default; light by a button, stored in this browser.

const KEY = "studio-scheme";
const root = document.documentElement;

/** Switches between dark and light; returns the new one. */
export function switchScheme() {
  root.dataset.scheme = root.dataset.scheme === "light" ? "dark" : "light";
  try {
    localStorage.setItem(KEY, root.dataset.scheme);
  } catch {
    return root.dataset.scheme; // without storage it holds for this page
  }
  return root.dataset.scheme;
}

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

if (remembered() === "light") root.dataset.scheme = "light";
