// The addresses that a story may link to: web pages, and own paths.

const TRACKING = /^(utm_.*|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|_hs(enc|mi)|yclid|si)$/;

/** `text` as an address for a story, or null. A bare host name gets https. */
export function address(text) {
  const given = (text ?? "").trim();
  if (/^\/(?![/\\])[^\s\\,]*$/.test(given)) return given;
  const whole = /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(given) ? `https://${given}` : given;
  return /^https?:\/\/[^\s]+$/i.test(whole) && URL.canParse(whole) ? whole : null;
}

/** An address without tracking parameters and Google's redirect. */
export function withoutTracking(text) {
  if (!/^https?:/i.test(text) || !URL.canParse(text)) return text;
  let url = new URL(text);
  const beyond = url.searchParams.get("q") ?? "";
  const detour = /^www\.google\.\w+(\.\w+)?$/.test(url.hostname) && url.pathname === "/url";
  if (detour && URL.canParse(beyond)) url = new URL(beyond);
  const traces = [...url.searchParams.keys()].filter((name) => TRACKING.test(name));
  if (!traces.length) return detour ? url.href : text;
  for (const name of traces) url.searchParams.delete(name);
  return url.href;
}
