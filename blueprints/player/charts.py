"""The making of charts: counting holds no lock, and writing is short."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, insert, or_, select

from blueprints.core.extensions import begin_write, db
from blueprints.news.models import Artist, ArtistAlias
from blueprints.player.chart_counts import OF, Counted, Tally, key_of, places
from blueprints.player.chart_periods import Period
from blueprints.player.models import SONG_SOURCES, Play, Track
from blueprints.player.record_models import Chart, ChartEntry, Recording

Places = dict[str, list[Tally]]
Ranks = dict[tuple[str, str], int]


@dataclass(frozen=True)
class Facts:
    """Facts about songs that the log does not hold, by file, and by artist and title."""

    of_file: dict[str, tuple[str, str, str]]  # album, album artist, label
    of_song: dict[tuple[str, str], tuple[str, str]]  # album, label
    whole_names: frozenset[str]  # of artists with a comma


def read_facts() -> Facts:
    """Return what the library, staff and the newsroom know of songs."""
    tracks = select(Track.file, Track.album, Track.album_artist, Track.label)
    known = or_(Track.album != "", Track.album_artist != "", Track.label != "")
    columns = (
        Recording.artist_key,
        Recording.title_key,
        Recording.album,
        Recording.label,
    )
    names = select(Artist.key).where(Artist.key.contains(", ")).union_all(
        select(ArtistAlias.key).where(ArtistAlias.key.contains(", "))
    )  # fmt: skip
    return Facts(
        {file: (album, artist, label)
         for file, album, artist, label in db.session.execute(tracks.where(known))},
        {(artist, title): (album, label)
         for artist, title, album, label in db.session.execute(select(*columns))},
        frozenset(db.session.scalars(names)),
    )  # fmt: skip


def count_places(since: datetime, until: datetime, facts: Facts) -> Places:
    """Return the charts of [since, until): music that was not covered, from every source."""
    return places(_songs(since, until, facts), facts.whole_names)


def _songs(since: datetime, until: datetime, facts: Facts) -> Iterator[Counted]:
    what = Play.artist, Play.title, Play.album, Play.label, Play.file
    query = (
        select(*what, func.count(), func.max(Play.started_at))
        .where(Play.started_at >= since, Play.started_at < until)
        .where(Play.source.in_(SONG_SOURCES), Play.kind == "music", Play.covered.is_(False))
        .group_by(*what)
    )
    for artist, title, album, label, file, plays, last_at in db.session.execute(query):
        of_file = facts.of_file.get(file, ("", "", ""))
        of_song = facts.of_song.get((key_of(artist), key_of(title)), ("", ""))
        yield Counted(artist, title, album or of_file[0] or of_song[0],
                      label or of_file[2] or of_song[1], of_file[1], plays, last_at)  # fmt: skip


def ranks_of(found: Places) -> Ranks:
    """Return the place of each key, from 1, in each chart."""
    return {(of, tally.key): place
            for of in OF for place, tally in enumerate(found[of], 1)}  # fmt: skip


def kept_ranks(period: Period) -> Ranks:
    """Return the same of a chart that is stored."""
    query = select(ChartEntry.of, ChartEntry.key, ChartEntry.place).where(*_is_of(period))
    return {(of, key): place for of, key, place in db.session.execute(query)}


def find_chart(period: Period, of: str) -> tuple[Chart | None, list[ChartEntry]]:
    """Return a chart and its places; None before it was made."""
    chart = db.session.get(Chart, (period.kind, period.starts_on))
    query = select(ChartEntry).where(*_is_of(period), ChartEntry.of == of)
    return chart, list(db.session.scalars(query.order_by(ChartEntry.place)))


def store_chart(period: Period, found: Places, before: Ranks, chart: Chart) -> None:
    """Store a chart in place of the one that is there; begins and commits its own write."""
    entries = [
        {"period": period.kind, "starts_on": period.starts_on, "of": of, "place": place,
         "key": tally.key, "title": tally.title, "artist": tally.artist, "label": tally.label,
         "plays": tally.plays, "before": before.get((of, tally.key))}
        for of in OF for place, tally in enumerate(found[of], 1)
    ]  # fmt: skip
    begin_write()
    db.session.execute(delete(ChartEntry).where(*_is_of(period)))
    if entries:
        db.session.execute(insert(ChartEntry), entries)
    db.session.merge(chart)
    db.session.commit()


def _is_of(period: Period) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return ChartEntry.period == period.kind, ChartEntry.starts_on == period.starts_on
