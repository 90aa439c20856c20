"""Reads of the API: spins with what is known of them, playlists, occurrences of shows, personas."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import joinedload

from blueprints.api.objects import Spin
from blueprints.api.parameters import Page
from blueprints.core.extensions import db
from blueprints.core.text import folded, same_name
from blueprints.player.models import IS_SONG, Play, Track
from blueprints.player.record_models import Recording
from blueprints.player.row_covers import covers_of
from blueprints.shows.models import Episode, Presenter, Show, show_presenter
from blueprints.shows.queries import HORIZON, LONGEST, schedule_between
from blueprints.shows.schedule import Airing

COVER_WIDTH = 320
AHEAD = timedelta(hours=1)  # so long before it begins, an episode may be seen
WHOLE = (
    joinedload(Episode.show).joinedload(Show.picture),
    joinedload(Episode.show).selectinload(Show.presenters),
)


def find_spin(number: int, heard: datetime) -> Play | None:
    """Return a spin that began by `heard`, or None."""
    song = select(Play).where(Play.id == number, Play.started_at <= heard, IS_SONG)
    return db.session.scalar(song)


def spins(plays: Sequence[Play], playlists: Sequence[int | None]) -> list[Spin]:
    """Return plays, in their order, with what the library, reports and covers know of them."""
    files = {play.file for play in plays if play.file}
    tracks = {t.file: t for t in db.session.scalars(select(Track).where(Track.file.in_(files)))}
    names = {_names(play) for play in plays}
    key = tuple_(Recording.artist_key, Recording.title_key)
    found = db.session.scalars(select(Recording).where(key.in_(names)))
    recordings = {(one.artist_key, one.title_key): one for one in found}
    covers = covers_of(plays, COVER_WIDTH)
    return [
        Spin(
            play, playlist, tracks.get(play.file), recordings.get(_names(play)), covers.get(play.id)
        )
        for play, playlist in zip(plays, playlists, strict=True)
    ]


def page_of_playlists(
    since: datetime | None, until: datetime, show: int | None, persona: int | None, page: Page
) -> tuple[list[Episode], int]:
    """Return a page of the episodes that begin by `until` and end after `since`, newest first."""
    query = select(Episode).where(Episode.starts_at <= until)
    if since is not None:  # the first condition says the same to the index
        query = query.where(Episode.starts_at > since - LONGEST, Episode.ends_at > since)
    if show is not None:
        query = query.where(Episode.show_id == show)
    if persona is not None:
        shows = select(show_presenter.c.show_id).where(show_presenter.c.presenter_id == persona)
        query = query.where(Episode.show_id.in_(shows))
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return _page_of_episodes(query, total, page), total


def find_playlist(number: int, now: datetime) -> Episode | None:
    """Return an episode that begins within the next hour or has begun, or None."""
    of = select(Episode).where(Episode.id == number, Episode.starts_at <= now + AHEAD)
    return db.session.scalar(of.options(*WHOLE))


def find_playlists(numbers: Collection[int]) -> dict[int, Episode]:
    """Return these episodes by number."""
    found = db.session.scalars(select(Episode).where(Episode.id.in_(numbers)).options(*WHOLE))
    return {episode.id: episode for episode in found}


def occurrences(start: datetime, end: datetime) -> list[Airing]:
    """Return the airings that begin by `end` and end after `start`, by time and show."""
    return schedule_between(start, end + timedelta(microseconds=1))


def next_occurrences(start: datetime) -> dict[int, Airing]:
    """Return each show's first airing that ends after `start`, by time and show."""
    found: dict[int, Airing] = {}
    for airing in occurrences(start, start + HORIZON):
        found.setdefault(airing.show_id, airing)
    return found


def page_of_personas(name: str, page: Page) -> tuple[list[Presenter], int]:
    """Return a page of the presenters whose names hold the words of `name`, and how many."""
    named = db.session.execute(select(Presenter.id, Presenter.name).order_by(Presenter.id))
    numbers = [number for number, text in named if folded(name) in folded(text)]
    asked = numbers[page.offset : page.offset + page.count]
    return list(find_personas(asked).values()), len(numbers)


def find_personas(numbers: Collection[int]) -> dict[int, Presenter]:
    """Return these presenters by number."""
    of = select(Presenter).where(Presenter.id.in_(numbers)).order_by(Presenter.id)
    found = db.session.scalars(of.options(joinedload(Presenter.picture)))
    return {persona.id: persona for persona in found}


def shows_of(personas: Iterable[int]) -> dict[int, list[int]]:
    """Return the numbers of each presenter's shows."""
    persona, show = show_presenter.c.presenter_id, show_presenter.c.show_id
    pairs = select(persona, show).where(persona.in_(list(personas))).order_by(show)
    found: dict[int, list[int]] = {}
    for number, of in db.session.execute(pairs):
        found.setdefault(number, []).append(of)
    return found


def _page_of_episodes(query: Select[Episode], total: int, page: Page) -> list[Episode]:
    if page.offset >= total:
        return []
    newest = query.order_by(Episode.starts_at.desc(), Episode.id.desc())
    page_of = newest.offset(page.offset).limit(page.count).options(*WHOLE)
    return list(db.session.scalars(page_of))


def _names(play: Play) -> tuple[str, str]:
    return same_name(play.artist), same_name(play.title)
