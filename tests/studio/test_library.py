"""GET /studio/library.json: searching, browsing, what is beside each track."""

from datetime import timedelta

import pytest

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.player.covers import keys_of
from blueprints.player.models import Cover, Track
from blueprints.player.mpd_status import Song
from blueprints.studio import library
from tests.studio.library_rows import add_play, add_track, read

ADDRESS = "/studio/library.json"


@pytest.fixture
def dj(as_staff):
    """A DJ's browser."""
    return as_staff("dj")


@pytest.fixture
def ask(dj):
    """`ask(q=…)`: the answer."""

    def get(**query):
        answer = dj.get(ADDRESS, query_string=query)
        assert answer.status_code == 200
        return answer.json

    return get


@pytest.fixture
def titles(ask):
    """`titles(q=…)`: what is shown, in order."""
    return lambda **query: [row["title"] for row in ask(**query)["rows"]]


def test_a_track_is_found_with_all_that_is_beside_it(app, ask):
    number = add_track(app, "a/tide.mp3", title="Tide", artist="Bö Nør", album="Quay")
    add_play(app, "a/tide.mp3", days=3)
    add_play(app, "a/tide.mp3", days=2)
    song = Song("a/tide.mp3", artist="Bö Nør", album="Quay")
    with app.app_context():
        db.session.add(Cover(key=keys_of(song)[0], hash="abc", fetched_at=clock.now()))
        db.session.commit()
    found = ask(q="tide")
    assert (found["total"], found["page"]) == (1, 1)
    (row,) = found["rows"]
    assert clock.now() - timedelta(days=2.1) < _moment(row.pop("last_played_at"))
    assert row == {
        "id": number, "file": "a/tide.mp3", "title": "Tide", "artist": "Bö Nør", "album": "Quay",
        "duration": 200.0, "kind": "music", "art_url": "/player/art/abc-96.jpg", "explicit": None,
        "rotation": "", "local": False, "language": "", "label": "",
    }  # fmt: skip


def _moment(text):
    return clock.datetime.fromisoformat(text)


WORDS = (
    "tide",
    "TIDE bo",
    "nor tide",
    "tĩde",
    "don't",
    "dont",
    "don’t tide",
    "100%",
    "a_b",
    "quay",
)


def test_all_words_in_any_order_without_case_and_accents(app, titles):
    add_track(app, "quay/a_b 100%.mp3", title="Don’t Tide", artist="BÖ NØR")
    add_track(app, "x/axb 1000.mp3", title="Other", artist="Somebody")
    for words in WORDS:
        assert titles(q=words) == ["Don’t Tide"], words


def test_other_words_find_nothing_and_break_nothing(app, ask):
    add_track(app, "a.mp3", title="Tide")
    for words in ("zzz", "tide zzz", "' \" ; -- tidex", "\0tide\\", "%%", "x" * 999):
        assert ask(q=words)["rows"] == [], words


def test_what_mpd_has_no_more_is_not_found(app, ask):
    add_track(app, "a.mp3", title="Tide", is_gone=True)
    for by in library.WAYS:
        assert ask(by=by)["total"] == 0


def test_pages_and_all_results(app, ask):
    for number in range(60):
        add_track(app, f"{number:03}.mp3", title=f"Song {number}")
    first, second = ask(q="song", all="1"), ask(q="song", page="2")
    assert (first["total"], len(first["rows"]), len(second["rows"])) == (60, 50, 10)
    assert first["files"] == [f"{number:03}.mp3" for number in range(60)]
    assert "files" not in second
    assert ask(page="9")["rows"] == []


def test_artists_albums_and_folders_lead_to_their_tracks(app, ask, titles):
    add_track(app, "a/1.mp3", title="One", artist="Ada", album="Hits", albumartist="Ada")
    add_track(app, "a/2.mp3", title="Two", artist="ADA", album="Hits", albumartist="Ada")
    add_track(app, "b/3.mp3", title="Three", artist="Bob", album="Hits")
    add_track(app, "b/4.mp3", title="Four", artist="Cy", album="Hits")
    add_track(app, "5.mp3", title="Five")
    artists = ask(by="artists")
    assert [(row["value"].upper(), row["tracks"]) for row in artists["rows"]] == [
        ("ADA", 2), ("BOB", 1), ("CY", 1),
    ]  # fmt: skip
    assert artists["total"] == 3
    assert titles(by="artists", value=artists["rows"][0]["value"]) == ["One", "Two"]
    assert ask(by="albums")["rows"] == [
        {"value": "Hits", "tracks": 2, "artist": "Various artists"},
        {"value": "Hits — Ada", "tracks": 2},
    ]
    assert titles(by="albums", value="Hits — Ada") == ["One", "Two"]
    assert titles(by="albums", value="Hits", q="three") == ["Three"]
    folders = [
        {"value": "/", "tracks": 1},
        {"value": "a", "tracks": 2},
        {"value": "b", "tracks": 2},
    ]
    assert ask(by="folders")["rows"] == folders
    assert titles(by="folders", value="/") == ["Five"]
    assert titles(by="folders", value="b") == ["Three", "Four"]
    assert ask(by="artists", q="four")["rows"] == [{"value": "Cy", "tracks": 1}]
    assert ask(by="albums", value="\0'—")["rows"] == []


