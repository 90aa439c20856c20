"""The current track as a page shows it when it is served: what arrives at the ear."""

import time

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


def test_with_a_delay_the_first_song_is_not_there_before_it_is_heard(make_app):
    app = make_app(RADIO_STREAM_DELAY=12)
    hear(app, reading(time.time() - 2, of=song(title="Still coming")))
    page = front(app)
    assert "Still coming" not in page
    assert "Nothing is on air" in page


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
    assert "Nothing is on air" in front(app)
