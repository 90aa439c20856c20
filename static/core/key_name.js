/** A pressed key's name: "n" (with Caps Lock, too), "Shift+N", "ArrowUp", " ". */
export function pressed({ key, shiftKey }) {
  const isLetter = key.length === 1 && key.toLowerCase() !== key.toUpperCase();
  if (isLetter) return shiftKey ? `Shift+${key.toUpperCase()}` : key.toLowerCase();
  return shiftKey && key.length > 1 ? `Shift+${key}` : key;
}