def test_new_ones_come_newest_first(app, titles):
    for days in (2, 1, 3):
        added = clock.now() - timedelta(days=days)
        add_track(app, f"{days}.mp3", title=f"{days} days", added_at=added)
    assert titles(by="new") == ["1 days", "2 days", "3 days"]


def test_rested_music_was_not_heard_for_a_month(app, titles):
    for name in ("never", "long", "longer", "recent", "covered", "jingles/ident"):
        add_track(app, f"{name}.mp3", title=name)
    add_play(app, "long.mp3", days=31)
    add_play(app, "longer.mp3", days=90)
    add_play(app, "recent.mp3", days=40)
    add_play(app, "recent.mp3", days=29)
    add_play(app, "covered.mp3", days=2, covered=True)
    assert titles(by="rested") == ["never", "longer", "long", "covered"]
    assert titles(by="rested", q="long") == ["longer", "long"]


def test_a_page_takes_few_statements(app, ask, count_queries):
    for number in range(50):
        add_track(app, f"{number}.mp3", title=f"Song {number}", album=f"Album {number}")
    ask(q="song")
    with count_queries() as queries:
        ask(q="song")
    tables = [query.partition("FROM ")[2].split()[0] for query in queries if "FROM " in query]
    assert (tables.count("track"), tables.count("cover"), tables.count("play")) == (2, 1, 1)


@pytest.mark.parametrize(
    ("query", "status"), [("by=years", 422), ("page=0", 404), ("page=x", 404), ("by=", 422)]
)
def test_other_questions_are_refused(dj, query, status):
    assert dj.get(f"{ADDRESS}?{query}").status_code == status


MARKS = "/studio/library/marks"


def test_marks_are_set_on_several_tracks(app, dj):
    one, two = add_track(app, "1.mp3"), add_track(app, "2.mp3")
    marks = {"explicit": True, "rotation": "heavy", "local": True, "language": "pt-BR"}
    answer = dj.put(MARKS, json={"ids": [two, one], **marks})
    assert answer.status_code == 200
    assert [row["id"] for row in answer.json["rows"]] == [two, one]
    assert {name: answer.json["rows"][1][name] for name in marks} == marks
    dj.put(MARKS, json={"ids": [one], "explicit": None, "language": ""})
    track = read(app, Track, one)
    assert (track.explicit, track.rotation, track.language) == (None, "heavy", "")


REFUSED = [
    ([], 422),
    ({}, 422),
    ({"ids": [1]}, 422),
    ({"ids": [], "local": True}, 422),
    ({"ids": ["1"], "local": True}, 422),
    ({"ids": [True], "local": True}, 422),
    ({"ids": [1], "local": 1}, 422),
    ({"ids": [1], "explicit": 0}, 422),
    ({"ids": [1], "rotation": "often"}, 422),
    ({"ids": [1], "rotation": ["heavy"]}, 422),
    ({"ids": [1], "language": "<b>"}, 422),
    ({"ids": [1], "language": "en-" + "x" * 40}, 422),
    ({"ids": [1], "language": 3}, 422),
    ({"ids": list(range(1, 1002)), "local": True}, 422),
    ({"ids": [1, 2], "local": True}, 404),
    ({"ids": [10**20], "local": True}, 404),
    ({"ids": [-1], "local": True}, 404),
]


def test_other_marks_are_refused_in_words(app, dj):
    number = add_track(app, "1.mp3")
    for sent, status in REFUSED:
        answer = dj.put(MARKS, json=sent)
        assert (answer.status_code, bool(answer.json["error"])) == (status, True), sent
        assert answer.json["todo"]
    assert (read(app, Track, number).local, read(app, Track, number).rotation) == (False, "")


def test_what_is_no_json_is_refused(dj):
    assert dj.put(MARKS, data=b"\xff{").status_code == 422
    for address in (MARKS, "/studio/jingles/1"):
        deep = dj.put(address, data="[" * 100_000, content_type="application/json")
        assert deep.status_code == 422, address
