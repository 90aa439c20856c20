"""Quotas: how much of the music is Canadian, local, French, new …"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from blueprints.core import clock
from blueprints.core.dates import from_local
from blueprints.core.extensions import db, rows
from blueprints.core.station import station
from blueprints.player.display_names import artist_keys
from blueprints.player.models import Play, Track
from blueprints.reports.models import Quota, QuotaArtist, QuotaTrack
from blueprints.reports.play_rows import IS_SONG
from blueprints.shows.queries import now_and_next

WEEKS = 8


@dataclass(frozen=True)
class Share:
    """A quota's share of the songs of a time, in per cent; `target` may be None."""

    name: str
    percent: float
    target: float | None
    counted: int
    songs: int

    @property
    def is_below(self) -> bool:
        """Return True if there were songs and the target is missed."""
        return self.target is not None and self.songs > 0 and self.percent < self.target

    def as_json(self) -> dict[str, Any]:
        """Return the share as the studio's console reads it, in whole per cent."""
        percent = int(self.percent) if self.songs else None  # 34.9 is below a target of 35
        return {"name": self.name, "percent": percent, "target": self.target}


class Song(NamedTuple):
    """A song or spin of the log, with its file's marks; without a file, the last four are None."""

    artist: str
    started_at: datetime
    track_id: int | None
    local: bool | None
    language: str | None
    added_at: datetime | None


@dataclass
class Measure:
    """A quota, with the artists and tracks that count for it."""

    quota: Quota
    artists: set[str] = field(default_factory=set)
    tracks: set[int] = field(default_factory=set)

    def counts(self, song: Song, keys: Collection[str]) -> bool:
        """Return True if `song` counts, of which `keys` are the artists'."""
        is_marked = song.track_id in self.tracks or not self.artists.isdisjoint(keys)
        return is_marked or self._is_ruled(song)

    def _is_ruled(self, song: Song) -> bool:
        rule, value = self.quota.rule, self.quota.value
        if rule == "local":
            return bool(song.local)
        if rule == "language":
            spoken = (song.language or "").lower()
            return spoken == value.lower() or spoken.startswith(f"{value.lower()}-")
        if rule == "new" and song.added_at is not None:
            return song.started_at - song.added_at <= timedelta(days=int(value))
        return False

    def share(self, songs: int, counted: int) -> Share:
        """Return the quota's share."""
        percent = 100 * counted / songs if songs else 0.0
        return Share(self.quota.name, percent, self.quota.target, counted, songs)


def shares_between(since: datetime, until: datetime) -> list[Share]:
    """Return the share of each quota, in their order: four statements, however many there are."""
    return shares_of_spans([(since, until)])[0]


def shares_of_spans(spans: Sequence[tuple[datetime, datetime]]) -> list[list[Share]]:
    """Return the share of each quota in each of these spans, which follow each other."""
    measures = _measures()
    if not measures:
        return [[] for _ in spans]
    totals = [0] * len(spans)
    counted = [[0] * len(measures) for _ in spans]
    place = 0
    for song in songs_between(spans[0][0], spans[-1][1]):
        while song.started_at >= spans[place][1]:
            place += 1
        totals[place] += 1
        for number, is_counted in enumerate(_counted(measures, song)):
            counted[place][number] += is_counted
    return [
        [measure.share(total, count) for measure, count in zip(measures, counts, strict=True)]
        for total, counts in zip(totals, counted, strict=True)
    ]


def _counted(measures: Iterable[Measure], song: Song) -> list[bool]:
    keys = artist_keys(song.artist)
    return [measure.counts(song, keys) for measure in measures]


def _measures() -> list[Measure]:
    found = {quota.id: Measure(quota) for quota in all_quotas()}
    if found:
        for number, key in rows(select(QuotaArtist.quota_id, QuotaArtist.key), {}):
            found[number].artists.add(key)
        for number, track in rows(select(QuotaTrack.quota_id, QuotaTrack.track_id), {}):
            found[number].tracks.add(track)
    return list(found.values())


def all_quotas() -> list[Quota]:
    """Return all quotas, in their order."""
    return list(db.session.scalars(select(Quota).order_by(Quota.place, func.lower(Quota.name))))


def songs_between(since: datetime, until: datetime) -> Iterable[Song]:
    """Return the songs and spins that began in a period, in order of time."""
    statement = (
        select(Play.artist, Play.started_at, Track.id, Track.local, Track.language, Track.added_at)
        .outerjoin(Track, Track.file == Play.file)
        .where(*IS_SONG, Play.started_at >= since, Play.started_at < until)
        .order_by(Play.started_at)
    )
    return map(Song._make, rows(statement, {}))


def weeks_until(now: datetime, zone: str) -> list[tuple[datetime, datetime]]:
    """Return the last eight weeks, Monday to Sunday by clocks in `zone`, with the one of `now`."""
    today = now.astimezone(ZoneInfo(zone)).date()
    monday = today - timedelta(days=today.weekday())
    days = [monday + timedelta(weeks=weeks) for weeks in range(1 - WEEKS, 2)]
    starts = [from_local(f"{day}T00:00", zone) for day in days]
    return list(pairwise(starts))


def running_shares() -> list[Share]:
    """Return the shares of the show that is on air so far; without one, of today."""
    now = clock.now()
    airing = now_and_next(now)[0]
    today = now.astimezone(ZoneInfo(station().timezone)).date()
    since = airing.starts_at if airing else from_local(f"{today}T00:00", station().timezone)
    return shares_between(since, now + timedelta(seconds=1))
