"""Checks of the fields that a DJ types into the log or a crate; refusals are in words."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from blueprints.core import clock
from blueprints.core.station import station
from blueprints.core.text import one_line, tidy
from blueprints.player.log_lines import MOST_LINES, Line, Unread, read_line, read_lines
from blueprints.player.manual import Entry
from blueprints.player.models import MANUAL, LogRow
from blueprints.player.typed_times import InFuture, moment_near, moment_of, starts_of
from blueprints.studio.refusals import Refusal

LONGEST = 300
LONGEST_NOTE = 2000
LONGEST_PASTE = 20_000
LONGEST_ROW = 24 * 3600.0  # seconds
LENGTH = re.compile(r"(?:([0-9]{1,2}):)?([0-9]{1,3}):([0-5][0-9])")
NAMES = ("title", "artist", "album", "label")
SHOWN = 3  # lines that a refusal names


def text_of(data: Mapping[str, Any], name: str, most: int = LONGEST) -> str:
    """Return a text of the request in one line, "" without one; a note keeps its lines.

    Raises Refusal (422) if it is no text, or too long: it is never cut.
    """
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refusal(422, _("“%(name)s” must be text.", name=name))
    shown = tidy(value) if name == "note" else one_line(value)
    if len(shown) > most:
        words = _("“%(name)s” is too long: up to %(most)s characters.", name=name, most=most)
        raise Refusal(422, words, _("Make it shorter."))
    return shown


def duration_of(data: Mapping[str, Any]) -> float | None:
    """Return a length in seconds: a number, or “4:10”; None without one. Raises Refusal (422)."""
    value = data.get("duration")
    if value is None or value == "":
        return None
    seconds = _seconds(value)
    if seconds is None or not 0 < seconds <= LONGEST_ROW:
        raise Refusal(422, _("Enter a length in minutes and seconds, like 4:10."))
    return seconds


def entry_of(data: Mapping[str, Any]) -> Entry:
    """Return what is to be logged: of fields, or a spin of one line. Raises Refusal (422)."""
    source = data.get("source")
    if source not in MANUAL:
        raise Refusal(422, _("Choose a spin, a talk break or a live set."))
    names = {name: text_of(data, name) for name in NAMES}
    line = text_of(data, "text", LONGEST_PASTE)
    if line and source == "spin":
        names |= _names_of(_read(line))
    elif line:
        names["title"] = text_of(data, "text")
    if source == "spin" and not names["title"]:
        raise Refusal(422, _("Enter a title."))
    return Entry(source, **names, duration=duration_of(data))


def changes_of(data: Mapping[str, Any], row: LogRow) -> dict[str, str]:
    """Return the texts that change in `row`: those that were sent. Raises Refusal (422)."""
    changed = {name: text_of(data, name) for name in NAMES if name in data}
    if "note" in data:
        changed["note"] = text_of(data, "note", LONGEST_NOTE)
    if row.title and row.source not in ("talk", "live") and changed.get("title") == "":
        raise Refusal(422, _("Enter a title."))
    return changed


def started_at_of(data: Mapping[str, Any], row: LogRow | None = None) -> datetime:
    """Return the start that was typed; for a `row`, the one nearest to its own.

    Raises Refusal (422) if it is unreadable or in the future.
    """
    text, zone, now = _typed_start(data), station().timezone, clock.now()
    try:
        return moment_near(text, row.started_at, zone, now) if row else moment_of(text, zone, now)
    except InFuture as error:
        raise _in_future() from error
    except ValueError as error:
        raise _no_time() from error


def pasted(data: Mapping[str, Any]) -> list[tuple[Entry, datetime]]:
    """Return the spins of a pasted list with their starts. Raises Refusal (422): all or nothing."""
    lines = lines_of(data)
    times = [line.time for line in lines]
    first = data.get("started_at") or ""
    if not first and not times[0]:
        raise Refusal(422, _("Enter when the first record started, like 14:03."))
    text = _typed_start(data) if first else times[0]
    try:
        starts = starts_of(times, text, station().timezone, clock.now())
    except InFuture as error:
        raise _line_in_future(lines[error.place]) from error
    except ValueError as error:
        raise _no_time() from error
    entries = (Entry("spin", line.title, line.artist, label=line.label) for line in lines)
    return list(zip(entries, starts, strict=True))


def lines_of(data: Mapping[str, Any], most: int = MOST_LINES) -> list[Line]:
    """Return the lines of a pasted list. Raises Refusal (422) if one cannot be read."""
    value = data.get("text")
    if not isinstance(value, str) or len(value) > LONGEST_PASTE:
        raise Refusal(422, _("Paste up to %(most)s lines of text.", most=most))
    lines = read_lines(value)
    if not 0 < len(lines) <= most:
        words = _("Paste up to %(most)s lines at a time: there are %(count)s.",
                  most=most, count=len(lines))  # fmt: skip
        raise Refusal(422, words)
    unread = [line for line in lines if isinstance(line, Unread)]
    if unread:
        raise _unread(unread)
    return [line for line in lines if isinstance(line, Line)]


def _seconds(value: object) -> float | None:
    if isinstance(value, str) and (found := LENGTH.fullmatch(value.strip())):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return 3600.0 * hours + 60.0 * minutes + seconds
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) and abs(value) <= LONGEST_ROW else None


def _read(text: str) -> Line:
    line = read_line(text)
    if isinstance(line, Unread):
        raise Refusal(422, words_for(line), _("Type it as “Artist – Title (label)”."))
    return line


def _names_of(line: Line) -> dict[str, str]:
    return {"title": line.title, "artist": line.artist, "label": line.label}


def words_for(line: Unread) -> str:
    """Return in words why a line cannot be read."""
    words = _("“%(text)s” has no dash between artist and title.", text=line.text[:80])
    if line.why == "time":
        words = _("“%(text)s” begins with a time that doesn’t exist.", text=line.text[:80])
    if line.why == "long":
        words = _("A name in “%(text)s…” is too long: up to %(most)s characters.",
                  text=line.text[:80], most=LONGEST)  # fmt: skip
    return str(words)


def _unread(unread: Sequence[Unread]) -> Refusal:
    said = [_("Line %(number)s: %(words)s", number=line.number, words=words_for(line))
            for line in unread]  # fmt: skip
    rest = len(said) - SHOWN
    if rest > 0:
        more = ngettext(
            "%(num)s more line can’t be read.", "%(num)s more lines can’t be read.", rest
        )
        said = [*said[:SHOWN], more]
    todo = _("Write each line as “Artist – Title (label)”. Nothing was added yet.")
    lines = [{"number": line.number, "text": line.text[:LONGEST], "why": words_for(line)}
             for line in unread]  # fmt: skip
    return Refusal(422, " ".join(said), todo, lines=lines)


def _typed_start(data: Mapping[str, Any]) -> str:
    value = data.get("started_at")
    if not isinstance(value, str) or not value.strip() or len(value) > 40:
        raise _no_time()
    return value


def _no_time() -> Refusal:
    return Refusal(422, _("Enter a time like 14:03, 14:03:20 or 2026-11-29 14:03."))


def _in_future() -> Refusal:
    return Refusal(422, _("This time is in the future."), _("Enter when it started."))


def _line_in_future(line: Line) -> Refusal:
    words = _("Line %(number)s would start in the future.", number=line.number)
    todo = _("Check the times: the oldest line comes first. Nothing was added yet.")
    return Refusal(422, words, todo)
