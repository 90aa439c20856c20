"""A log of eight years to measure the public record with: its artists, episodes and charts."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import insert

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.player.chart_upkeep import keep_charts
from blueprints.player.models import Credit, Play
from blueprints.shows.models import Episode, Show
from tests.performance.music_library import songs

YEARS = timedelta(days=8 * 365)
LONGEST = 200.0  # seconds, of a song
CHUNK = 50_000
DAYS_OF_EPISODES = 60


def write_log(app: Flask, count: int) -> None:
    """Write `count` plays of 20,000 songs, credited, spread over eight years until now.

    The newest are as close in each log: a day of few plays has as many rows as one of many. The
    station on air has a play already.
    """
    with app.app_context():
        begin_write()
        for numbers in _chunks(count):
            rows = list(_plays(numbers, count))
            db.session.execute(insert(Play), rows)
            credits = [{"play_id": row["id"], "key": row["artist"].casefold(),
                        "started_at": row["started_at"]} for row in rows]  # fmt: skip
            db.session.execute(insert(Credit), credits)
        _write_episodes()
        db.session.commit()


def make_charts(app: Flask, rounds: int = 3) -> None:
    """Make the newest charts, as the worker does in so many rounds."""
    with app.app_context():
        for _ in range(rounds):
            keep_charts()


def _chunks(count: int) -> Iterator[range]:
    for first in range(0, count, CHUNK):
        yield range(first, min(first + CHUNK, count))


def _plays(numbers: range, count: int) -> Iterator[dict[str, object]]:
    chance, library = random.Random(numbers.start), list(songs())
    for number in numbers:
        song = library[int(len(library) * chance.random() ** 3)]  # some are played more
        began = _start(count - number, count)
        yield {
            "id": number + 2, "source": "spin" if number % 9 == 0 else "mpd",
            "kind": "jingle" if number % 12 == 5 else "music", "title": song["title"],
            "artist": song["artist"], "album": song["album"],
            "label": f"Label {len(song['album'])}",
            "file": song["file"], "duration": LONGEST, "started_at": began,
            "ended_at": began + timedelta(seconds=LONGEST), "how": "finished",
        }  # fmt: skip


def _start(back: int, count: int) -> datetime:
    """Return when the play so many places from the end began: the last 5,000 without a pause."""
    close = min(back, 5_000)
    step = (YEARS - timedelta(seconds=5_000 * LONGEST)) / max(1, count - 5_000)
    return NOW - timedelta(seconds=close * LONGEST) - (back - close) * step


def _write_episodes() -> None:
    show = Show(slug="night-boat", title="Night Boat")
    db.session.add(show)
    midnight = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
    for day in range(DAYS_OF_EPISODES):
        begin = midnight - timedelta(days=day)
        db.session.add(Episode(starts_at=begin, ends_at=begin + timedelta(days=1)))
        for hour in range(0, 24, 3):
            starts_at = begin + timedelta(hours=hour)
            ends_at = starts_at + timedelta(hours=2)
            db.session.add(Episode(show=show, starts_at=starts_at, ends_at=ends_at))


NOW = clock.now()
