"""Artists that are suggested for a story: whom the log knows and the text names."""

from datetime import timedelta

import pytest

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.news.models import ArtistAlias, Story
from blueprints.player.labels import artist_keys
from blueprints.player.models import Credit, Play
from blueprints.player.suggestions import suggest_artists
from tests.news.helpers import Page, write_story


@pytest.fixture
def log(app):
    """Logs plays by these artists, each a day after the one before, the last of them now."""

    def write(*artists):
        with app.app_context():
            for place, artist in enumerate(artists, 1):
                at = clock.now() - timedelta(days=len(artists) - place)
                play = Play(source="mpd", title="A song", artist=artist, started_at=at, ended_at=at)
                play.credits = [Credit(key=key, started_at=at) for key in artist_keys(artist)]
                db.session.add(play)
            db.session.commit()

    return write


@pytest.fixture
def suggested(app):
    """The names that are suggested for the last story."""

    def names():
        with app.app_context():
            story = db.session.query(Story).order_by(Story.id.desc()).first()
            return [one.name for one in suggest_artists(story)]

    return names


def test_names_of_the_log_that_stand_in_the_text(app, log, suggested):
    log("Anna and the Harbour Band", "Björk, AC/DC", "Earth, Wind & Fire", "Nobody Here", "Air",
        "rain", "Guns N' Roses", "The Ferry", "مرحبا", "BJÖRK")  # fmt: skip
    write_story(
        app, "a", headline="“Anna and the Harbour Band” came, with AC/DC",
        standfirst="And the ferry’s horn. Air, and rain.", byline="Nobody Here",
        body="<p>bj\u00f6rk is not a name here, but Bj\u00f6rk’s <em>voice</em> is</p>"
        "<p>Guns  N' Roses; مرحبا</p>",
    )  # fmt: skip
    assert suggested() == [
        "Anna and the Harbour Band", "Guns N' Roses", "The Ferry", "BJÖRK", "مرحبا", "AC/DC",
    ]  # fmt: skip


def test_who_is_linked_already_is_not_suggested_under_any_name(app, log, suggested):
    log("The Ferry", "Ferry Men", "Rain Lorry")
    write_story(app, "a", headline="The Ferry, or Ferry Men; Rain Lorry", artists=["The Ferry"])
    with app.app_context():
        db.session.add(ArtistAlias(key="ferry men", artist_id=1))
        db.session.commit()
    assert suggested() == ["Rain Lorry"]


def test_at_most_eight_and_nothing_of_nothing(app, log, suggested):
    write_story(app, "a", headline="Nobody 1")
    assert suggested() == []
    log(*(f"Band {number}" for number in range(12)))
    write_story(app, "b", body="".join(f"<p>Band {number}.</p>" for number in range(12)))
    assert suggested() == [f"Band {number}" for number in range(11, 3, -1)]
    write_story(app, "c", headline="", body="<p>" + "word " * 30_000 + "</p>")
    assert suggested() == []


def test_the_form_of_a_story_offers_them_in_one_statement(app, as_staff, log, count_queries):
    log('Ann "<b>" Quay')
    write_story(app, "a", headline='We heard Ann "<b>" Quay')
    browser = as_staff("editor")
    page = Page(browser.get("/desk/stories/1").text)
    (button,) = [at for at, _ in page.all("button") if "data-add-artist" in at]
    assert button["data-add-artist"] == 'Ann "<b>" Quay'
    with app.app_context(), count_queries() as queries:
        suggest_artists(db.session.get(Story, 1))
    assert len(queries) <= 3  # with the story and its artists
