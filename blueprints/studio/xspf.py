"""Playlists as XSPF files, version 1 (https://xspf.org/spec): XML. Pure.

Files without the namespace are read too. Locations are URIs, so they are percent-encoded;
durations are in milliseconds. A file with a document type is refused before anything in it is
expanded; nothing is kept of it but the tracks.
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from blueprints.studio.playlist_entry import (
    MOST_ENTRIES,
    MOST_LINES,
    Entry,
    Listing,
    Unreadable,
    check_size,
    single_line,
)

NAMESPACE = "http://xspf.org/ns/0/"
FIELDS = ("location", "title", "creator", "album", "duration")
PATH = ["playlist", "trackList", "track"]
LONGEST_TEXT = 4096
MOST_LOCATIONS = 5
MOST_ELEMENTS = 500_000
DEEPEST = 100
LONGEST_DURATION = 7 * 24 * 3600 * 1000
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def read(data: bytes) -> Listing:
    """Return the entries of an XSPF file. Raises Unreadable if it is not one, or too large."""
    check_size(data)
    tracks = _Tracks()
    parser = DefusedXMLParser(target=tracks, forbid_dtd=True)
    tracks.parser = parser
    try:
        parser.feed(data)
        parser.close()
    except _Enough:
        return Listing(tracks.entries, is_cut=True)
    except Unreadable:
        raise
    except DefusedXmlException as error:
        raise Unreadable("entities") from error
    except ParseError as error:
        raise Unreadable("markup", error.position[0]) from error
    except (ValueError, LookupError) as error:  # a charset that is unknown, or not the text's
        raise Unreadable("markup") from error
    return Listing(tracks.entries)


class _Enough(Exception):
    """The file has more tracks, lines or elements than are read."""


class _Tracks:
    """The parser's target: the tracks that were read, without a tree of what was not asked for."""

    def __init__(self) -> None:
        self.parser: Any = None
        self.entries: list[Entry] = []
        self._path: list[str] = []
        self._elements = 0
        self._fields: dict[str, list[str]] = {}
        self._text: list[str] | None = None
        self._line = 0

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """Open an element."""
        namespace, _, name = tag.rpartition("}")
        self._path.append(name if namespace in ("", "{" + NAMESPACE) else "")
        self._elements += 1
        line = self.parser.parser.CurrentLineNumber
        if self._path[0] != "playlist":
            raise Unreadable("other", line)
        if len(self._path) > DEEPEST:
            raise Unreadable("other", line)
        if self._elements > MOST_ELEMENTS or line > MOST_LINES:
            raise _Enough
        if self._path == PATH:
            self._fields, self._line = {}, line
        self._text = [] if self._path[:-1] == PATH and self._path[-1] in FIELDS else None

    def data(self, text: str) -> None:
        """Take in a piece of text."""
        if self._text is not None:
            self._text.append(text)

    def end(self, _tag: str) -> None:
        """Close an element."""
        if self._text is not None:
            text = "".join(self._text).strip()[:LONGEST_TEXT]
            self._fields.setdefault(self._path[-1], []).append(text)
            self._text = None
        elif self._path == PATH:
            if len(self.entries) == MOST_ENTRIES:
                raise _Enough
            self.entries.append(self._entry())
        self._path.pop()

    def close(self) -> None:
        """End the document."""

    def _entry(self) -> Entry:
        first = {name: texts[0] for name, texts in self._fields.items()}
        locations = tuple(filter(None, self._fields.get("location", ())))
        return Entry(
            locations=locations[:MOST_LOCATIONS],
            line=self._line,
            title=first.get("title", ""),
            artist=first.get("creator", ""),
            album=first.get("album", ""),
            duration=_seconds(first.get("duration", "")),
        )


def _seconds(milliseconds: str) -> float | None:
    is_number = milliseconds.isascii() and milliseconds.isdigit() and len(milliseconds) < 12
    number = int(milliseconds) if is_number else 0
    return number / 1000 if 0 < number <= LONGEST_DURATION else None


def write(entries: Iterable[Entry], title: str = "") -> bytes:
    """Return an XSPF file in UTF-8; paths become relative URIs, addresses remain as they are."""
    playlist = Element("playlist", {"version": "1", "xmlns": NAMESPACE})
    _add(playlist, "title", title)
    tracks = SubElement(playlist, "trackList")
    for entry in entries:
        track = SubElement(tracks, "track")
        _add(track, "location", uri_of(entry.locations[0]))
        _add(track, "title", entry.title)
        _add(track, "creator", entry.artist)
        _add(track, "album", entry.album)
        if entry.duration is not None:
            _add(track, "duration", str(round(entry.duration * 1000)))
    text: bytes = tostring(playlist, "utf-8", xml_declaration=True)
    return text


def _add(parent: Element, name: str, text: str) -> None:
    if cleaned := single_line(text):
        SubElement(parent, name).text = cleaned


def uri_of(location: str) -> str:
    """Return a path below the music folder as a relative URI, an address as it is."""
    if ADDRESS.match(location):
        return quote(location, safe="%/:=&?~#+!$,;'@()*[]", errors="replace")
    return quote(location, errors="replace")
