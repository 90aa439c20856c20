"""Rows of the library, and of the log, to test with."""

from datetime import timedelta

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.player.library_reader import entry_of
from blueprints.player.models import Play, Track
from blueprints.player.tracks import values_of

KINDS = {"jingle": ("jingles/",), "spot": ("spots/",)}


def add_track(app, file, **tags):
    """Add a track as the mirror does, with `tags` of MPD and other columns; return its number."""
    columns = {name: tags.pop(name) for name in list(tags) if hasattr(Track, name)
               and name not in ("title", "artist", "album", "genre", "duration")}  # fmt: skip
    entry = entry_of({"file": file, "duration": "200", **tags})
    with app.app_context():
        track = Track(**{**values_of(entry, KINDS), "added_at": clock.now(), **columns})
        db.session.add(track)
        db.session.commit()
        return track.id


def add_play(app, file, days=0.0, **columns):
    """Log a play that began so many days ago."""
    began = clock.now() - timedelta(days=days)
    usual = {"source": "mpd", "title": "x", "ended_at": began + timedelta(seconds=9), "how": "lost"}
    with app.app_context():
        db.session.add(Play(file=file, started_at=began, **(usual | columns)))
        db.session.commit()


def read(app, model, number=1):
    """A row, read anew; None without it."""
    with app.app_context():
        return db.session.get(model, number)
