"""A station with a show on Sundays, for tests of its episodes' stories."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from blueprints.accounts.models import User
from blueprints.core.extensions import db
from blueprints.core.station import keep_settings
from blueprints.news.models import Artist, Story, Tag
from blueprints.player.actions import credits_of
from blueprints.player.episode_drafts import make_drafts
from blueprints.player.models import Play
from blueprints.player.playlist_notes import PlaylistNotes
from blueprints.shows.models import Episode
from tests.player.by_hand import Hand
from tests.shows.on_air import write_show
from tests.staff import sign_in, write_cast

SUNDAY = datetime(2026, 11, 29, 20, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


class Station:
    """A station with a show by Dana and Dov, on Sundays from eight to ten."""

    def __init__(self, app, clock):
        self.app, self.clock, self.users = app, clock, write_cast(app)
        self.hand, self.notes = Hand(app, self.users["dj"]), PlaylistNotes()
        with app.app_context():
            keep_settings({"stream_delay": 10.0})
            users = [db.session.get(User, self.users[key]) for key in ("dj", "other_dj")]
            told = {"category": "Folk", "description": "Songs of the sea.", "language": "en"}
            self.show_id = write_show("Harbour Hour", by=users, **told).id
            db.session.add(Tag(slug="folk", name="Folk"))
            db.session.add(Artist(slug="the-slipways", name="The Slipways", key="the slipways"))
            db.session.commit()

    def episode(self, starts_at=SUNDAY, hours=2, plays=True, **told):
        """Write an episode, with a song twenty minutes into it; return its number."""
        times = {"starts_at": starts_at, "ends_at": starts_at + hours * HOUR}
        with self.app.app_context():
            episode = Episode(**{"show_id": self.show_id} | times | told)
            db.session.add(episode)
            if plays:
                self.play(starts_at + 20 * MINUTE)
            db.session.commit()
            return episode.id

    def play(self, at, title="Salt", artist="The Lamplighters", **told):
        play = Play(source="mpd", title=title, artist=artist, started_at=at,
                    ended_at=at + 3 * MINUTE, how="finished", **told)  # fmt: skip
        play.credits = credits_of(artist, at)
        db.session.add(play)

    def work(self):
        """The two jobs run."""
        for run in (make_drafts, self.notes.run):
            with self.hand.writing():
                run()

    def over(self, by=2 * HOUR + 2 * MINUTE):
        """It is two minutes after the usual episode, and the jobs have run."""
        self.clock.move_to(SUNDAY + by)
        self.work()

    def press(self, key, number):
        """That user presses “Publish playlist story”; return the status."""
        client = sign_in(self.app, self.users[key])
        return client.post(f"/desk/episodes/{number}/publication").status_code

    def story(self):
        """The only story, as it is now, with its owner and links."""
        with self.app.app_context():
            story = db.session.scalars(select(Story)).one()
            names = [artist.name for artist in story.artists], [tag.name for tag in story.tags]
            return story, story.owner and story.owner.name, *names

    def count(self, table=Story):
        with self.app.app_context():
            return len(db.session.scalars(select(table)).all())

    def page(self):
        story, *_ = self.story()
        answer = self.app.test_client().get(f"/news/{story.slug}")
        assert answer.status_code == 200
        return answer.text

    def feed(self):
        return self.app.test_client().get("/news/feed.xml")


@pytest.fixture
def station(make_app):
    app = make_app()
    app.config["WTF_CSRF_ENABLED"] = False
    with time_machine.travel(SUNDAY - HOUR, tick=False) as clock:
        yield Station(app, clock)


@pytest.fixture
def published(station):
    """The number of an episode whose story Dana has published; the song is at 20:20."""
    number = station.episode()
    station.over()
    assert station.press("dj", number) == 303
    return number
