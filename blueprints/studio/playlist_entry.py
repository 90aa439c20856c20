"""The entries of a playlist file, whatever its format; and how much of a file is read. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

LARGEST = 5 * 1024 * 1024
MOST_LINES = 100_000
MOST_ENTRIES = 10_000
UNFIT = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff\\ufffe\\uffff]")


@dataclass(frozen=True)
class Entry:
    """An entry: where its sound is, and what the file says of it.

    `locations` are paths or addresses as they are written, the preferred one first; `line` counts
    from 1; `duration` is in seconds, None if unknown.
    """

    locations: tuple[str, ...]
    line: int = 0
    title: str = ""
    artist: str = ""
    album: str = ""
    duration: float | None = None


@dataclass(frozen=True)
class Listing:
    """The entries of a file; `is_cut`: it is longer than what is read."""

    entries: Sequence[Entry]
    is_cut: bool = False


class Unreadable(ValueError):
    """A file that is not a playlist of its format: too_large, markup, entities or other."""

    def __init__(self, why: str, line: int = 0) -> None:
        super().__init__(why)
        self.why, self.line = why, line


def check_size(data: bytes) -> None:
    """Raise Unreadable if `data` is larger than a playlist may be."""
    if len(data) > LARGEST:
        raise Unreadable("too_large")


def single_line(text: str) -> str:
    """Return `text` in one line, without what XML 1.0 cannot hold."""
    return " ".join(UNFIT.sub(" ", text).split())


def decoded(data: bytes) -> str:
    """Return the text of a file whose charset nobody names: by its mark, UTF-8, else Latin-1.

    What Windows writes into Latin-1's control characters (quotes, dashes, €) is read as meant.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    for charset in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(charset)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
