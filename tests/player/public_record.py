"""A log and a schedule for tests of the public record."""

from datetime import timedelta

from blueprints.core.extensions import db
from blueprints.player.actions import credits_of
from blueprints.player.models import Gap, Play, Snapshot
from blueprints.shows.models import Episode, Show


class Record:
    """Write rows of the log: by title, or gaps; times are aware."""

    def __init__(self, app):
        self.app = app

    def play(self, title, began, minutes=3.0, artist="Anna", **columns):
        """Log a song of MPD's that began then; without `minutes` it is still open."""
        ended = began + timedelta(minutes=minutes) if minutes else None
        usual = {"source": "mpd", "kind": "music", "ended_at": ended}
        with self.app.app_context():
            row = Play(title=title, artist=artist, started_at=began, **usual | columns)
            row.credits = credits_of(artist, began)
            db.session.add(row)
            db.session.commit()
            return row.id

    def fill(self, since, until, title="Filler"):
        """Log one long row, so that there is no gap."""
        return self.play(title, since, (until - since).total_seconds() / 60, kind="jingle")

    def gap(self, since, until):
        """Note that nobody watched."""
        with self.app.app_context():
            db.session.add(Gap(from_at=since, to_at=until, why="unwatched"))
            db.session.commit()

    def watched(self, until):
        """Say when MPD was heard last."""
        with self.app.app_context():
            db.session.merge(Snapshot(id=1, heard_at=until))
            db.session.commit()

    def episode(self, starts_at, ends_at, title=None):
        """Write an episode of the show with this title, or of automation; return its number."""
        with self.app.app_context():
            show = None
            if title:
                slug = title.lower().replace(" ", "-")
                show = db.session.query(Show).filter_by(slug=slug).first()
                show = show or Show(slug=slug, title=title)
            row = Episode(show=show, starts_at=starts_at, ends_at=ends_at)
            db.session.add(row)
            db.session.commit()
            return row.id
