"""What is on air when another playout posts what it plays, with MPD and without one."""

from datetime import timedelta

import pytest

from blueprints.core import clock
from blueprints.core.clock import rfc3339
from blueprints.core.extensions import db
from blueprints.player.models import Snapshot
from blueprints.player.queries import on_air_at, song_heard_at
from tests.player.by_hand import Air, Hand, shown
from tests.player.helpers import eventually, plays, polled
from tests.player.posts import Sender, log_of, look_without_mpd
from tests.player.test_current_track_json import KEYS
from tests.player.test_on_air_by_hand import front_body
from tests.shows.week import add_show, change_slot
from tests.staff import write_cast


@pytest.fixture
def sender(app, cast, traveller):
    """AzuraCast, at noon."""
    return Sender(app)


def test_without_any_mpd_the_current_track_is_right(app, sender, traveller):
    sender.posts(album="Knots", duration=60)
    look_without_mpd(app)
    body = polled(app)
    assert list(body) == KEYS
    assert body["track"] == {"title": "Ropes", "artist": "The Slipways", "album": "Knots",
                             "art_url": None, "artist_url": None, "duration": 60.0}  # fmt: skip
    assert (body["state"], body["started_at"]) == ("playing", "2026-11-22T12:00:00.000Z")
    traveller.shift(62)  # the next one may take a moment to arrive
    look_without_mpd(app)
    assert shown(app) == ("playing", "Ropes")
    sender.posts(title="Moorings", start="2026-11-22T12:01:01Z")
    look_without_mpd(app)
    assert shown(app) == ("playing", "Moorings")
    assert [play["title"] for play in polled(app)["recent"]] == ["Ropes"]
    assert log_of(app)[0].ended_at.isoformat() == "2026-11-22T12:01:00+00:00"


def test_without_any_mpd_it_is_unknown_once_nothing_is_open(app, sender, traveller):
    sender.posts(duration=60)
    traveller.shift(60)
    look_without_mpd(app)
    traveller.shift(6)
    assert shown(app) == ("playing", "Ropes")
    look_without_mpd(app)
    assert shown(app) == ("unknown", None)
    assert [play["title"] for play in polled(app)["recent"]] == ["Ropes"]
    (play,) = log_of(app)
    assert (play.ended_at - play.started_at, play.how) == (timedelta(seconds=60), "finished")


def test_without_a_length_it_ends_after_ten_minutes(app, sender, traveller):
    sender.posts()
    traveller.shift(599)
    look_without_mpd(app)
    assert shown(app) == ("playing", "Ropes")
    traveller.shift(2)
    look_without_mpd(app)
    assert (shown(app)[0], log_of(app)[0].how) == ("unknown", "capped")


@pytest.mark.parametrize(("kind", "told"), [
    ("jingle", ("jingle", None)), ("spot", ("jingle", None)), ("speech", ("playing", "Ropes")),
])  # fmt: skip
def test_other_kinds(app, sender, kind, told):
    sender.posts(kind=kind)
    look_without_mpd(app)
    assert shown(app) == told
    assert polled(app)["recent"] == []


def test_it_covers_what_mpd_plays_and_then_mpd_goes_on(app, sender, traveller):
    air = Air(app)
    air.look()
    traveller.shift(60)
    sender.posts(duration=120)
    air.look("pause")
    assert shown(app) == ("playing", "Ropes")
    traveller.shift(10)
    air.put_on(2)
    traveller.shift(60)
    air.put_on(1)
    traveller.shift(70)
    air.look()
    assert shown(app) == ("playing", "One")
    rows = [(play.title, play.covered) for play in plays(app)]
    assert rows == [("One", False), ("Ropes", False), ("Two", True), ("One", False)]


