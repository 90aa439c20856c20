"""Artists that are suggested for a story: whom the log knows and the text names."""

from datetime import timedelta

import pytest

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.news.models import ArtistAlias, Story
from blueprints.player.display_names import artist_keys
from blueprints.player.models import Credit, Play
from blueprints.player.suggestions import suggest_artists
from tests.news.desk.conftest import errors_of, fields_of
from tests.news.helpers import Page, write_story

EARTH, TYLER = "Earth, Wind & Fire", "Tyler, The Creator"


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


def test_a_name_with_commas_is_suggested_whole(app, log, suggested):
    log("Crosby, Stills, Nash & Young", EARTH, "Anna, Ben", TYLER, "Creator")
    write_story(app, "a", headline=f"{EARTH}, and Anna", body=f"<p>With {TYLER}; Creator too.</p>")
    assert suggested() == [EARTH, TYLER, "Creator", "Anna"]
    write_story(app, "b", headline="“Crosby, Stills, Nash & Young”.", artists=[EARTH], body=EARTH)
    assert suggested() == ["Crosby, Stills, Nash & Young"]


def test_artists_of_the_station_who_played_together_are_suggested_one_by_one(app, log, suggested):
    log("Anna", "Berta", "Anna, Berta")
    write_story(app, "before", artists=("Anna", "Berta"))
    write_story(app, "a", headline="Tonight: Anna, Berta and Carol")
    assert sorted(suggested()) == ["Anna", "Berta"]
    write_story(app, "b", headline="Tonight: Anna, Berta and Carol", artists=("Anna", "Berta"))
    assert suggested() == []


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
    page = Page(browser.get("/desk/stories/1").text).inside("form", id="story-form")
    box, _ = page.one("input", name="add_artists")
    assert (box["type"], box["value"], "checked" in box) == ("checkbox", 'Ann "<b>" Quay', False)
    assert page.one("label", for_=box["id"])[1].startswith('Ann "<b>" Quay played ')
    with app.app_context(), count_queries() as queries:
        suggest_artists(db.session.get(Story, 1))
    assert len(queries) <= 3  # with the story and its artists


# Added without script: each is a box of the form


@pytest.fixture
def send(app, as_staff, log):
    """Send the form of a story about Anna, EARTH and TYLER, changed by `typed`, with boxes ticked;
    gives the answer, and whom the story is linked to."""
    log("Anna", TYLER, EARTH)
    write_story(app, "a", headline=f"{EARTH} and {TYLER}", standfirst="Live.", hours_ago=None,
                artists=["Anna"])  # fmt: skip
    browser = as_staff("editor")

    def send_(*ticked, to="", **typed):
        sent = fields_of(browser.get("/desk/stories/1").text) | typed
        data = sent | {"add_artists": list(ticked)}
        answer = browser.post(f"/desk/stories/1{to}", data=data)
        with app.app_context():
            return answer, [artist.name for artist in db.session.get(Story, 1).artists]

    return send_


@pytest.mark.parametrize("to", ["", "/submission", "/publication"])
def test_who_is_ticked_is_linked_with_what_is_typed(send, as_staff, to):
    answer, linked = send(EARTH, to=to, artists="Anna\r\nBen", headline=f"With {TYLER}")
    assert (answer.status_code, linked) == (303, ["Anna", "Ben", EARTH])
    page = Page(as_staff("editor").get("/desk/stories/1").text)
    assert page.texts("p", data_category="warning") == []
    assert [at["value"] for at, _ in page.all("input", name="add_artists")] == [TYLER]
    answer, linked = send(EARTH.upper(), "Anna", TYLER, TYLER)
    assert (answer.status_code, linked) == (303, ["Anna", "Ben", EARTH, TYLER])


def test_a_refused_form_comes_back_with_who_was_ticked_in_the_field(send):
    typed = {"source_url": "nowhere", "body": "<p>Typed.</p>", "artists": "Anna\nBen"}
    answer, linked = send(EARTH, **typed)
    assert (answer.status_code, linked, set(errors_of(answer))) == (422, ["Anna"], {"source_url"})
    shown = fields_of(answer.text)
    assert shown | typed | {"artists": f"Anna\nBen\n{EARTH}"} == shown
    boxes = Page(answer.text).all("input", name="add_artists")
    assert [at["value"] for at, _ in boxes] == [TYLER]
    assert "add_artists" not in shown


@pytest.mark.parametrize(
    ("ticked", "typed"),
    [
        (["x" * 301], ""),
        (["!!!"], ""),
        ([f"Band {number}" for number in range(20)], "Anna"),
        ([EARTH], "x" * 5001),
    ],
)
def test_who_cannot_be_linked_is_refused_as_if_typed(send, ticked, typed):
    answer, linked = send(*ticked, artists=typed)
    assert (answer.status_code, linked, set(errors_of(answer))) == (422, ["Anna"], {"artists"})
    shown = fields_of(answer.text)["artists"]
    assert shown.split("\n") == [*filter(None, [typed]), *ticked]


def test_odd_boxes_are_no_error(send):
    assert send("", " ", "\0", "\n", "a\nb")[1] == ["Anna", "a", "b"]
