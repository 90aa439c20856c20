"""`stories` of /current-track.json: what the news has of the artist on air."""

import time
from datetime import timedelta

import pytest
import time_machine

from blueprints.core import clock
from tests.news.helpers import Page, change_story, write_story
from tests.player.helpers import hear, polled, reading, song


def on_air(app, **tags):
    """Lets a song play that nobody heard of before; gives what is said of its artist."""
    hear(app, reading(time.time() - 0.1, of=song(**tags)))
    return [story["url"] for story in polled(app)["stories"]]


def front(app):
    """The stories about the artist, as the front page shows them."""
    page = Page(app.test_client().get("/").text)
    part = page.inside("ul", data_track="stories-list")
    return [(a["href"], text) for a, text in part.all("a")]


def test_the_newest_three_stories_about_the_artist_are_told(app):
    for number in range(5):
        write_story(app, f"about-{number}", hours_ago=number + 1, artists=["Anna"])
    write_story(app, "about-another", hours_ago=0, artists=["Ben"])
    assert on_air(app) == ["/news/about-0", "/news/about-1", "/news/about-2"]


def test_a_story_is_told_by_title_and_address(app):
    write_story(app, "a-story", headline="The  quay <b>&</b>\nthe rain", artists=["Anna"])
    hear(app, reading(time.time() - 1))
    told = {"title": "The quay <b>&</b> the rain", "url": "/news/a-story"}
    assert polled(app)["stories"] == [told]


@pytest.mark.parametrize(
    ("artist", "credited"),
    [
        ("Anna", "ANNA"),
        ("ＡＮＮＡ", "Anna"),
        ("Straße", "STRASSE"),
        ("Ame\u0301lie", "Amélie"),
        ("Ben", "Anna, Ben"),
        ("Anna, Ben", "Anna, Ben"),
    ],
)
def test_an_artist_is_known_in_every_writing(app, artist, credited):
    write_story(app, "a-story", artists=[artist])
    assert on_air(app, artist=credited) == ["/news/a-story"]


@pytest.mark.parametrize("credited", ["Annabel", "Anna & Ben", "", "%", "A_na"])
def test_another_is_not_taken_for_the_artist(app, credited):
    write_story(app, "a-story", artists=["Anna"])
    assert on_air(app, artist=credited) == []


def test_a_story_about_several_who_play_is_told_once(app):
    write_story(app, "a-story", artists=["Anna", "Ben"])
    assert on_air(app, artist="Anna, Ben") == ["/news/a-story"]


@pytest.mark.parametrize("told", [{"hours_ago": None}, {"hours_ago": -1}, {"withdrawn": True}],
                         ids=["a draft", "a scheduled story", "a withdrawn story"])  # fmt: skip
def test_hidden_stories_are_not_told(app, told):
    write_story(app, "a-secret", headline="Secret", artists=["Anna"], **told)
    write_story(app, "shown", hours_ago=9, artists=["Anna"])
    assert on_air(app) == ["/news/shown"]
    client = app.test_client()
    for address in ("/", "/current-track.json"):
        text = client.get(address).text
        assert "a-secret" not in text
        assert "Secret" not in text


def test_what_is_withdrawn_or_published_is_seen_at_the_next_look(app):
    write_story(app, "past", artists=["Anna"])
    write_story(app, "plan", hours_ago=-1, artists=["Anna"])
    began = time.time()
    assert on_air(app) == ["/news/past"]
    change_story(app, "past", withdrawn_at=clock.now())
    change_story(app, "plan", publish_at=clock.now() - timedelta(seconds=1))
    with time_machine.travel(began + 2):
        hear(app, reading(began + 1.9, elapsed=2.0))
        assert [story["url"] for story in polled(app)["stories"]] == ["/news/plan"]


def test_between_two_changes_the_etag_is_the_same(app, client):
    write_story(app, "a-story", artists=["Anna"])
    began = time.time()
    etags = set()
    for second in (0, 2, 4):
        with time_machine.travel(began + second, tick=False):
            hear(app, reading(began + second - 0.5, elapsed=10.0 + second, epoch=began - 1000))
            etags.add(client.get("/current-track.json").headers["ETag"])
    assert len(etags) == 1


# States


def test_a_song_that_is_paused_has_its_stories(app):
    write_story(app, "a-story", artists=["Anna"])
    hear(app, reading(time.time() - 1, elapsed=3.0, state="pause"))
    assert [story["url"] for story in polled(app)["stories"]] == ["/news/a-story"]


@pytest.mark.parametrize("file", ["jingles/ident.mp3", "spots/fair.mp3"])
def test_a_jingle_has_no_stories(app, file):
    write_story(app, "a-story", artists=["Anna"])
    assert on_air(app, file=file) == []
    assert polled(app)["state"] == "jingle"


def test_off_air_and_unknown_have_no_stories(app):
    write_story(app, "a-story", artists=["Anna"])
    now = time.time()
    hear(app, reading(now - 4))
    with time_machine.travel(now + 60):
        assert (polled(app)["state"], polled(app)["stories"]) == ("unknown", [])
    hear(app, reading(now - 1, state="stop"))
    assert (polled(app)["state"], polled(app)["stories"]) == ("off_air", [])


# What arrives at the ear


def test_the_front_page_shows_them_as_they_are_told(app):
    html = """<script>alert(1)</script>"'&"""
    write_story(app, "a-story", headline=html, artists=["Anna"])
    hear(app, reading(time.time() - 1))
    assert front(app) == [("/news/a-story", html)]
    assert "<script>alert" not in app.test_client().get("/").text


def test_with_a_delay_the_page_tells_of_who_is_heard_and_never_of_who_comes(make_app):
    app = make_app(RADIO_STREAM_DELAY=12)
    write_story(app, "about-anna", hours_ago=99, artists=["Anna"])
    write_story(app, "about-ben", hours_ago=99, artists=["Ben"])
    now = time.time()
    hear(app, reading(now - 20, of=song(artist="Anna", duration=16.0)))
    hear(app, reading(now - 4, of=song(title="Still coming", artist="Ben"), song_id=2))
    assert [story["url"] for story in polled(app)["stories"]] == ["/news/about-ben"]
    assert front(app) == [("/news/about-anna", "about-anna")]
    with time_machine.travel(now + 9):
        assert front(app) == [("/news/about-ben", "about-ben")]


@pytest.mark.parametrize("before", [None, "jingles/ident.mp3"], ids=["nothing", "a jingle"])
def test_with_a_delay_nobodys_stories_stand_there_before_a_song_is_heard(make_app, before):
    app = make_app(RADIO_STREAM_DELAY=12)
    write_story(app, "about-anna", hours_ago=99, artists=["Anna"])
    now = time.time()
    if before:
        hear(app, reading(now - 20, of=song(file=before, duration=16.0)))
    hear(app, reading(now - 4, song_id=2))
    assert polled(app)["stories"]
    assert front(app) == []