def test_a_spin_covers_it_and_then_it_goes_on(app, cast, sender, traveller):
    hand = Hand(app, cast["dj"])
    sender.posts(title="Under it", duration=30)
    hand.starts("talk", title="News")
    traveller.shift(10)
    sender.posts(title="Covered", duration=30)
    traveller.shift(30)
    sender.posts(title="Goes on", duration=300)
    look_without_mpd(app)
    assert shown(app) == ("talk", "News")
    hand.ends()
    look_without_mpd(app)
    assert shown(app) == ("playing", "Goes on")
    traveller.shift(60)
    sender.posts(title="Last")
    assert [(row.title, row.covered) for row in log_of(app)] == [
        ("Under it", True), ("Covered", True), ("Goes on", False), ("Last", False)]  # fmt: skip
    with app.app_context():
        told = [on_air_at(clock.now() - timedelta(seconds=back)).title for back in (1, 70)]
        assert told == ["Goes on", "News"]
        assert song_heard_at(clock.now() - timedelta(seconds=1)).title == "Goes on"
        assert song_heard_at(clock.now() - timedelta(seconds=70)) is None


def test_the_newest_of_two_playouts_is_shown(app, sender, traveller):
    sender.posts(title="First")
    traveller.shift(5)
    Sender(app, "Other").posts(title="Second")
    look_without_mpd(app)
    assert shown(app) == ("playing", "Second")
    assert [row.ended_at for row in log_of(app)] == [None, None]


@pytest.mark.parametrize("has_mpd", [True, False])
def test_with_a_delay_each_is_heard_later(make_app, traveller, request, has_mpd):
    app = make_app(RADIO_STREAM_DELAY=12)
    hand, sender = Hand(app, request.getfixturevalue("cast")["dj"]), Sender(app)
    air, start = Air(app), clock.now()
    look = air.look if has_mpd else lambda: look_without_mpd(app)
    changes = {0: lambda: sender.posts(title="A", duration=20),
               20: lambda: sender.posts(title="B", duration=100),
               40: lambda: hand.starts("talk", title="News"), 60: hand.ends}  # fmt: skip
    on_air = ["A"] * 20 + ["B"] * 20 + ["News"] * 20 + ["B"] * 40
    for second in sorted({*range(12, 100, 3), *changes, 31, 32, 51, 52, 71, 72}):
        traveller.move_to(start + timedelta(seconds=second), tick=False)
        changes.get(second, lambda: None)()
        look()
        heard = front_body(app)
        if second >= 12:
            assert f'"title": "{on_air[second - 12]}"' in heard.split('"recent"')[0], second


def test_the_watchers_thread_shows_it_where_there_is_no_mpd(watch_port, free_port):
    start = watch_port(free_port())
    write_cast(start.app)
    sender = Sender(start.app)
    start(sees_mpd=False)
    sender.posts(duration=3)
    eventually(lambda: shown(start.app) == ("playing", "Ropes"))
    eventually(lambda: shown(start.app) == ("unknown", None), 20)
    with start.app.app_context():
        assert db.session.get(Snapshot, 1).heard_at is None
    assert log_of(start.app)[0].how == "finished"


def test_the_watchers_thread_goes_on_after_a_fault(watch_port, free_port):
    start = watch_port(free_port())
    write_cast(start.app)
    slots = [("2026-11-22", "20:00-22:00")]
    number = add_show(start.app, "harbour", slots, zone="Nowhere/Now")  # an older tzdata
    start(sees_mpd=False)
    Sender(start.app).posts(duration=600)
    eventually(lambda: "Nowhere" in start.log.read_text(), 20)
    change_slot(start.app, number, zone="UTC")
    eventually(lambda: shown(start.app) == ("playing", "Ropes"))


def test_a_late_post_covers_what_mpd_played_then(app, sender, traveller):
    air = Air(app)
    air.look()
    traveller.shift(60)
    air.put_on(2)
    traveller.shift(30)
    air.put_on(1)
    traveller.shift(10)
    since = rfc3339(clock.now() - timedelta(seconds=42))
    sender.posts(start=since, duration=31)
    assert [(row.title, row.covered) for row in plays(app)] == [
        ("One", False), ("Ropes", False), ("Two", True), ("One", False)]  # fmt: skip
