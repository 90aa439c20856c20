"""The jingle shelf: what fills it by itself, and what is put on its keys."""

import pytest

from blueprints.core.extensions import db
from blueprints.player.models import Track
from tests.studio.library_rows import add_track


@pytest.fixture
def dj(as_staff):
    """A DJ's browser."""
    return as_staff("dj")


def on_shelf(answer):
    """The files by key."""
    assert answer.status_code == 200
    return {row["key"]: row["file"] for row in answer.json["rows"]}


def test_the_first_ten_jingles_fill_the_shelf_until_a_key_is_set(app, dj):
    for number in range(12):
        add_track(app, f"jingles/{number:02}.mp3", title=f"Ident {number}")
    add_track(app, "song.mp3", title="Song", artist="Ada")
    shelf = on_shelf(dj.get("/studio/jingles.json"))
    assert list(shelf) == list("1234567890")
    assert (shelf["1"], shelf["0"]) == ("jingles/00.mp3", "jingles/09.mp3")
    shelf = on_shelf(dj.put("/studio/jingles/3", json={"file": "song.mp3"}))
    assert (shelf["2"], shelf["3"], len(shelf)) == ("jingles/01.mp3", "song.mp3", 10)
    answer = dj.delete("/studio/jingles/2")
    assert "2" not in on_shelf(answer)
    row = next(row for row in answer.json["rows"] if row["key"] == "3")
    assert row == {
        "key": "3", "file": "song.mp3", "title": "Song", "artist": "Ada", "duration": 200.0,
        "is_gone": False,
    }  # fmt: skip


def test_a_track_that_is_gone_is_shown_as_such(app, dj):
    number = add_track(app, "a/ident.mp3")
    dj.put("/studio/jingles/1", json={"file": "a/ident.mp3"})
    with app.app_context():
        db.session.get(Track, number).is_gone = True
        db.session.commit()
    (row,) = dj.get("/studio/jingles.json").json["rows"]
    assert (row["title"], row["is_gone"]) == ("ident.mp3", True)
    assert dj.put("/studio/jingles/2", json={"file": "a/ident.mp3"}).status_code == 422


REFUSED = [
    ("1", {"file": "http://x.example/"}, 422),
    ("1", {"file": "../a.mp3"}, 422),
    ("1", {"file": 3}, 422),
    ("1", {"file": "a\0"}, 422),
    ("1", {}, 422),
    ("1", [], 422),
    ("a", {"file": "a.mp3"}, 404),
    ("12", {"file": "a.mp3"}, 404),
    ("١", {"file": "a.mp3"}, 404),
]


def test_other_keys_and_files_are_refused_in_words(app, dj):
    add_track(app, "a.mp3")
    for key, sent, status in REFUSED:
        answer = dj.put(f"/studio/jingles/{key}", json=sent)
        assert (answer.status_code, bool(answer.json["error"])) == (status, True), (key, sent)
    assert on_shelf(dj.get("/studio/jingles.json")) == {}
    assert dj.delete("/studio/jingles/x").status_code == 404
