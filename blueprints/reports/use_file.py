"""The report of use as SoundExchange takes it (37 CFR 370.4): ASCII, `|` between, `^` round text.

Numbers have no `^`, and neither has an empty field. Lines end with CR LF. With a header, sixteen
rows come before the first recording (37 CFR 370.4(d)(7)): who reports, the period, the number of
rows, both characters, two blank rows, the names of the columns and a blank row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from blueprints.reports.ascii_text import ascii_of
from blueprints.reports.recordings import Recorded, Usage

TEXT, BETWEEN, END = "^", "|", "\r\n"
RECORDING = (
    "NAME_OF_SERVICE",
    "TRANSMISSION_CATEGORY",
    "FEATURED_ARTIST",
    "SOUND_RECORDING_TITLE",
    "ISRC",
    "ALBUM_TITLE",
    "MARKETING_LABEL",
)
PERFORMANCES = ("ACTUAL_TOTAL_PERFORMANCES",)
HOURS = ("AGGREGATE_TUNING_HOURS", "CHANNEL_OR_PROGRAM_NAME", "PLAY_FREQUENCY")
LONGEST_HEADER_ROW = 255
LONGEST_NAME = 40  # of the service in the file's name
DUE_AFTER = timedelta(days=45)


@dataclass(frozen=True)
class Head:
    """Who reports, and for which days; without `hours`, performances are reported.

    `contact` is name, street, city with state and zip code, telephone, email.
    """

    service: str
    category: str
    first: date
    last: date
    hours: float | None = None
    channel: str = ""
    contact: Sequence[str] = field(default=())

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return RECORDING + (PERFORMANCES if self.hours is None else HOURS)


def file_name(head: Head, is_compressed: bool = False) -> str:
    """Return the file's name: service, first and last day, category.

    The category is in the name by SoundExchange's own specification of the delivery (2.2.2), and
    so is `.gz` in place of `.txt`; the rest by 37 CFR 370.4(d)(5).
    """
    service = "".join(filter(str.isalnum, ascii_of(head.service)))[:LONGEST_NAME] or "Station"
    days = f"{head.first:%Y%m%d}-{head.last:%Y%m%d}"
    return f"{service}{days}_{head.category}.{'gz' if is_compressed else 'txt'}"


def due_on(last: date) -> date:
    """Return the day by which the report is due: the 45th after the end of the month of `last`."""
    next_month = (last.replace(day=1) + timedelta(days=32)).replace(day=1)
    return next_month - timedelta(days=1) + DUE_AFTER


def report(usage: Usage, head: Head, made_on: date | None = None) -> Iterator[str]:
    """Yield the lines of the report; with a header if it says when it was made."""
    if made_on is not None:
        yield from (row + END for row in _header(usage, head, made_on))
    start = [_text(head.service), _text(head.category)]
    for one in usage.recordings:
        yield BETWEEN.join(start + _facts(one) + _measured(usage, head, one)) + END


def _facts(one: Recorded) -> list[str]:
    return [_text(each) for each in (one.artist, one.title, one.isrc, one.album, one.label)]


def _measured(usage: Usage, head: Head, one: Recorded) -> list[str]:
    if head.hours is None:
        return [str(usage.performances(one))]
    return [f"{head.hours:.2f}".removesuffix(".00"), _text(head.channel), str(one.plays)]


def _header(usage: Usage, head: Head, made_on: date) -> list[str]:
    who = [ascii_of(text)[:LONGEST_HEADER_ROW] for text in (head.service, *head.contact)]
    who += [""] * (6 - len(who))
    days = [f"{day:%Y%m%d}" for day in (head.first, head.last, made_on)]
    rows = [*who, *days, str(len(usage.recordings)), TEXT, BETWEEN]
    return [*rows, "", "", BETWEEN.join(head.columns), ""]


def _text(text: str) -> str:
    written = ascii_of(text)
    return f"{TEXT}{written}{TEXT}" if written else ""
