"""Web addresses of entries: made absolute, without trackers, and told apart."""

import hashlib
import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from blueprints.core.text import is_web_address

LONGEST = 2000
TRACKING = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign|custom\d?)"
    r"|fbclid|gclid|gbraid|wbraid|srsltid|dclid|yclid|msclkid|ttclid|twclid|igshid|igsh|mc_[ce]id|mkt_tok|_ga|_gl"
    r"|_hs(?:enc|mi)|hsctatracking|wt[_.]z?mc(?:_id)?|xtor|ns_(?:campaign|mchannel|source|linkname)|ito|ftag"
    r"|cmp|cmpid|ncid|s_cid|vero_id|oly_(?:enc|anon)_id|__twitter_impression|ref_src|rss_id"
    r"|pk_(?:campaign|kwd|source|medium)|mtm_\w+|piwik_\w+)",
    re.IGNORECASE,
)


def absolute(address: str, base: str) -> str:
    """Return `address` as seen from `base`, without trackers; "" if that is no web address."""
    if not address.strip():
        return ""
    try:
        found = untracked(urljoin(base, "".join(address.split("\n")).strip().replace(" ", "%20")))
    except ValueError:
        return ""
    return found if is_web_address(found) and len(found) <= LONGEST else ""


def untracked(address: str) -> str:
    """Return `address` without the parameters that only trackers read. Raises ValueError."""
    parts = urlsplit(address)
    query, fragment = _kept(parts.query), parts.fragment
    fragment = _kept(fragment) if "=" in fragment else fragment  # some sites count there
    is_same = (query, fragment) == (parts.query, parts.fragment)
    return address if is_same else urlunsplit(parts._replace(query=query, fragment=fragment))


def _kept(parameters: str) -> str:
    pairs = (pair for pair in parameters.split("&") if pair)
    return "&".join(pair for pair in pairs if not TRACKING.fullmatch(pair.partition("=")[0]))


def canonical(address: str) -> str:
    """Return what the spellings of one address share: no scheme, www, fragment, last slash."""
    try:
        parts = urlsplit(untracked(address.strip()))
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return address.strip()
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}{parts.path.rstrip('/')}{query}"


def url_key(address: str) -> str:
    """Return the key of an address: 64 digits, the same for all its spellings."""
    return key("url", canonical(address))


def key(*texts: str) -> str:
    """Return 64 digits that stand for these texts."""
    joined = "\0".join(texts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()


def host_of(address: str) -> str:
    """Return the host of an address, in lower case; "" if it has none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def is_home(address: str) -> bool:
    """Return True if `address` is a site's front page, which tells no entry from another."""
    return "/" not in canonical(address) and "?" not in address
