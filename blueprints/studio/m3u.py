"""Playlists as M3U files: one location a line, with “extended” comments. Pure.

The format has no standard. As Winamp defined it: the first line is #EXTM3U; a line
"#EXTINF:<seconds>,<artist> - <title>" describes the location on the next line, -1 for an unknown
length; other lines that begin with # are comments. An .m3u is in the writer's own charset, in
practice Latin-1 or UTF-8; an .m3u8 is in UTF-8. What is written here is UTF-8 with LF.
"""

import math
import re
from collections.abc import Iterable

from blueprints.studio.playlist_entry import (
    MOST_ENTRIES,
    MOST_LINES,
    Entry,
    Listing,
    check_size,
    decoded,
    single_line,
)

LINE_END = re.compile("\r\n|\r|\n")
INFO = "#EXTINF:"
LONGEST_DURATION = 7 * 24 * 3600.0


def read(data: bytes) -> Listing:
    """Return the entries of an M3U file. Raises Unreadable if it is too large."""
    check_size(data)
    lines = LINE_END.split(decoded(data), MOST_LINES)
    entries: list[Entry] = []
    info = ""
    for number, line in enumerate(lines[:MOST_LINES], 1):
        if line.startswith("#"):
            info = line if line[: len(INFO)].upper() == INFO else info
        elif line.strip():
            if len(entries) == MOST_ENTRIES:
                return Listing(entries, is_cut=True)
            entries.append(_entry(line, number, info))
            info = ""
    return Listing(entries, is_cut=len(lines) > MOST_LINES and bool(lines[-1].strip()))


def _entry(location: str, number: int, info: str) -> Entry:
    """Return the entry of a location; its spaces may be its own, or none of its."""
    stripped = location.strip()
    locations = (location,) if location == stripped else (location, stripped)
    length, _, names = info[len(INFO) :].partition(",")
    before, dash, after = names.strip().partition(" - ")
    artist, title = (before.strip(), after.strip()) if dash else ("", before)
    return Entry(locations, number, title, artist, duration=_seconds(length))


def _seconds(text: str) -> float | None:
    """Return the length that stands first; "key=value" pairs may follow it."""
    try:
        seconds = float(text.split(maxsplit=1)[0])
    except (ValueError, IndexError):
        return None
    return seconds if math.isfinite(seconds) and 0 < seconds <= LONGEST_DURATION else None


def write(entries: Iterable[Entry]) -> bytes:
    """Return an extended M3U file in UTF-8."""
    lines = ["#EXTM3U"]
    for entry in entries:
        location = entry.locations[0]
        if LINE_END.search(location):
            continue  # no line can hold it
        seconds = -1 if entry.duration is None else round(entry.duration)
        names = " - ".join(filter(None, map(single_line, (entry.artist, entry.title))))
        lines.append(f"#EXTINF:{seconds},{names}")
        lines.append(f"./{location}" if location[0] == "#" else location)
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
