"""/api/playlists: episodes of shows, and each day's automation, newest first."""

from datetime import timedelta

from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.shows.models import Episode, Show
from tests.api.record import NOON


def titles(body):
    return [(item["title"], item["start"][5:16]) for item in body["items"]]


def number_of(station, slug):
    with station.app_context():
        return db.session.scalar(select(Show.id).where(Show.slug == slug))


def test_past_playlists_newest_first(get):
    assert titles(get("playlists")) == [
        ("Noon-Mix", "11-22T10:30"), ("Harbour-Hours", "11-22T09:00"),
        ("Automation", "11-22T00:00"),
        ("Night-Tide", "11-21T23:30"), ("Automation", "11-21T00:00"),
    ]  # fmt: skip


def test_an_episode_says_what_its_show_and_its_presenter_say(get, station):
    with station.app_context():
        episode = db.session.scalar(select(Episode).join(Show).where(Show.slug == "harbour-hours"))
        episode.title, episode.notes, number = "Low water", "With <b>guests</b>.", episode.id
        show, (ada, _ben) = episode.show_id, [one.id for one in episode.show.presenters]
        db.session.commit()
    api = "https://radio.example/api/"
    assert get(f"playlists/{number}") == {
        "id": number, "persona_id": ada, "show_id": show,
        "start": "2026-11-22T09:00:00+0000", "end": "2026-11-22T11:00:00+0000",
        "duration": 7200, "timezone": "UTC", "category": "Music", "title": "Harbour-Hours",
        "description": "<p>Songs &amp; &lt;talk&gt;.</p>", "since": 2001,
        "url": f"https://radio.example/shows/harbour-hours/episodes/{number}", "hide_dj": False,
        "image": "https://radio.example/media/0123456789abcdef0123-640.jpg", "automation": False,
        "episode_name": "Low water",
        "episode_description": "<p>With &lt;b&gt;guests&lt;/b&gt;.</p>",
        "_links": {
            "self": {"href": f"{api}playlists/{number}"},
            "persona": {"href": f"{api}personas/{ada}"},
            "show": {"href": f"{api}shows/{show}"},
            "spins": {"href": f"{api}spins?playlist_id={number}"},
        },
    }  # fmt: skip


def test_automation_belongs_to_no_show(get):
    automation = next(item for item in get("playlists")["items"] if item["automation"])
    unknown = ("show_id", "persona_id", "category", "description", "since", "image", "url")
    assert [automation[name] for name in unknown] == [None] * 7
    assert automation["_links"]["persona"] is automation["_links"]["show"] is None


def test_those_of_a_show_of_a_presenter_and_of_a_period(get, station):
    tide = number_of(station, "night-tide")
    assert titles(get("playlists", show_id=tide)) == [("Night-Tide", "11-21T23:30")]
    ada = next(item["id"] for item in get("personas", name="ada")["items"] if item["since"])
    assert {title for title, _ in titles(get("playlists", persona_id=ada))} == {
        "Harbour-Hours", "Night-Tide",
    }  # fmt: skip
    early = get("playlists", start="2026-11-22T01:00:00Z", end="2026-11-22T09:00:00Z")
    assert [title for title, _ in titles(early)] == ["Harbour-Hours", "Automation"]
    assert get("playlists", show_id=999)["_meta"]["totalCount"] == 0


def test_one_that_comes_within_the_hour_is_there_for_who_asks(get, station):
    with station.app_context():
        show = db.session.scalar(select(Show.id))
        soon, later = (
            Episode(show_id=show, starts_at=NOON + timedelta(minutes=minutes),
                    ends_at=NOON + timedelta(hours=3)) for minutes in (50, 70)
        )  # fmt: skip
        db.session.add_all([soon, later])
        db.session.commit()
        soon, later = soon.id, later.id
    assert get(f"playlists/{soon}")["id"] == soon
    assert station.test_client().get(f"/api/playlists/{later}").status_code == 404
    assert get("playlists", count=1)["items"][0]["title"] == "Noon-Mix"
    assert get("playlists", count=1, end="2026-11-22T23:00:00Z")["items"][0]["id"] == soon


def test_what_is_linked_can_be_put_in(get):
    items = get("playlists", expand="personas,persona,show,spins")["items"]
    names = {item["title"]: [one["name"] for one in item["personas"]] for item in items}
    assert names == {"Noon-Mix": [], "Harbour-Hours": ["Ada", "Ben Ádám"],
                     "Night-Tide": ["Ada"], "Automation": []}  # fmt: skip
    assert [item["persona"] and item["persona"]["name"] for item in items][:2] == [None, "Ada"]
    shows = {item["title"]: item["show"] and item["show"]["start"] for item in items}
    assert shows["Harbour-Hours"] == "2026-11-29T09:00:00+0000"
    assert shows["Automation"] is None
