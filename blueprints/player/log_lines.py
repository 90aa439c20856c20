"""A list of records as people type it: “14:03 Artist – Title (label)”, a line each. Pure."""

import re
from dataclasses import dataclass

from blueprints.core.text import one_line

MOST_LINES = 20
LONGEST = 300  # characters of a name

TIME = re.compile(r"\[?([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)\]?(?![0-9:])\s*(?:[-–—]\s+)?")
BETWEEN = re.compile(r"\s+[-–—]\s+|\s*[–—]\s*")  # a hyphen needs its spaces: “Jay-Z”
LABEL = re.compile(r"\s*\(([^()]+)\)$")
OF_TITLE = re.compile(
    r"(?i)(feat|ft|featuring|with)\b|live\b|.*\b(remix|mix|edit|version|remaster(ed)?|dub|demo"
    r"|acoustic|instrumental|reprise|part \w+|pt\.? \w+)$"
)


@dataclass(frozen=True)
class Line:
    """A line that was read, by its number in the text: `time` is as typed, or ""."""

    number: int
    artist: str
    title: str
    label: str = ""
    time: str = ""


@dataclass(frozen=True)
class Unread:
    """A line that cannot be read, and why: form, time or long."""

    number: int
    text: str
    why: str


def read_lines(text: str) -> list[Line | Unread]:
    """Return the lines of `text` that are not empty, each read or unread."""
    lines = enumerate(text.splitlines(), start=1)
    return [read_line(line, number) for number, line in lines if one_line(line)]


def read_line(text: str, number: int = 1) -> Line | Unread:
    """Read “Artist – Title (label)” with a dash or a spaced hyphen, after a time if one is there.

    The artist ends at the first dash between spaces, else at the first dash. The last brackets
    hold the label, unless they belong to the title: “(live)”, “(feat. …)”, “(… remix)”.
    """
    line = one_line(text)
    at = TIME.match(line)
    time, rest = (at[1], line[at.end() :]) if at else ("", line)
    if time and not is_time(time):
        return Unread(number, line, "time")
    between = re.search(r"\s[-–—]\s", rest) or BETWEEN.search(rest)
    artist, title = (
        (rest[: between.start()].strip(), rest[between.end() :].strip()) if between else ("", "")
    )
    title, label = _without_label(title)
    if not artist or not title:
        return Unread(number, line, "form")
    if max(map(len, (artist, title, label))) > LONGEST:
        return Unread(number, line, "long")
    return Line(number, artist, title, label, time)


def is_time(text: str) -> bool:
    """Return True if `text` (digits and colons) is a time of day."""
    hours, minutes, *seconds = map(int, text.split(":"))
    return hours < 24 and minutes < 60 and all(second < 60 for second in seconds)


def _without_label(title: str) -> tuple[str, str]:
    found = LABEL.search(title)
    if found is None or not title[: found.start()] or OF_TITLE.match(found[1].strip()):
        return title, ""
    return title[: found.start()], found[1].strip()
