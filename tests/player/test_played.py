"""“Played on …” beside a story: when its artists were played, as the log has it."""

import time
from datetime import timedelta

import pytest
import time_machine

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.player.actions import credits_of
from blueprints.player.models import Play
from tests.news.helpers import Page, write_story
from tests.player.helpers import hear, reading, song

ASIDE = {"aria_label": "About this story"}
HTML = """<script>alert(1)</script>"'&"""


@pytest.fixture
def log(app):
    """Write plays: each so many minutes ago, of a title, by an artist."""

    def write(*plays, **columns):
        with app.app_context():
            for minutes, title, artist in plays:
                began = clock.now() - timedelta(minutes=minutes)
                usual = {"source": "mpd", "kind": "music", "ended_at": began}
                play = Play(title=title, artist=artist, started_at=began, **usual | columns)
                play.credits = credits_of(artist, began)
                db.session.add(play)
            db.session.commit()

    return write


def story_about(app, *artists):
    return write_story(app, "a-story", artists=artists)


def box(app, address="/news/a-story"):
    """Return what stands beside the story: here its plays alone; None when there are none."""
    page = Page(app.test_client().get(address).text)
    return page.inside("aside", **ASIDE) if page.all("aside", **ASIDE) else None


def shown(app):
    """The titles of the plays on the story's page."""
    plays = box(app)
    return plays.inside("ol", class_="plays").texts("b") if plays else []


def test_the_newest_five_plays_of_the_artist_stand_newest_first(app, log):
    story_about(app, "Anna")
    log(*((number + 1, f"Song {number}", "Anna") for number in range(7)))
    log((1, "Another's", "Ben"))
    assert shown(app) == [f"Song {number}" for number in range(5)]


def test_a_play_says_when_what_and_who(make_app, log):
    app = make_app(
        RADIO_TIMEZONE="Asia/Kathmandu", RADIO_STATION_NAME="Harbour 99.1", RADIO_STREAM_DELAY=60
    )
    with time_machine.travel("2026-11-22T20:30:00Z", tick=False):
        story_about(app, "Anna")
        log((0, "Tide", "Anna, Ben"))
    with time_machine.travel("2026-11-23T20:30:00Z"):
        plays = box(app)
    assert plays.texts("h2") == ["Played on Harbour 99.1"]
    assert plays.texts("p") == ["Anna"]
    assert plays.texts("time", datetime="2026-11-22T20:31:00.000Z") == ["23 Nov 02:16"]
    assert plays.texts("div", dir="auto") == ["Tide Anna, Ben"]


def test_a_play_without_title_says_so(app, log):
    story_about(app, "Anna")
    log((1, "", "Anna"))
    assert shown(app) == ["Unknown title"]


def test_a_story_without_artists_or_plays_has_no_place_for_them(app, log):
    write_story(app, "no-artists")
    story_about(app, "Anna")
    log((1, "Tide", "Ben"), (2, "Untitled", ""))
    assert box(app) is box(app, "/news/no-artists") is None


# Who is credited


@pytest.mark.parametrize(
    ("artist", "credited"),
    [
        ("Anna", "ANNA"),
        ("Anna", "anna"),
        ("ＡＮＮＡ", "Anna"),
        ("Straße", "STRASSE"),
        ("Ame\u0301lie", "Amélie"),
        ("ﬁsh", "FISH"),
        ("The  Ferry", "the ferry"),
        ("Ben", "Anna, Ben"),
        ("Anna, Ben", "Anna, Ben"),
        ("Ben", "Anna, BEN, Cleo"),
        ("مرحبا", "مرحبا"),
    ],
)
def test_an_artist_is_known_in_every_writing(app, artist, credited):
    story_about(app, artist)
    hear(app, reading(time.time() - 1, of=song(artist=credited)))
    assert shown(app) == ["Tide"]


@pytest.mark.parametrize("credited", ["Annabel", "Anna & Ben", "Ann", "", "Anna/Ben", "%", "A_na"])
def test_another_is_not_taken_for_the_artist(app, credited):
    story_about(app, "Anna")
    hear(app, reading(time.time() - 1, of=song(artist=credited)))
    assert box(app) is None


def test_a_play_by_several_of_a_storys_artists_stands_once(app, log):
    story_about(app, "Anna", "Ben")
    log((1, "Together", "Anna, Ben"), (2, "Alone", "Ben"), (3, "Alone too", "Anna"))
    assert shown(app) == ["Together", "Alone", "Alone too"]


def test_plays_by_many_of_a_storys_artists_are_still_five(app, log):
    names = ["Anna", "Ben", "Cleo", "Dora", "Emil", "Frida", "Gus", "Hanna"]
    story_about(app, *names)
    log(*((number + 1, f"Song {number}", ", ".join(names)) for number in range(6)))
    assert shown(app) == [f"Song {number}" for number in range(5)]


# What is no play of theirs


@pytest.mark.parametrize("columns", [{"covered": True}, {"kind": "jingle"}, {"kind": "spot"},
                                     {"kind": "speech"}])  # fmt: skip
def test_what_nobody_heard_as_music_stands_not_there(app, log, columns):
    story_about(app, "Anna")
    log((1, "Not so", "Anna"), **columns)
    log((2, "Tide", "Anna"))
    assert shown(app) == ["Tide"]


@pytest.mark.parametrize("columns", [{"covered": True}, {"kind": "jingle"}])
def test_many_of_them_crowd_no_song_out(app, log, columns):
    story_about(app, "Anna")
    log(*((number + 1, "Not so", "Anna") for number in range(25)), **columns)
    log((60, "Tide", "Anna"))
    assert shown(app) == ["Tide"]


@pytest.mark.parametrize("source", ["spin", "playout"])
def test_songs_from_elsewhere_are_plays_too(app, log, source):
    story_about(app, "Anna")
    log((1, "Tide", "Anna"), source=source)
    assert shown(app) == ["Tide"]


# When it is heard


def test_the_song_on_air_stands_there_at_once_without_a_delay(app):
    story_about(app, "Anna")
    hear(app, reading(time.time() - 0.1))
    assert shown(app) == ["Tide"]


def test_a_song_stands_there_when_it_is_heard_and_not_before(make_app):
    app = make_app(RADIO_STREAM_DELAY=12)
    story_about(app, "Anna")
    now = time.time()
    with time_machine.travel(now):
        hear(app, reading(now - 4))
        assert shown(app) == []
    with time_machine.travel(now + 7):
        assert shown(app) == []
    with time_machine.travel(now + 9):
        assert shown(app) == ["Tide"]


def test_html_in_a_play_is_shown_as_text(app, log):
    address = story_about(app, HTML)
    log((1, HTML, HTML))
    assert "<script>alert" not in app.test_client().get(address).text
    assert box(app).texts("div") == [f"{HTML} {HTML}"]
    assert box(app).texts("p") == [HTML]


def test_a_play_may_be_in_any_script(app, log):
    story_about(app, "مرحبا")
    log((1, "أغنية", "مرحبا"))
    assert box(app).texts("div", dir="auto") == ["أغنية مرحبا"]


def test_a_thousand_plays_cost_what_ten_cost(app, log, count_queries):
    address = story_about(app, "Anna")
    counts = []
    app.test_client().get(address)  # the schedule is kept
    for amount in (10, 1000):
        log(*((number + 1, "Tide", "Anna") for number in range(amount)))
        with count_queries() as queries:
            app.test_client().get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 9
