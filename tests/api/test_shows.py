"""/api/shows: occurrences in the schedule, by time."""

import pytest


def occurrences(body):
    return [(item["title"], item["start"][5:16]) for item in body["items"]]


def test_without_an_end_the_next_occurrence_of_each_show(get):
    body = get("shows")
    assert occurrences(body) == [
        ("Noon-Mix", "11-22T10:30"), ("Night-Tide", "11-28T23:30"),
        ("Harbour-Hours", "11-29T09:00"),
    ]  # fmt: skip
    assert body["_meta"]["totalCount"] == 3


def test_with_an_end_every_occurrence_that_begins_or_ends_until_then(get):
    within = {"start": "2026-11-22T13:00:00Z", "end": "2026-11-29T10:30:00Z"}
    assert occurrences(get("shows", **within)) == [
        ("Night-Tide", "11-28T23:30"), ("Harbour-Hours", "11-29T09:00"),
        ("Noon-Mix", "11-29T10:30"),
    ]  # fmt: skip
    assert get("shows", count=1, end="2199-01-01")["_meta"]["totalCount"] == 1 + 3 * 52
    second = get("shows", count=2, page=2, **within)
    assert (occurrences(second), second["_meta"]["pageCount"]) == ([("Noon-Mix", "11-29T10:30")], 2)


def test_an_occurrence_says_what_its_show_says(get):
    tide = next(item for item in get("shows")["items"] if item["title"] == "Night-Tide")
    number, persona = tide["id"], get("personas", name="Ada")["items"][0]["id"]
    assert get(f"shows/{number}") == tide == {
        "id": number, "start": "2026-11-28T23:30:00+0000", "end": "2026-11-29T01:00:00+0000",
        "duration": 5400, "timezone": "UTC", "one_off": False, "category": "Music",
        "title": "Night-Tide", "description": "<p>Songs &amp; &lt;talk&gt;.</p>", "since": 2001,
        "url": "https://radio.example/shows/night-tide", "hide_dj": False,
        "image": "https://radio.example/media/0123456789abcdef0123-640.jpg",
        "_links": {
            "self": {"href": f"https://radio.example/api/shows/{number}"},
            "personas": [{"href": f"https://radio.example/api/personas/{persona}"}],
            "playlists": {"href": f"https://radio.example/api/playlists?show_id={number}"},
        },
    }  # fmt: skip


def test_presenters_can_be_put_in(get):
    shows = {item["title"]: item for item in get("shows", expand="personas")["items"]}
    harbour = shows["Harbour-Hours"]
    assert [one["name"] for one in harbour["personas"]] == ["Ada", "Ben Ádám"]
    assert get(f"shows/{harbour['id']}", expand="personas")["personas"] == harbour["personas"]


OLD = [
    {"start": "2026-11-22T10:59:00Z"},
    {"end": "2026-11-22T10:00:00Z"},
    {"start": "2026-11-23", "end": "2026-11-22T12:00"},
]


@pytest.mark.parametrize("asked", OLD)
def test_what_is_over_for_an_hour_or_ends_before_it_starts_is_refused(station, asked):
    assert station.test_client().get("/api/shows", query_string=asked).status_code == 422


def test_a_show_without_an_occurrence_to_come_is_not_found(station):
    assert station.test_client().get("/api/shows/999").status_code == 404
