// HTML from elsewhere, made safe to parse: nothing is left that runs, loads or breaks the page's policy.

const SILENT = "script|style|iframe|object|embed|noscript|template|svg|math|xml|title|textarea|noembed|noframes|xmp|plaintext";
const WITH_CONTENT = new RegExp(`<(${SILENT})(?=[\\s/>])[^]*?</\\1(?=[\\s/>])[^>]*>`, "gi");
const COMMENT = /<!--[^]*?-->|<[!?][^>]*>/g;
const TAG = /<(\/?)([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^>"'])*)(?:>|$)/gi;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g;
const DROPPED = new RegExp(`^(?:${SILENT}|base|meta|link|frame|frameset|param)$`, "i");
const KEPT = new Set(["style", "class", "alt", "width", "height", "data-pm-slice"]);
const ADDRESSES = { href: /^\s*(?:https?:|mailto:|\/(?![/\\])|[^:]*$)/i, src: /^\s*(?:https?:|\/(?![/\\]))/i };

/**
 * `html` with every tag rewritten: `style` as `data-style`, the few other attributes that the editor
 * reads as they are, and all else gone. A browser reports the handlers and styles that it finds while
 * it parses, even in a document that is never shown.
 */
export function inert(html) {
  const shown = html.replace(COMMENT, "").replace(WITH_CONTENT, "");
  return shown.replace(TAG, (_tag, slash, name, attributes) =>
    DROPPED.test(name) ? "" : `<${slash}${name}${slash ? "" : kept(attributes)}>`,
  );
}

function kept(attributes) {
  let text = "";
  for (const [, written, quoted = ""] of attributes.matchAll(ATTRIBUTE)) {
    const name = written.toLowerCase();
    const value = /^["']/.test(quoted) ? quoted.slice(1, -1) : quoted;
    if (KEPT.has(name) || ADDRESSES[name]?.test(plain(value))) text += ` ${name === "style" ? "data-style" : name}="${value.replace(/"/g, "&quot;")}"`;
  }
  return text;
}

/** `value` as a browser reads an address: without the references and controls that hide a scheme. */
function plain(value) {
  const spoken = value.replace(/&#(x?)([0-9a-f]+);?/gi, (_all, hex, digits) => {
    const code = Number.parseInt(digits, hex ? 16 : 10);
    return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : "";
  });
  return spoken.replace(/&(?:colon|tab|newline);?/gi, (name) => (/colon/i.test(name) ? ":" : "")).replace(/[\u0000-\u0020]/g, "");
}
