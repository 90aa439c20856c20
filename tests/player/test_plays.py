"""POST /studio/plays: what another playout says that it plays."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise, permutations

import pytest
from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.clock import rfc3339
from blueprints.core.extensions import db
from blueprints.player.models import Credit, LogEdit
from blueprints.player.record_models import PlayToken
from tests.player.by_hand import Hand
from tests.player.posts import ROPES, Sender, log_of


@pytest.fixture
def sender(app, cast, traveller):
    """AzuraCast, at noon."""
    return Sender(app)


def edits(app):
    with app.app_context():
        return [(edit.what, edit.who, edit.user_id) for edit in db.session.scalars(select(LogEdit))]


def test_a_play_is_logged(app, sender):
    answer = sender.posts(id="77", album="Knots", label="Quay", isrc="gb-abc-26-00001",
                          composer="A. Hand", genre="Dub", duration="3:33")  # fmt: skip
    assert answer.status_code == 201
    assert answer.json == {
        **ROPES, "id": "77", "kind": "music", "album": "Knots", "label": "Quay", "genre": "Dub",
        "composer": "A. Hand", "isrc": "GBABC2600001", "duration": 213.0,
        "start": "2026-11-22T12:00:00.000Z", "end": None,
    }  # fmt: skip
    assert not {"Set-Cookie", "Vary"} & set(answer.headers.keys())
    assert answer.headers["Cache-Control"] == "private, no-store"
    (play,) = log_of(app)
    assert (play.source, play.sent_by, play.covered) == ("playout", sender.token_id, False)
    with app.app_context():
        assert db.session.scalars(select(Credit.key)).all() == ["the slipways"]
    assert edits(app) == []


@pytest.mark.parametrize("sent", [
    {"data": {"artist_name": "The Slipways", "song_name": "Ropes", "spin_duration": "213"}},
    {"data": {"artist": "The Slipways", "song": "Ropes", "duration": "213.0", "live": "1"}},
    {"json": {"title": "Ropes", "artist": "The Slipways", "duration": 213, "kind": None}},
    {"data": {"artist": "The Slipways", "title": "Ropes", "duration": "3:33"},
     "content_type": "multipart/form-data"},
    {"data": '{"title": "Ropes", "artist": "The Slipways", "duration": "213"}'},
    {"json": {"station": {"id": 1}, "now_playing": {
        "sh_id": 77, "played_at": 1795348800, "duration": 213,
        "song": {"id": "9c", "artist": "The Slipways", "title": "Ropes"}}}},
])  # fmt: skip
def test_older_names_and_every_kind_of_body(app, sender, sent):
    assert sender.sends(**sent).status_code == 201
    (play,) = log_of(app)
    assert (play.artist, play.title, play.duration) == ("The Slipways", "Ropes", 213.0)
    assert play.started_at == clock.now()


def test_a_token_in_the_address_does_too(app, sender):
    path = f"/studio/plays?access-token={sender.text}"
    assert app.test_client().post(path, json=ROPES).status_code == 201


def test_nobody_posts_without_a_valid_token(app, sender):
    client = app.test_client()
    for more in ({}, {"headers": {"Authorization": "Bearer wrong"}},
                 {"query_string": {"access-token": "\0"}},
                 {"headers": {"Authorization": f"Basic {sender.text}"}}):  # fmt: skip
        answer = client.post("/studio/plays", json=ROPES, **more)
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    with app.app_context():
        db.session.get(PlayToken, sender.token_id).revoked_at = clock.now()
        db.session.commit()
    assert sender.posts().status_code == 401
    assert log_of(app) == []


@pytest.mark.parametrize(("fields", "wrong"), [
    ({"artist": " "}, ["artist"]),
    ({"title": "\u200b", "artist": ""}, ["title", "artist"]),
    ({"artist": ["A", "B"], "title": {"x": 1}}, ["title", "artist"]),
    ({"kind": "song"}, ["kind"]),
    ({"duration": "long"}, ["duration"]),
    ({"duration": -1}, ["duration"]),
    ({"duration": 1e999}, ["duration"]),
    ({"start": "soon"}, ["start"]),
    ({"start": "9999-12-31T23:59:59-14:00"}, ["start"]),
    ({"start": 10**400}, ["start"]),
    ({"start": "2026-11-22T12:01:01Z"}, ["start"]),
    ({"start": "2026-10-22T11:00:00Z"}, ["start"]),
    ({"id": "9" * 201}, ["id"]),
])  # fmt: skip
def test_what_cannot_be_logged_is_refused_field_by_field(app, sender, fields, wrong):
    answer = sender.posts(**fields)
    assert (answer.status_code, [error["field"] for error in answer.json]) == (422, wrong)
    assert all(error["message"] for error in answer.json)
    assert log_of(app) == []


@pytest.mark.parametrize(("body", "status"), [
    (b"[1]", 422), (b"{", 400), (b'{"a":' * 50_000, 400), (b"\xff\0=%", 422), (b"", 422),
    (b"x" * 300_000, 413), (b'{"title":"\\ud800","artist":"\\u0000"}', 422),
])  # fmt: skip
def test_nonsense_is_refused(app, sender, body, status):
    assert sender.sends(data=body).status_code == status
    assert log_of(app) == []


@pytest.mark.parametrize(
    ("body", "artist"),
    [
        (b"title=Cecilia&artist=Simon & Garfunkel", "Simon & Garfunkel"),
        (b"artist=Simon & Garfunkel&title=Cecilia", "Simon & Garfunkel"),
        (b"title=Cecilia&artist=Simon+%26amp%3Bamp%3B+Garfunkel", "Simon & Garfunkel"),
        (b"title=Cecilia&artist=Simon%2520%2526%2520Garfunkel", "Simon & Garfunkel"),
        (b"title=Cecilia&artist=Bj%F6rk", "Bj\u00f6rk"),
        (b"title=Cecilia&artist=Bj%C3%B6rk", "Bj\u00f6rk"),
        (b"title=Cecilia&artist=100%25+proof+%26c%3B", "100% proof &c;"),
        (b"title=Cecilia&artist=<b>AT%26amp;T", "<b>AT&T"),
    ],
)
def test_special_characters_arrive_unescaped_or_doubly_escaped(app, sender, body, artist):
    assert sender.sends(data=body).status_code == 201
    (play,) = log_of(app)
    assert (play.title, play.artist) == ("Cecilia", artist)


def test_a_jingle_needs_no_artist(app, sender):
    assert sender.sends(json={"title": "Ident", "kind": "jingle"}).status_code == 201


@pytest.mark.parametrize("fields", [{"id": "77"}, {}, {"id": 77, "start": 1795348790}])
def test_the_same_play_twenty_times_is_one_row(app, sender, fields):
    app.test_client()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: sender.posts(**fields).status_code, range(20)))
    assert sorted(answers) == [200] * 19 + [201]
    assert len(log_of(app)) == 1


def test_a_later_post_fills_in_and_corrects(app, sender, traveller):
    sender.posts(id="77", title="Rpoes")
    traveller.shift(30)
    answer = sender.posts(id="77", album="Knots", duration=60, artist="Slipways")
    assert (answer.status_code, answer.json["start"]) == (200, "2026-11-22T12:00:00.000Z")
    (play,) = log_of(app)
    assert (play.title, play.artist, play.album) == ("Ropes", "Slipways", "Knots")
    assert play.ends_by == play.started_at + timedelta(seconds=65)
    with app.app_context():
        assert db.session.scalars(select(Credit.key)).all() == ["slipways"]
    assert edits(app) == [("corrected", "AzuraCast", None)]
    sender.posts(id="77", artist="Slipways")
    assert (log_of(app)[0].album, len(edits(app))) == ("Knots", 1)


def test_what_staff_corrected_stands(app, sender, cast):
    sender.posts(id="77", title="Rpoes")
    Hand(app, cast["dj"]).corrects(log_of(app)[0].id, title="Ropes")
    sender.posts(id="77", title="Rpoes", album="Knots")
    (play,) = log_of(app)
    assert (play.title, play.album) == ("Ropes", "Knots")


@pytest.mark.parametrize("more", [{"id": "77"}, {}])
def test_what_staff_removed_does_not_come_back(app, sender, cast, traveller, more):
    sender.posts(**more)
    Hand(app, cast["dj"]).removes(log_of(app)[0].id)
    traveller.shift(30)
    answer = sender.posts(**more)
    assert (answer.status_code, log_of(app)) == (422, [])
    assert "removed" in answer.json[0]["message"]
    assert sender.posts(title="Knots").status_code == 201
    traveller.shift(86400)
    assert sender.posts(**more).status_code == 201  # by now it is another play


def test_an_id_of_another_play_is_refused(app, sender, traveller):
    sender.posts(id="cart 5")
    traveller.shift(3600)
    answer = sender.posts(id="cart 5", start=rfc3339(clock.now()))
    assert (answer.status_code, answer.json[0]["field"]) == (422, "id")
    assert Sender(app, "Other").posts(id="cart 5").status_code == 201


def test_without_an_id_the_same_song_later_is_another_play(app, sender, traveller):
    sender.posts(duration=10)
    traveller.shift(121)
    assert sender.posts(duration=10).status_code == 201


@pytest.mark.parametrize("lengths", [(200, 200, 200), (None, None, None), (500, None, 30)])
def test_every_order_of_arrival_gives_the_same_log(app, cast, traveller, lengths):
    now, logs = clock.now(), set()
    traveller.move_to(now, tick=False)
    for order in permutations(range(3)):
        sender = Sender(app, str(order))
        for number in order:
            start = rfc3339(now - timedelta(seconds=450 - 150 * number))
            sender.posts(id=number, title=f"Song {number}", duration=lengths[number], start=start)
        logs.add(tuple(
            (play.title, play.started_at, play.ended_at, play.ends_by, play.how)
            for play in log_of(app) if play.sent_by == sender.token_id
        ))  # fmt: skip
    assert len(logs) == 1
    (log,) = logs
    for (_, _, ended_at, *_), (_, started_at, *_) in pairwise(log):
        assert ended_at <= started_at


def test_a_late_play_ends_where_the_next_began_and_changes_no_other(app, sender, traveller):
    sender.posts(id=2, title="Second", duration=600)
    first = rfc3339(clock.now() - timedelta(minutes=20))
    sender.posts(id=1, title="First", start=first)
    early, late = log_of(app)
    assert (early.ended_at - early.started_at, early.how) == (timedelta(minutes=10), "capped")
    assert late.ended_at is None
    assert edits(app) == [("inserted", "AzuraCast", None)]


def test_a_clock_that_is_a_little_fast_means_now(app, sender):
    assert sender.posts(start="2026-11-22T12:00:50Z").json["start"] == "2026-11-22T12:00:00.000Z"


@pytest.mark.parametrize("start", ["2026-11-22T13:00:00+01:00", "2026-11-22T12:00:00+0000",
                                   "2026-11-22 12:00", 1795348800, "1795348800.0"])  # fmt: skip
def test_times_are_read_leniently(app, sender, start):
    assert sender.posts(start=start).json["start"] == "2026-11-22T12:00:00.000Z"


def test_the_tokens_last_use_is_noted_once_a_minute(app, sender, traveller):
    noted = []
    for _ in range(3):
        sender.posts()
        traveller.shift(40)
        with app.app_context():
            noted.append(db.session.get(PlayToken, sender.token_id).last_used_at)
    assert noted[0] == noted[1] < noted[2]


def test_of_two_that_began_together_the_one_posted_last_is_on(app, sender):
    together = {"start": "2026-11-22T11:59:00Z"}
    sender.posts(id="1", title="Ropes", **together)
    sender.posts(id="2", title="Salt", **together)
    sender.posts(id="1", title="Ropes", duration=300, **together)
    assert {play.title: play.how for play in log_of(app)} == {"Ropes": "skipped", "Salt": None}


def test_a_later_post_that_does_not_say_the_kind_leaves_it(app, sender):
    sender.posts(id="1", kind="jingle")
    sender.posts(id="1", duration=20)
    assert [(play.kind, play.duration) for play in log_of(app)] == [("jingle", 20.0)]
