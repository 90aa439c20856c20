"""Compression of answers: which encoding a client prefers, and bodies in gzip and brotli.

Source: RFC 9110 §12.5.3 (Accept-Encoding).
"""

import gzip
from functools import lru_cache

import brotli
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

LEAST_BYTES = 500
LONGEST_HEADER = 200  # of an Accept-Encoding that is read: browsers send forty characters
TEXT_ENDINGS = ("json", "xml", "javascript")
BROTLI_QUALITY, GZIP_LEVEL = 5, 6


def preferred_encoding(accept_encoding: str) -> str:
    """Return "br", "gzip" or "" (neither) for the text of an Accept-Encoding header."""
    return _preferred(accept_encoding) if len(accept_encoding) <= LONGEST_HEADER else ""


@lru_cache(maxsize=256)
def _preferred(accept_encoding: str) -> str:
    accepted = parse_accept_header(accept_encoding, Accept)
    best = max(("br", "gzip"), key=accepted.quality)
    quality = accepted.quality(best)
    return best if quality > 0 and quality >= accepted.quality("identity") else ""


def is_compressible(content_type: str, size: int) -> bool:
    """Return True for a text of more than LEAST_BYTES."""
    kind = content_type.partition(";")[0].strip().lower()
    return size > LEAST_BYTES and (kind.startswith("text/") or kind.endswith(TEXT_ENDINGS))


def compress(body: bytes, encoding: str) -> bytes:
    """Return `body` in "br" or "gzip"."""
    if encoding == "br":
        packed: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
        return packed
    return gzip.compress(body, GZIP_LEVEL, mtime=0)
