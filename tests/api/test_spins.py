"""/api/spins: songs of the log as listeners heard them, newest first."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from blueprints.core.extensions import db
from blueprints.player.covers import keys_of
from blueprints.player.models import IS_SONG, Play
from blueprints.player.mpd_status import Song
from tests.api.record import BEGAN, DELAY, MINUTE, NOON, add_cover, play


def logged(app):
    """(number, start) of each song of the log that was heard, the newest first."""
    songs = ("mpd", "spin", "playout")
    with app.app_context():
        plays = db.session.scalars(select(Play)).all()
        return [(one.id, one.started_at) for one in
                sorted(plays, key=lambda one: (one.started_at, one.id), reverse=True)
                if one.source in songs and one.kind == "music" and not one.covered
                and one.started_at <= NOON - DELAY]  # fmt: skip


def ids(body):
    return [item["id"] for item in body["items"]]


def spin_named(body, title):
    return next(item for item in body["items"] if item["song"] == title)


def written(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S+0000")


def test_the_newest_come_first_and_links_lead_to_the_others(get, station):
    body = get("spins")
    total = len(logged(station))
    assert ids(body) == [number for number, _ in logged(station)][:20]
    assert body["_meta"] == {"totalCount": total, "pageCount": -(-total // 20),
                             "currentPage": 1, "perPage": 20}  # fmt: skip
    last = body["_meta"]["pageCount"]
    page = "https://radio.example/api/spins?page="
    assert body["_links"] == {"self": {"href": page + "1"}, "first": {"href": page + "1"},
                              "last": {"href": f"{page}{last}"},
                              "next": {"href": page + "2"}}  # fmt: skip
    assert get("spins", page=last)["_links"]["prev"] == {"href": f"{page}{last - 1}"}


def test_a_stretch_within_a_day_names_the_playlists_too(get, station):
    whole = {one["id"]: one["playlist_id"] for one in get("spins", count=100)["items"]}
    part = get("spins", count=100, start=written(NOON - timedelta(hours=2)), end=written(NOON))
    assert [one["playlist_id"] for one in part["items"]] == [whole[one] for one in ids(part)]
    assert None not in map(whole.get, ids(part))


def test_a_spin_says_what_is_known_and_null_for_the_rest(get, station):
    add_cover(station, keys_of(Song("1.mp3", album="Album 1", album_artist="Various Artists"))[0])
    spin = spin_named(get("spins", count=100, end=written(NOON - timedelta(hours=12))), "Song 1")
    start = BEGAN + 5 * MINUTE + DELAY
    known = {
        "start": written(start), "end": written(start + 3 * MINUTE), "duration": 180,
        "timezone": "UTC", "artist": "Anna", "song": "Song 1", "release": "Album 1",
        "label": "Salt", "isrc": "USRC17607839", "genre": "Rock", "local": True, "va": True,
        "classical": False, "image": f"https://radio.example/player/art/{'c' * 20}-320.jpg",
    }  # fmt: skip
    links = spin.pop("_links")
    assert {name: value for name, value in spin.items() if value is not None} == known | {
        "id": spin["id"],
        "playlist_id": spin["playlist_id"],
    }
    assert links == {
        "self": {"href": f"https://radio.example/api/spins/{spin['id']}"},
        "playlist": {"href": f"https://radio.example/api/playlists/{spin['playlist_id']}"},
    }
    assert "For staff" not in str(get("spins", count=100))


def test_what_was_posted_or_filled_in_for_reports_is_there(get):
    body = get("spins", count=100, end=written(BEGAN + 30 * MINUTE))
    posted = next(item for item in body["items"] if item["isrc"] == "GBAYE9901218")
    assert (posted["composer"], posted["genre"], posted["end"]) == ("Ro", "Folk", None)
    recorded = spin_named(body, "Song 2")
    assert (recorded["composer"], recorded["label"]) == ("Ida", "Buoy")


def test_nothing_is_there_before_listeners_hear_it(get, station, traveller):
    with station.app_context():
        number = db.session.scalar(select(Play.id).where(Play.title == "Song 900"))
    assert station.test_client().get(f"/api/spins/{number}").status_code == 404
    traveller.shift(1)
    assert ids(get("spins", count=1)) == [number]
    assert get(f"spins/{number}")["start"] == written(NOON + timedelta(seconds=1))


def test_the_end_is_null_until_listeners_hear_it(get, station):
    with station.app_context():
        db.session.add(play(901, NOON - MINUTE, ended_at=NOON - timedelta(seconds=5), duration=60))
        db.session.commit()
    newest = get("spins", count=1)["items"][0]
    assert (newest["song"], newest["end"], newest["duration"]) == ("Song 901", None, 60)


@pytest.mark.parametrize("count", [1, 7, 50, 100])
def test_pages_of_any_length_hold_every_spin_once(get, station, count):
    numbers = [number for number, _ in logged(station)]
    found = [ids(get("spins", count=count, page=page + 1))
             for page in range(len(numbers) // count + 2)]  # fmt: skip
    assert [number for page in found for number in page] == numbers
    assert found[-1] == []


def test_pages_hold_every_spin_once_in_a_log_of_many_days_with_holes(get, station):
    with station.app_context():
        for play in db.session.scalars(select(Play).where(Play.id < 200)):
            play.started_at -= timedelta(days=(play.id % 5) ** 2)
            play.ended_at = play.ended_at and play.started_at + MINUTE
        db.session.commit()
    for since, until in ((NOON - timedelta(days=99), NOON), (BEGAN - timedelta(days=9), BEGAN),
                         (BEGAN - timedelta(days=8), NOON - timedelta(hours=15))):  # fmt: skip
        numbers = [number for number, at in logged(station) if since <= at + DELAY <= until]
        asked = {"start": written(since), "end": written(until), "count": 30}
        pages = [get("spins", page=page, **asked) for page in range(1, len(numbers) // 30 + 3)]
        assert [number for page in pages for number in ids(page)] == numbers
        assert {page["_meta"]["totalCount"] for page in pages} == {len(numbers)}


PERIODS = [
    {"start": "2026-11-22"},
    {"end": "2026-11-22T00:00:00Z"},
    {"start": "2026-11-21T21:07:30", "end": "2026-11-22 03:20:10"},
    {"start": "2026-11-21T20:05:10+0000", "end": "2026-11-21T20:05:10 0000"},
    {"start": "2026-11-22T11:05:10+01:00", "end": "2027-01-01"},
    {"start": "2030-01-01"},
    {"end": "0001-01-01T00:00:00+05:00"},
]


@pytest.mark.parametrize("period", PERIODS)
def test_a_period_holds_what_is_shown_to_start_in_it(get, station, period):
    from_, to = (period.get(name, usual) for name, usual in (("start", "0"), ("end", "3")))
    shown = [(number, written(at + DELAY)) for number, at in logged(station)]
    bounds = {"2026-11-21T20:05:10 0000": "2026-11-21T20:05:10",
              "2026-11-22T11:05:10+01:00": "2026-11-22T10:05:10"}  # fmt: skip
    least, most = (bounds.get(end, end).replace(" ", "T")[:19] for end in (from_, to))
    expected = [number for number, at in shown if least <= at[:19] and at[: len(most)] <= most]
    body = get("spins", count=100, **period)
    assert ids(body) == expected[:100]
    assert body["_meta"]["totalCount"] == len(expected)


def test_counts_follow_every_change_of_the_log(get, station):
    def change(statement):
        with station.app_context():
            db.session.execute(statement)
            db.session.commit()
        assert get("spins")["_meta"]["totalCount"] == len(logged(station))

    songs = update(Play).where(IS_SONG)
    change(songs.where(Play.id % 5 == 0).values(covered=True))
    change(songs.where(Play.id % 3 == 0).values(kind="jingle"))
    change(update(Play).where(Play.covered).values(covered=False))
    change(songs.values(started_at=NOON - timedelta(hours=20)))
    change(Play.__table__.delete().where(Play.id % 2 == 0))


def test_only_the_fields_that_are_asked_for(get):
    body = get("spins", count=1, fields="artist, song,nonsense")
    assert set(body["items"][0]) == {"artist", "song", "_links"}
    with_playlist = get("spins", count=1, fields="song", expand="playlist")["items"][0]
    assert set(with_playlist) == {"song", "playlist", "_links"}
    assert with_playlist["playlist"]["title"] == "Noon-Mix"


WRONG = [
    {"page": "0"}, {"page": "-1"}, {"page": "two"}, {"count": "0"}, {"count": "1.5"},
    {"page": "9" * 200}, {"start": "yesterday"}, {"end": "2026-13-01"}, {"playlist_id": "x"},
    {"show_id": "-4"}, {"start": "2026-11-22", "end": "2026-11-21"}, {"start": "2026\0-11-22"},
]  # fmt: skip


@pytest.mark.parametrize("asked", WRONG)
def test_a_parameter_that_cannot_be_used_is_refused_in_words(station, asked):
    answer = station.test_client().get("/api/spins", query_string=asked)
    assert (answer.status_code, answer.mimetype) == (422, "application/json")
    assert answer.json["status"] == 422
    assert next(reversed(asked)) in answer.json["message"]


def test_enormous_and_unknown_parameters_are_answered(get):
    assert get("spins", page="9" * 60)["items"] == []
    assert get("spins", count="1000")["_meta"]["perPage"] == 100
    assert get("spins", playlist_id="9" * 60, nonsense="x")["items"] == []
    assert len(get("spins?count=2&count=5")["items"]) == 2
