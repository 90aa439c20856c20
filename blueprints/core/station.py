"""The station's identity and look: its settings, overridden by what was changed at the desk."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from flask import current_app, g
from sqlalchemy import CheckConstraint, Text, select
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import clock
from blueprints.core.extensions import Model, db


class StationSettings(Model):
    """The one row that holds what was changed at the desk, as a JSON object of Station's fields."""

    __tablename__ = "station_settings"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    kept: Mapped[str] = mapped_column(Text, default="{}")
    changed_at: Mapped[datetime]


@dataclass(frozen=True)
class Link:
    """The text of a link, and its address."""

    title: str
    url: str


@dataclass(frozen=True)
class Logo:
    """The picture in the masthead in place of the name: a file of /media/, its size in pixels."""

    file: str
    width: int
    height: int


@dataclass(frozen=True)
class Notice:
    """The site notice, shown on every page until its end (RFC 3339)."""

    text: str
    until: str
    url: str = ""

    def is_shown(self, now: datetime) -> bool:
        """Return True if it has a text and its end is still to come."""
        return bool(self.text) and now < datetime.fromisoformat(self.until)


@dataclass(frozen=True)
class Station:
    """The station as its pages show it. Colours are "#rrggbb", or "" for Aerial's own.

    Of comments: from `comment_hold_links` links on a comment is pending, from `comment_spam_links`
    on it is spam; stories close to them after `comment_close_days` (0: never); replies to replies
    go down to `comment_depth`; with `comment_songs` they show what was on air.

    Of the studio: minutes until an idle desk is released, until an open spin, talk break or live
    set ends by itself, and of music below which the queue is refilled; `rotation` is spaced, us
    or off; explicit words are allowed from one time of day until another ("hh:mm"). A show's
    presenters keep the desk for `desk_grace` minutes after its end.

    Of the record: an alarm is sent to `alarm_emails` after so many seconds without sound, and when
    the queue has fewer than so many minutes left before the next show with presenters; titles go
    to `webhook_url`; the charting week begins on weekday `chart_weekday` (0 is Monday); reports of
    use name `report_service` and the transmission category's letter; the log as CSV has the columns
    `log_columns`, or all of them.
    """

    name: str
    tagline: str
    timezone: str
    stream_url: str
    stream_delay: float
    contact_email: str
    comment_hold_words: tuple[str, ...]
    comment_bin_words: tuple[str, ...]
    comment_website: bool
    comments_open: bool = True
    comments_hold_first: bool = True
    comments_hold_all: bool = False
    comment_hold_links: int = 2
    comment_spam_links: int = 5
    comment_close_days: int = 0
    comment_depth: int = 5
    comment_songs: bool = True
    signal: str = ""
    deep: str = ""
    logo: Logo | None = None
    menu: tuple[Link, ...] = ()
    social: tuple[Link, ...] = ()
    support: Link | None = None
    imprint: Link | None = None
    footer: str = ""
    notice: Notice | None = None
    studio_release: int = 30
    spin_cap: int = 10
    talk_cap: int = 30
    live_cap: int = 180
    rotation: str = "spaced"
    explicit_from: str = "22:00"
    explicit_until: str = "06:00"
    refill_playlist: str = ""
    refill_below: int = 10
    djs_set_volume: bool = False
    streams: tuple[Link, ...] = ()
    desk_grace: int = 10
    alarm_emails: tuple[str, ...] = ()
    alarm_after: int = 60
    alarm_queue: int = 10
    webhook_url: str = ""
    chart_weekday: int = 0
    report_service: str = ""
    report_category: str = "B"
    log_columns: tuple[str, ...] = ()


FROM_CONFIG = {
    "name": "RADIO_STATION_NAME",
    "tagline": "RADIO_STATION_TAGLINE",
    "timezone": "RADIO_TIMEZONE",
    "stream_url": "RADIO_STREAM_URL",
    "stream_delay": "RADIO_STREAM_DELAY",
    "contact_email": "RADIO_CONTACT_EMAIL",
    "comment_hold_words": "RADIO_COMMENT_HOLD_WORDS",
    "comment_bin_words": "RADIO_COMMENT_BIN_WORDS",
    "comment_website": "RADIO_COMMENT_WEBSITE",
}
KEPT = select(StationSettings.kept).where(StationSettings.id == 1)
LISTS_OF_LINKS = ("menu", "social", "streams")
OBJECTS: dict[str, Callable[..., Any]] = {
    "support": Link,
    "imprint": Link,
    "logo": Logo,
    "notice": Notice,
}
NAMES = {field.name for field in fields(Station)}


def station() -> Station:
    """Return the station, read once a request or step; without the database, its settings alone."""
    if "station" not in g:
        g.station = _read(_kept(), _defaults(current_app.config))
    found: Station = g.station
    return found


def reread_station() -> Station:
    """Read the station again: inside begin_write(), nobody changes it until the commit."""
    g.pop("station", None)
    return station()


def shown_notice() -> Notice | None:
    """Return the notice that every page shows now, or None."""
    notice = station().notice
    return notice if notice and notice.is_shown(clock.now()) else None


def default_station() -> Station:
    """Return the station by its settings, without what was changed at the desk."""
    return _defaults(current_app.config)


def _kept() -> str:
    try:
        with db.engine.connect().execution_options(sqlite_begin=None) as connection:
            return connection.execute(KEPT).scalar() or "{}"
    except (OperationalError, ProgrammingError):  # unavailable, or older than this table
        return "{}"


def _defaults(config: Mapping[str, Any]) -> Station:
    return Station(**{name: config[key] for name, key in FROM_CONFIG.items()})


@lru_cache(maxsize=16)
def _read(kept: str, defaults: Station) -> Station:
    changed = {name: value for name, value in json.loads(kept).items() if name in NAMES}
    return with_changes(defaults, changed)


def with_changes(here: Station, changed: Mapping[str, Any]) -> Station:
    """Return `here` with these fields changed, which are as keep_settings() takes them."""
    return replace(here, **{name: _shaped(name, value) for name, value in changed.items()})


def _shaped(name: str, value: Any) -> Any:
    if name in LISTS_OF_LINKS:
        return tuple(Link(**link) for link in value)
    if name in OBJECTS:
        return OBJECTS[name](**value) if value else None
    return tuple(value) if isinstance(value, list) else value


def as_kept(here: Station) -> dict[str, Any]:
    """Return the fields of `here` as keep_settings() takes them."""
    kept: dict[str, Any] = json.loads(json.dumps(asdict(here)))
    return kept


def changed_fields() -> set[str]:
    """Return the fields of Station that were changed at the desk."""
    return NAMES.intersection(json.loads(_kept()))


def keep_settings(changed: Mapping[str, Any]) -> None:
    """Store these fields of Station over the settings; call inside begin_write().

    Values are what JSON holds: links, logo and notice are objects, word lists are lists.
    """
    row = _row()
    _write(row, json.loads(row.kept) | dict(changed))


def forget_settings(names: Collection[str]) -> None:
    """Reset these fields to the settings; call inside begin_write()."""
    row = _row()
    _write(row, {name: kept for name, kept in json.loads(row.kept).items() if name not in names})


def _row() -> StationSettings:
    row = db.session.get(StationSettings, 1)
    if row is None:
        row = StationSettings(id=1, kept="{}")
        db.session.add(row)
    return row


def _write(row: StationSettings, kept: Mapping[str, Any]) -> None:
    row.kept = json.dumps(kept, ensure_ascii=False)
    row.changed_at = clock.now()
    g.pop("station", None)
