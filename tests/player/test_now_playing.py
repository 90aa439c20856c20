"""The current track as a page shows it when it is served: what arrives at the ear."""

import re
import time
from datetime import datetime

import time_machine

from blueprints.player.now_playing import as_heard
from tests.player.helpers import hear, polled, reading, song


def front(app):
    return app.test_client().get("/").text


def test_without_a_delay_the_page_shows_what_is_on_air(app):
    hear(app, reading(time.time() - 1, of=song(title="Just begun")))
    assert "Just begun" in front(app)


def test_with_a_delay_it_shows_what_is_heard_and_never_what_comes(make_app):
    app = make_app(RADIO_STREAM_DELAY=12)
    now = time.time()
    hear(app, reading(now - 60, of=song(title="Earlier", duration=40.0)))
    hear(app, reading(now - 20, of=song(title="Heard now", duration=16.0), song_id=2))
    hear(app, reading(now - 4, of=song(title="Still coming"), song_id=3))
    assert polled(app)["track"]["title"] == "Still coming"
    page = front(app)
    assert "Heard now" in page
    assert "Earlier" in page
    assert "Still coming" not in page


def test_times_are_those_of_the_ear(make_app):
    app = make_app(RADIO_STREAM_DELAY=120)
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        now = time.time()
        hear(app, reading(now - 400, of=song(title="Earlier", duration=200.0)))
        hear(app, reading(now - 1, elapsed=189.0, of=song(duration=400.0), song_id=2))
        times = re.findall(
            r'<time(?: data-track="since-time")?\s+datetime="(.{24})">(.*?)<', front(app)
        )
        assert polled(app)["started_at"] == "2026-11-22T11:56:50.000Z"
    since, recent = ("2026-11-22T11:58:50.000Z", "11:58"), ("2026-11-22T11:55:20.000Z", "11:55")
    assert set(times) == {since, recent}


def test_with_a_delay_the_first_song_is_not_there_before_it_is_heard(make_app):
    app = make_app(RADIO_STREAM_DELAY=12)
    hear(app, reading(time.time() - 2, of=song(title="Still coming")))
    page = front(app)
    assert "Still coming" not in page
    assert "Off air" in page


def test_after_the_delay_it_shows_the_song(make_app):
    app = make_app(RADIO_STREAM_DELAY=12)
    hear(app, reading(time.time() - 1, elapsed=13.0, of=song(title="Long heard")))
    assert "Long heard" in front(app)


def test_a_jingle_that_is_heard_names_the_station(make_app):
    app = make_app(RADIO_STREAM_DELAY=12)
    now = time.time()
    hear(app, reading(now - 20, of=song(file="jingles/i.mp3", title="Ident", duration=16.0)))
    hear(app, reading(now - 4, of=song(title="Still coming"), song_id=2))
    page = front(app)
    assert "Still coming" not in page
    assert "Ident" not in page


def test_off_air_is_shown_at_once(make_app):
    app = make_app(RADIO_STREAM_DELAY=12)
    hear(app, reading(time.time() - 2, state="stop"))
    assert "Off air" in front(app)


def test_at_every_second_the_page_shows_what_arrives_at_the_ear(make_app):
    """Two songs with a jingle between them, a seek, a pause, and silence; 12 s of delay."""
    app = make_app(RADIO_STREAM_DELAY=12)
    one, two = song("1.mp3", title="One", duration=30.0), song("2.mp3", title="Two", duration=90.0)
    ident = song("jingles/i.mp3", title="Ident", duration=5.0)
    epoch = time.time() - 1000

    def say(second, *args, **more):
        hear(app, reading(start + second, *args, epoch=epoch, **more))

    changes = {
        0: lambda: say(0, state="stop"),
        5: lambda: say(5, of=one, song_id=1),
        35: lambda: say(35, of=ident, song_id=2),
        40: lambda: say(40, of=two, song_id=3),
        60: lambda: say(60, 5.0, of=two, song_id=3),
    }
    on_air = ["off_air"] * 5 + ["One"] * 30 + ["jingle"] * 5 + ["Two"] * 60
    start = time.time()
    for second in range(100):
        with time_machine.travel(start + second + 0.5, tick=False):
            if second in changes:
                changes[second]()
            elif second >= 5 and second % 2:
                _beat(say, second, one, ident, two)
            with app.test_request_context():
                body = as_heard(polled(app))
        shown = body["track"]["title"] if body["track"] else body["state"]
        assert shown == (on_air[second - 12] if second >= 12 else "off_air"), second
        started_at = body["started_at"] and datetime.fromisoformat(body["started_at"]).timestamp()
        assert started_at is None or started_at <= start + second + 0.5 - 12
        assert shown not in [play["title"] for play in body["recent"]]


def _beat(say, second, one, ident, two):
    """Return what a heartbeat hears."""
    if second < 35:
        say(second, second - 5.0, of=one, song_id=1)
    elif second < 40:
        say(second, second - 35.0, of=ident, song_id=2)
    elif second < 60:
        say(second, second - 40.0, of=two, song_id=3)
    else:
        say(second, second - 55.0, of=two, song_id=3)


def test_with_a_delay_paused_and_unknown_are_shown_at_once(make_app):
    app = make_app(RADIO_STREAM_DELAY=12)
    now = time.time()
    hear(app, reading(now - 5))
    hear(app, reading(now - 1, 4.0, state="pause"))
    with app.test_request_context():
        assert as_heard(polled(app))["state"] == "paused"
        with time_machine.travel(now + 60):
            assert as_heard(polled(app))["state"] == "unknown"


def test_a_page_asks_for_the_current_track_once(app, count_queries):
    hear(app, reading(time.time() - 1))
    with count_queries() as queries:
        front(app)
    assert sum("snapshot" in query for query in queries) == 1


def test_with_the_database_away_the_page_that_says_so_is_whole(make_app):
    app = make_app(RADIO_SQLALCHEMY_DATABASE_URI="sqlite:////nowhere/at/all.sqlite3")
    answer = app.test_client().get("/")
    assert answer.status_code == 503
    assert "</html>" in answer.text
