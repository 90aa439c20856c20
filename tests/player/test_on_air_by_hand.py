"""What is on air when something is logged by hand: the JSON, the pages, the comments."""

import json
from datetime import datetime, timedelta

import pytest

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.player.covers import keys_of
from blueprints.player.models import Cover, Play, Track
from blueprints.player.queries import on_air_at, song_heard_at
from blueprints.player.routes.current_track import current_track_of_page
from tests.player.by_hand import Air, Hand, shown
from tests.player.helpers import polled, song
from tests.player.test_current_track_json import KEYS


@pytest.fixture
def hand(app, cast, traveller):
    """A DJ's hand, at noon."""
    return Hand(app, cast["dj"])


@pytest.fixture
def air(app, traveller):
    """MPD, which has just begun to play One."""
    found = Air(app)
    found.look()
    return found


def test_a_spin_is_told_as_it_was_logged(app, hand, air, traveller):
    traveller.shift(20)
    hand.starts()
    air.look()
    body = polled(app)
    assert list(body) == KEYS
    assert body["state"] == "spin"
    assert body["track"] == {"title": "Ropes", "artist": "The Slipways", "album": "Knots",
                             "art_url": None, "artist_url": None, "duration": None}  # fmt: skip
    assert body["started_at"] == "2026-11-22T12:00:20.000Z"
    assert body["elapsed"] is body["last_heard_at"] is None
    assert body["recent"] == []


@pytest.mark.parametrize("source", ["talk", "live"])
def test_talk_and_live_tell_their_title_alone(app, hand, air, traveller, source):
    hand.starts(source, title="The harbour hour", artist="Dana")
    air.look()
    track = polled(app)["track"]
    assert track.pop("title") == "The harbour hour"
    assert set(track.values()) == {None}
    traveller.shift(5)
    hand.starts(source)
    air.look()
    body = polled(app)
    assert (body["state"], body["track"]) == (source, None)
    page = app.test_client().get("/").text
    assert {"talk": "On air now: talk", "live": "Live"}[source] in page


def test_the_newest_wins_and_then_mpd_goes_on(app, hand, air, traveller):
    hand.starts()
    traveller.shift(60)
    hand.starts("talk", title="News")
    air.look()
    assert shown(app) == ("talk", "News")
    assert [play["title"] for play in polled(app)["recent"]] == ["Ropes"]
    traveller.shift(60)
    hand.ends()
    air.look()
    assert shown(app) == ("playing", "One")
    assert polled(app)["started_at"] == "2026-11-22T12:00:00.000Z"


def test_what_mpd_plays_underneath_is_logged_covered_and_not_recent(app, hand, air, traveller):
    traveller.shift(100)
    hand.starts("live", title="On the pier")
    for number in (2, 1, 2):
        traveller.shift(60)
        air.put_on(number)
    traveller.shift(30)
    hand.ends()
    traveller.shift(50)
    air.look()
    traveller.shift(1)
    air.put_on(1)
    rows = [(play.title, play.covered) for play in plays_of(app)]
    assert rows == [("One", False), ("Two", True), ("One", True), ("Two", False), ("One", False)]
    assert [play["title"] for play in polled(app)["recent"]] == ["Two", "One"]


def plays_of(app):
    with app.app_context():
        query = db.session.query(Play).filter(Play.source == "mpd").order_by(Play.started_at)
        return query.all()


def test_an_open_play_is_uncovered_once_five_seconds_of_it_were_heard(app, hand, air, traveller):
    hand.starts()
    traveller.shift(60)
    air.put_on(2)
    traveller.shift(10)
    air.look()
    hand.ends()
    air.look()
    assert plays_of(app)[-1].covered
    traveller.shift(4)
    air.look()
    assert plays_of(app)[-1].covered
    traveller.shift(2)
    air.look()
    assert not plays_of(app)[-1].covered


def test_a_row_whose_time_is_over_is_noted_by_the_next_look(app, hand, air, traveller):
    row_id = hand.starts()
    air.look()
    traveller.shift(598)
    air.look()
    assert shown(app) == ("spin", "Ropes")
    traveller.shift(3)
    air.look()
    assert shown(app) == ("playing", "One")
    row = hand.row(row_id)
    assert (row.ended_at, row.how) == (row.ends_by, "capped")


def test_a_stale_body_does_not_outlive_its_row(app, hand, air, traveller):
    hand.starts("spin", title="Short", duration=10.0)
    air.look()
    traveller.shift(10)
    assert shown(app) == ("spin", "Short")
    traveller.shift(4.1)
    assert shown(app) == ("unknown", None)


