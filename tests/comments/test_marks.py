"""What a reply says of itself: the station's badge, edited, read on air."""

from datetime import timedelta

import pytest

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.player.models import Play
from tests.news.helpers import Page


@pytest.fixture
def talk(app, traveller):
    """The number of a talk break."""
    with app.app_context():
        play = Play(source="manual", kind="talk", title="Talk", started_at=clock.now())
        db.session.add(play)
        db.session.commit()
        return play.id


@pytest.fixture
def shown(client, story):
    """A reply as the story's page shows it."""
    return lambda number: Page(client.get(story).text).inside("article", id=f"comment-{number}")


@pytest.mark.parametrize(
    ("columns", "classes", "words"),
    [
        ({"by_station": True}, "badge", ["Station reply"]),
        ({"edited_by": "writer"}, "quiet", ["edited"]),
        ({"edited_by": "moderator"}, "quiet", ["edited by a moderator"]),
        ({}, "badge", []),
        ({}, "quiet", []),
    ],
)
def test_the_marks_of_a_reply(story, write, shown, columns, classes, words):
    assert shown(write(story, **columns)).texts("span", class_=classes) == words


def test_read_on_air_leads_to_the_moment_that_listeners_heard(make_app, story, write, talk):
    number = write(story, read_at=clock.now() - timedelta(hours=1), read_play_id=talk)
    app = make_app(RADIO_STREAM_DELAY="90", RADIO_TIMEZONE="Europe/Lisbon")
    page = Page(app.test_client().get(story).text).inside("article", id=f"comment-{number}")
    link, text = page.one("a", class_="read")
    assert link["href"] == "/playlist/?day=2026-11-22&time=11:01"
    assert text == "read on air, Sunday 11:01"
    assert app.test_client().get(link["href"]).status_code == 200


def test_what_was_read_long_ago_has_its_date(story, write, talk, shown, traveller):
    number = write(story, read_at=clock.now(), read_play_id=talk)
    traveller.shift(8 * 24 * 3600)
    assert shown(number).one("a", class_="read")[1] == "read on air, 22 Nov, 12:00"


def test_a_removed_reply_has_no_marks(story, write, talk, shown):
    marks = {"edited_by": "moderator", "by_station": True, "read_at": clock.now()}
    number = write(story, state="rejected", read_play_id=talk, **marks)
    write(story, to=number)
    page = shown(number)
    assert page.all("span", class_="badge") == page.all("span", class_="quiet") == []
    assert page.all("a", class_="read") == page.all("a", class_="report") == []
