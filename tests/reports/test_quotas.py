"""Quotas: their shares, and the desk's pages about them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.player.models import Track
from blueprints.reports.models import Quota, QuotaArtist, QuotaTrack
from blueprints.reports.quotas import Share, running_shares, shares_between, weeks_until
from blueprints.shows.models import Show, Slot
from tests.conftest import NOON
from tests.reports.report_rows import OCTOBER, played, write

QUOTA = {"name": "Canadian", "rule": "marked", "target": "35", "artists": "Anna\nQuay Dogs"}
DAY = timedelta(days=1)


def track(number, **fields):
    """A track of the library that got there in October."""
    usual = {"title": f"Part {number}", "artist": "Bo", "search": f"bo part {number}"}
    return Track(
        id=number, file=f"{number}.mp3", folder="", **{"added_at": OCTOBER} | usual | fields
    )


def shares(app, since=OCTOBER - DAY, until=OCTOBER + 30 * DAY):
    """(name, counted, songs, percent) of each quota."""
    with app.app_context():
        found = shares_between(since, until)
        return [(one.name, one.counted, one.songs, round(one.percent, 1)) for one in found]


def test_shares_follow_the_rule_and_the_marks(app):
    plays = (played(OCTOBER + DAY, file="1.mp3"), played(OCTOBER + 9 * DAY, file="1.mp3"),
             played(OCTOBER + DAY, artist="bo,  Anna", file="2.mp3"),
             played(OCTOBER + DAY, artist="Anna, Bo", source="spin"),
             played(OCTOBER + DAY, artist="Cy", source="playout", file="3.mp3"),
             played(OCTOBER + DAY, artist="Anna", kind="jingle", file="1.mp3"),
             played(OCTOBER + DAY, artist="Anna", covered=True, file="1.mp3"))  # fmt: skip
    write(app, track(1, language="fr-CA"), track(2, local=True, language="FR"), track(3), *plays,
          Quota(id=1, name="Canadian", rule="marked", place=1),
          Quota(id=2, name="Local", rule="local", place=2),
          Quota(id=3, name="French", rule="language", value="fr", place=3),
          Quota(id=4, name="New", rule="new", value="7", place=4))  # fmt: skip
    write(app, QuotaArtist(quota_id=1, key="anna", name="Anna"), QuotaTrack(quota_id=1, track_id=3),
          QuotaTrack(quota_id=2, track_id=1))  # fmt: skip
    assert shares(app) == [
        ("Canadian", 5, 5, 100.0),
        ("Local", 3, 5, 60.0),
        ("French", 3, 5, 60.0),
        ("New", 3, 5, 60.0),
    ]
    assert shares(app, until=OCTOBER)[0] == ("Canadian", 0, 0, 0.0)


def test_the_statements_do_not_grow_with_quotas(app, count_queries):
    write(app, *(Quota(name=f"Q{number}", rule="local") for number in range(12)), played())
    with count_queries() as queries:
        assert len(shares(app)) == 12
    assert len(queries) <= 4, queries


def test_weeks_begin_on_monday_by_the_stations_clock():
    weeks = weeks_until(datetime(2026, 10, 28, 12, tzinfo=UTC), "Europe/Berlin")
    assert len(weeks) == 8
    assert weeks[-2:] == [  # the clocks go back on the 25th
        (datetime(2026, 10, 18, 22, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC)),
        (datetime(2026, 10, 25, 23, tzinfo=UTC), datetime(2026, 11, 1, 23, tzinfo=UTC)),
    ]


def test_without_a_show_the_studio_is_told_todays_shares(app, traveller):
    write(app, Quota(id=1, name="Local", rule="local", target=35), track(1, local=True),
          played(NOON - DAY, file="1.mp3"), played(NOON - timedelta(minutes=9), file="1.mp3"),
          played(NOON, file="2.mp3"), played(NOON, file="2.mp3"))  # fmt: skip
    with app.app_context():
        (share,) = running_shares()
    assert share.as_json() == {"name": "Local", "percent": 33, "target": 35}
    assert share.is_below


def test_while_a_show_runs_the_studio_is_told_its_shares(app, traveller):
    show = Show(slug="noon", title="Noon")
    slot = Slot(show=show, weekday=6, starts=time(11, 55), ends=time(13), zone="UTC",
                first_on=date(2026, 11, 1))  # fmt: skip
    before, within = NOON - timedelta(minutes=9), NOON - timedelta(minutes=4)
    write(app, Quota(name="Local", rule="local"), track(1, local=True), show, slot,
          played(before, file="1.mp3"), played(within, file="2.mp3"))  # fmt: skip
    with app.app_context():
        assert [(share.counted, share.songs) for share in running_shares()] == [(0, 1)]


def test_a_quota_is_added_changed_and_deleted(app, editor):
    where = editor.post("/desk/quotas/", data=QUOTA).headers["Location"]
    page = editor.get(where).get_data(as_text=True)
    assert "Anna\nQuay Dogs</textarea>" in page
    changed = {"name": "Québec", "rule": "language", "value": "fr", "artists": "  anna\r\nANNA\n"}
    editor.post(where, data=QUOTA | changed)
    with app.app_context():
        (quota,) = db.session.scalars(select(Quota))
        told = quota.name, quota.rule, quota.value, quota.target
        assert told == ("Québec", "language", "fr", 35)
        assert [one.name for one in db.session.scalars(select(QuotaArtist))] == ["ANNA"]
    assert "Québec" in editor.get("/desk/quotas/").get_data(as_text=True)
    editor.post(f"{where}?_method=delete")
    assert "No quotas yet" in editor.get("/desk/quotas/").get_data(as_text=True)
    assert editor.get(where).status_code == 404


def test_tracks_are_found_marked_and_unmarked(app, editor):
    tracks = track(1), track(2), track(3, kind="jingle")
    write(app, *tracks, Quota(id=1, name="Canadian", rule="marked"))
    page = editor.get("/desk/quotas/1?q=PART bo").get_data(as_text=True)
    assert page.count('name="track"') == 2
    editor.post("/desk/quotas/1/tracks", data={"track": ["1", "999", "x", "1"]})
    page = editor.get("/desk/quotas/1?q=part").get_data(as_text=True)
    assert "1 track marked." in page
    assert page.count('name="track"') == 1
    assert "Remove the mark from Part 1" in page
    editor.post("/desk/quotas/1/tracks/1?_method=delete")
    assert "No tracks are marked yet" in editor.get("/desk/quotas/1").get_data(as_text=True)


@pytest.mark.parametrize(
    "bad",
    [
        {"name": ""},
        {"name": "x" * 41},
        {"name": "LOCAL"},
        {"rule": "loud"},
        {"rule": "language", "value": "?"},
        {"rule": "new", "value": "0"},
        {"rule": "new", "value": "9" * 40},
        {"target": "101"},
        {"target": "nan"},
        {"artists": "x" * 301},
    ],
)
def test_bad_input_is_a_422_with_the_form_filled_in(app, editor, bad):
    write(app, Quota(name="Local", rule="local"))
    answer = editor.post("/desk/quotas/", data=QUOTA | {"artists": "Zoë"} | bad)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert 'class="error"' in page
    assert bad.get("artists", "Zoë") in page


def test_a_share_below_its_target_is_not_rounded_up_to_it():
    share = Share("Local", 34.75, 35.0, 278, 800)
    assert share.is_below
    assert share.as_json()["percent"] == 34
