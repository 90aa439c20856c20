"""`show` and `next_show` of /current-track.json, and the show in the place of an unnamed track."""

from datetime import timedelta

import pytest

from tests.conftest import NOON
from tests.player.helpers import hear, polled, reading, song
from tests.shows.week import add_change, add_show

HARBOUR = {
    "title": "Open Harbour",
    "url": "/shows/harbour",
    "presenters": ["Anna", "Ben"],
    "ends_at": "2026-11-22T13:00:00.000Z",
}
LATE = {"title": "Late", "url": "/shows/late", "starts_at": "2026-11-22T23:00:00.000Z"}


@pytest.fixture
def week(app, traveller):
    """Two shows on a Sunday: one is on at noon, until one o'clock."""
    add_show(app, "harbour", [("2026-11-22", "11:00-13:00")], ["Ben", "Anna"], title="Open Harbour")
    return add_show(app, "late", [("2026-11-22", "23:00-01:00")])


def listen(app, traveller, at=NOON, **more):
    """The watcher looks at `at`; the body afterwards."""
    traveller.move_to(at)
    hear(app, reading(at.timestamp() - 0.01, elapsed=1.0, epoch=NOON.timestamp() - 9999, **more))
    return polled(app)


def test_the_show_and_the_next_are_told_with_presenters(app, week, traveller):
    body = listen(app, traveller)
    assert (body["state"], body["show"], body["next_show"]) == ("playing", HARBOUR, LATE)
    assert list(body["show"]) == list(HARBOUR)


def test_the_body_changes_with_the_look_after_a_border_and_not_before(app, week, traveller):
    heard = []
    for seconds in (3596, 3598, 3600, 3602):
        body = listen(app, traveller, NOON + timedelta(seconds=seconds), of=song(duration=7200.0))
        heard.append(body["show"] and body["show"]["title"])
    assert heard == ["Open Harbour", "Open Harbour", None, None]
    assert body["next_show"] == LATE
    body = listen(app, traveller, NOON + timedelta(hours=12))
    assert (body["show"]["title"], body["show"]["ends_at"]) == ("Late", "2026-11-23T01:00:00.000Z")
    assert body["next_show"]["starts_at"] == "2026-11-29T11:00:00.000Z"


def test_a_change_of_the_schedule_is_told_with_the_next_look(app, week, traveller):
    listen(app, traveller)
    add_change(app, "special", week, day="2026-11-22", times="12:00-12:30", title="Regatta")
    body = listen(app, traveller, NOON + timedelta(seconds=2))
    assert body["show"] == {
        "title": "Regatta", "url": "/shows/late", "presenters": [],
        "ends_at": "2026-11-22T12:30:00.000Z",
    }  # fmt: skip


def test_it_is_told_when_it_is_unknown_what_is_on_air(app, week, traveller):
    assert polled(app)["show"] == HARBOUR  # nobody has heard MPD yet
    listen(app, traveller)
    traveller.move_to(NOON + timedelta(hours=1, seconds=1))
    body = polled(app)
    assert (body["state"], body["show"], body["next_show"]) == ("unknown", None, LATE)


def test_the_streams_delay_does_not_shift_it(make_app, traveller):
    app = make_app(RADIO_STREAM_DELAY=60)
    add_show(app, "harbour", [("2026-11-22", "11:00-13:00")], title="Open Harbour")
    at = NOON + timedelta(hours=1, seconds=10)
    assert listen(app, traveller, at, of=song(duration=9000.0))["show"] is None
    assert "Until" in app.test_client().get("/").text
    assert 'data-track="show" hidden' in " ".join(app.test_client().get("/").text.split())


def test_a_show_stands_in_the_place_of_a_track_that_is_not_named(app, week, traveller):
    def page(**more):
        listen(app, traveller, **more)
        return " ".join(app.test_client().get("/").text.split())

    jingle = page(of=song(file="jingles/i.mp3", title="Ident"))
    assert '<h2 data-track="headline" dir="auto">Open Harbour</h2>' in jingle
    assert '<p class="artist" data-track="details" dir="auto">Anna, Ben</p>' in jingle
    assert '<a data-track="next-show-link" href="/shows/late" dir="auto">Late</a>' in jingle
    off_air = page(state="stop")
    assert '<h2 data-track="headline" dir="auto">Open Harbour</h2>' in off_air
    assert "The station is not broadcasting right now." in off_air


def test_a_look_asks_for_the_schedules_number_alone(app, week, traveller, count_queries):
    listen(app, traveller)
    with count_queries() as queries:
        hear(app, reading(NOON.timestamp(), elapsed=1.0, epoch=NOON.timestamp() - 9999))
    about = ("schedule_state", "slot", "show", "presenter")
    assert sum(any(table in query for table in about) for query in queries) == 1