def test_without_a_watcher_it_is_unknown_after_thirty_seconds(app, hand, air, traveller):
    hand.starts("talk", title="News")
    air.look()
    traveller.shift(29)
    assert shown(app) == ("talk", "News")
    traveller.shift(2)
    assert shown(app) == ("unknown", None)
    assert polled(app)["last_heard_at"] == "2026-11-22T12:00:00.001Z"


def test_no_source_on_icecast_is_off_air_whatever_is_open(app, hand, air):
    hand.starts()
    air.look(on_air=False)
    assert shown(app) == ("off_air", None)


def test_paused_or_stopped_underneath_a_spin_is_the_spin(app, hand, air, traveller):
    hand.starts()
    for state in ("pause", "stop"):
        traveller.shift(2)
        air.look(state)
        assert shown(app) == ("spin", "Ropes")


def test_the_cover_of_a_spins_album_is_shown_if_the_library_has_it(app, hand, air):
    with app.app_context():
        artist = {"artist": "the slipways", "artist_key": "the slipways"}
        track = Track(file="a/ropes.mp3", folder="a", album="Knots", added_at=clock.now(), **artist)
        db.session.add(track)
        db.session.commit()
    hand.starts()
    air.look()
    assert polled(app)["track"]["art_url"] is None
    with app.app_context():
        from_library = song("a/ropes.mp3", artist="the slipways", album="Knots")
        key = keys_of(from_library)[0]
        db.session.add(Cover(key=key, hash="0" * 20, fetched_at=clock.now()))
        db.session.commit()
    air.look()
    assert polled(app)["track"]["art_url"] == f"/player/art/{'0' * 20}-320.jpg"


def test_a_correction_of_what_mpd_plays_is_shown(app, hand, air, traveller):
    (play,) = plays_of(app)
    hand.corrects(play.id, title="One and a half", artist="Bo")
    air.look()
    assert shown(app) == ("playing", "One and a half")
    assert hand.row(play.id).started_at == play.started_at
    traveller.shift(2)
    air.look()
    assert len(plays_of(app)) == 1


def test_with_a_delay_each_is_heard_later_and_so_is_the_song_after_it(make_app, traveller, request):
    app = make_app(RADIO_STREAM_DELAY=12)
    hand, air = Hand(app, request.getfixturevalue("cast")["dj"]), Air(app)
    start = clock.now()
    changes = {20: lambda: hand.starts("spin", title="Ropes"),
               40: lambda: hand.starts("talk", title="News"), 60: hand.ends}  # fmt: skip
    on_air = ["One"] * 20 + ["Ropes"] * 20 + ["News"] * 20 + ["One"] * 40
    for second in sorted({*range(0, 100, 3), 20, 31, 32, 40, 51, 52, 60, 71, 72}):
        traveller.move_to(start + timedelta(seconds=second), tick=False)
        changes.get(second, lambda: None)()
        air.look()
        body = json.loads(front_body(app))
        heard = body["track"]["title"] if body["track"] else body["state"]
        assert heard == (on_air[second - 12] if second >= 12 else "off_air"), second
        assert heard not in [play["title"] for play in body["recent"]]


def front_body(app):
    with app.test_request_context():
        return json.dumps(current_track_of_page())


def test_the_song_of_a_comment_is_a_spin_and_never_what_it_covers(app, hand, air, traveller):
    traveller.shift(20)
    hand.starts()
    traveller.shift(20)
    hand.starts("talk", title="News")
    traveller.shift(20)
    hand.ends()
    traveller.shift(20)
    air.look()
    began = datetime.fromtimestamp(air.began, clock.now().tzinfo)
    with app.app_context():
        heard = [song_heard_at(began + timedelta(seconds=at)) for at in (-5, 10, 30, 50, 70)]
        assert [play and play.title for play in heard] == [None, "One", "Ropes", None, "One"]
        assert on_air_at(began + timedelta(seconds=50)).title == "News"


def test_the_page_needs_no_more_statements_for_a_spin(app, hand, air, count_queries, traveller):
    hand.starts()
    air.look()
    with count_queries() as queries:
        app.test_client().get("/current-track.json")
    assert len(queries) == 1


def test_a_look_needs_no_more_statements_while_nothing_changes(
    app, hand, air, count_queries, traveller
):
    traveller.shift(2)
    with count_queries() as before:
        air.look()
    hand.starts("talk", title="News")
    air.look()
    traveller.shift(2)
    with count_queries() as during:
        air.look()
    assert len(during) <= len(before)


def test_a_spin_shows_in_the_page(app, hand, air):
    hand.starts()
    air.look()
    page = app.test_client().get("/").text
    assert "On air now: vinyl" in page
    assert "Ropes" in page
    assert "The Slipways · Knots" in page
