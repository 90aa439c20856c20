"""The log as CSV (RFC 4180): columns that a station chooses, guarded against formulas."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from blueprints.core.text import csv_cell
from blueprints.reports.recordings import Facts, isrc_of

DELIMITERS = (",", ";")
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class Line:
    """A row of the log, what staff filled in about its recording, and the show it was played in."""

    row: Any
    facts: Facts
    show: str
    presenters: str
    here: datetime  # when it began, by the station's clock

    @property
    def usage(self) -> str:
        """Return music, spin, jingle, spot, speech, talk or live."""
        if self.row.source in ("spin", "talk", "live"):
            return str(self.row.source)
        return str(self.row.kind)

    @property
    def seconds(self) -> str:
        """Return for how many seconds it was on; "" while it is."""
        if self.row.ended_at is None:
            return ""
        return str(round((self.row.ended_at - self.row.started_at).total_seconds()))


COLUMNS: dict[str, Callable[[Line], str]] = {
    "date": lambda line: f"{line.here:%Y-%m-%d}",
    "time": lambda line: f"{line.here:%H:%M:%S}",
    "utc": lambda line: f"{line.row.started_at:%Y-%m-%dT%H:%M:%SZ}",
    "artist": lambda line: line.row.artist,
    "title": lambda line: line.row.title,
    "album": lambda line: line.row.album or line.facts.album,
    "label": lambda line: line.row.label or line.facts.label,
    "composer": lambda line: line.row.composer or line.facts.composer,
    "isrc": lambda line: isrc_of(line.row.isrc) or isrc_of(line.row.file_isrc) or line.facts.isrc,
    "duration": lambda line: line.seconds,
    "usage": lambda line: line.usage,
    "show": lambda line: line.show,
    "presenters": lambda line: line.presenters,
    "genre": lambda line: line.row.genre,
    "language": lambda line: line.row.language,
    "local": lambda line: "yes" if line.row.local else "",
}


def here(moment: datetime, zone: str) -> datetime:
    """Return `moment` by the clock of a station in `zone`."""
    return moment.astimezone(ZoneInfo(zone))


def csv_of(
    lines: Iterable[Line], columns: Sequence[str], heads: Sequence[str], delimiter: str
) -> Iterator[str]:
    """Yield the lines of the file; the first has the names of the columns.

    Without the byte order mark before them Excel takes UTF-8 for another encoding.
    """
    yield BYTE_ORDER_MARK + _written(heads, delimiter)
    for line in lines:
        yield _written([COLUMNS[name](line) for name in columns], delimiter)


def _written(cells: Sequence[str], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerow(map(csv_cell, cells))
    return out.getvalue()
