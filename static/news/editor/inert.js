// HTML from elsewhere, made safe to parse under the page's policy.

const SILENT = "script|style|iframe|object|embed|noscript|template|svg|math|xml|title|textarea";
const WHOLE = new RegExp(`<!--[^]*?-->|<[!?][^>]*>|<(${SILENT})(?=[\\s/>])[^]*?</\\1(?=[\\s/>])[^>]*>`, "gi");
const TAG = /<(\/?)([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^>"'])*)(?:>|$)/gi;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g;
const DROPPED = new RegExp(`^(?:${SILENT}|base|meta|link|frame|param)$`, "i");
const KEPT = /^(?:style|class|alt|width|height|href|src|data-pm-slice)$/i;
const HARMLESS = /^\s*(?:https?:|mailto:|\/|[^:&]*$)/i;

/** `html` whose tags keep what the editor reads, `style` as `data-style`: browsers complain of the rest while they parse. */
export const inert = (html) =>
  html.replace(WHOLE, "").replace(TAG, (_tag, slash, name, attributes) =>
    DROPPED.test(name) ? "" : `<${slash}${name}${slash ? "" : kept(attributes)}>`,
  );

function kept(attributes) {
  let text = "";
  for (const [, name, given = ""] of attributes.matchAll(ATTRIBUTE)) {
    const value = /^["']/.test(given) ? given.slice(1, -1) : given;
    const isKept = KEPT.test(name) && (!/^(?:href|src)$/i.test(name) || HARMLESS.test(value));
    if (isKept) text += ` ${name.replace(/^style$/i, "data-style")}="${value.replaceAll('"', "&quot;")}"`;
  }
  return text;
}
