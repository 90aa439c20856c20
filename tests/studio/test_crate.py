"""A DJ's crate, and “needle down”."""

import pytest

from tests.studio.dj import DJ


@pytest.fixture
def dana(traveller, as_staff):
    """A DJ who has the desk, at noon."""
    found = DJ(as_staff("dj"))
    found.post("desk")
    return found


def crate(dj):
    return dj.client.get("/studio/crate.json").get_json()["rows"]


def titles(dj):
    return [row["title"] for row in crate(dj)]


def fill(dj, *names):
    answer = dj.post("crate", text="\n".join(f"Artist – {name} (Quay)" for name in names))
    return [row["id"] for row in answer.get_json()["rows"]]


def test_records_are_pasted_or_typed_and_keep_their_order(dana):
    fill(dana, "One", "Two")
    added = dana.post(
        "crate", artist="Anna", title="Tide", album="Salt", duration="3:20"
    ).get_json()["rows"]
    assert added[0]["duration"] == 200
    assert titles(dana) == ["One", "Two", "Tide"]
    first = crate(dana)[0]
    assert (first["artist"], first["label"], first["album"]) == ("Artist", "Quay", "")
    assert first["duration"] is first["played_at"] is None


def test_a_record_is_moved_changed_and_removed(dana):
    one, two, three = fill(dana, "One", "Two", "Three")
    assert [
        row["id"] for row in dana.post(f"crate/{three}/place", after=one).get_json()["rows"]
    ] == [one, three, two]
    dana.post(f"crate/{two}/place", after=None)
    assert titles(dana) == ["Two", "One", "Three"]
    row = dana.put(f"crate/{one}", artist="Anna", title="First").get_json()["row"]
    assert (row["title"], row["label"]) == ("First", "")
    dana.delete(f"crate/{two}")
    assert titles(dana) == ["First", "Three"]


def test_needle_down_is_a_spin_that_starts_now(app, dana):
    one, _two = fill(dana, "One", "Two")
    row = dana.post(f"crate/{one}/needle").get_json()["row"]
    assert (row["source"], row["title"], row["artist"], row["label"]) == (
        "spin",
        "One",
        "Artist",
        "Quay",
    )
    assert row["started_at"] == "2026-11-22T12:00:00.000Z"
    assert [row["played_at"] for row in crate(dana)] == ["2026-11-22T12:00:00.000Z", None]


def test_in_practice_the_crate_stays_as_it_is(as_staff, dana):
    (one,) = fill(dana, "One")
    practice = DJ(dana.client, "/studio/practice/")
    practice.post("desk")
    assert practice.post(f"crate/{one}/needle").status_code == 200
    assert crate(dana)[0]["played_at"] is None


def test_needle_down_needs_the_desk(as_staff, dana):
    other = DJ(as_staff("other_dj"))
    (one,) = fill(other, "One")
    assert other.post(f"crate/{one}/needle").status_code == 409


def test_anothers_crate_is_not_there(as_staff, dana):
    (one,) = fill(dana, "One")
    other = DJ(as_staff("other_dj"))
    (theirs,) = fill(other, "Two")
    for answer in (
        other.put(f"crate/{one}", title="x"),
        other.delete(f"crate/{one}"),
        other.post(f"crate/{one}/place", after=None),
        other.post(f"crate/{theirs}/place", after=one),
        other.post(f"crate/{theirs}/place", after=theirs),
        dana.post(f"crate/{theirs}/needle"),
        other.delete("crate/99999999999999999999"),
    ):
        assert answer.status_code == 404
        assert answer.get_json()["error"]
    assert titles(dana) == ["One"]


@pytest.mark.parametrize(
    "data",
    [{}, {"text": "no dash"}, {"text": 5}, {"text": "A – B\n" * 21}, {"title": ""},
     {"title": "x" * 301}, {"title": "x", "duration": "long"}],
)  # fmt: skip
def test_what_is_no_record_is_refused_in_words(dana, data):
    answer = dana.post("crate", **data)
    assert answer.status_code == 422
    assert answer.get_json()["error"]
    assert titles(dana) == []


def test_a_full_crate_is_refused(dana):
    for _ in range(15):
        fill(dana, *map(str, range(20)))
    answer = dana.post("crate", text="A – B")
    assert answer.status_code == 422
    assert "300" in answer.get_json()["error"]
