"""The warnings of the queue: spins and plays counted in, explicit words by the hour."""

import json
from datetime import timedelta

from sqlalchemy import update

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.core.station import StationSettings
from blueprints.player.models import Play, Track

ONE, TWO = "tone 1.wav", "tone 2.wav"


def warned(state):
    """The first warning of each coming row, or None."""
    return [row["warnings"][0] if row["warnings"] else None for row in state["queue"]["rows"]]


def write(app, *rows, **settings):
    """Write rows and settings of the station."""
    with app.app_context():
        begin_write()
        db.session.add_all(rows)
        if settings:
            db.session.add(StationSettings(id=1, kept=json.dumps(settings), changed_at=clock.now()))
        db.session.commit()


def test_the_same_artist_too_soon_is_warned_of(dj):
    first, second = warned(dj.adds(ONE, TWO))
    assert first is None
    assert second == "Same artist less than a minute before; the rule says 30 minutes"


def test_a_spin_counts(dj, station):
    at = clock.now() - timedelta(minutes=9, seconds=30)
    write(station, Play(source="spin", artist="AMBER  Choir", title="Other", started_at=at,
                        ended_at=at + timedelta(minutes=3)))  # fmt: skip
    assert warned(dj.adds(ONE)) == ["Same artist 9 minutes before; the rule says 30"]


def test_what_was_covered_does_not_count(dj, station):
    at = clock.now() - timedelta(minutes=9)
    write(station, Play(source="mpd", artist="Amber Choir", title="Other", covered=True,
                        started_at=at, ended_at=at + timedelta(minutes=3)))  # fmt: skip
    assert warned(dj.adds(ONE)) == [None]


def test_explicit_words_before_their_hour(dj, station):
    now = clock.now()
    hours = [(now + timedelta(hours=hour)).strftime("%H:%M") for hour in (2, 4)]
    write(station, rotation="off", explicit_from=hours[0], explicit_until=hours[1])
    with station.app_context():
        db.session.execute(update(Track).where(Track.file == ONE).values(explicit=True))
        db.session.commit()
    told = f"Explicit: only allowed from {hours[0]} to {hours[1]}"
    assert warned(dj.adds(ONE, TWO)) == [told, None]
