"""Weekly times and changes of single dates, edited at the desk."""

from datetime import UTC, datetime, timedelta

import pytest

from blueprints.shows.models import Episode, ScheduleChange, Slot
from blueprints.shows.queries import schedule_between
from tests.news.helpers import Page
from tests.shows.rows import SLOT, add_episode, add_show, add_slot, all_of

MONDAY = "2026-11-23"  # the day after the traveller's noon
pytestmark = pytest.mark.usefixtures("traveller")


@pytest.fixture
def show(traveller, editor):
    """A show without times."""
    return add_show(editor)


def airings(app, weeks=2):
    """When the shows are on in the next weeks, in UTC."""
    since = datetime(2026, 11, 22, 12, tzinfo=UTC)
    with app.app_context():
        coming = schedule_between(since, since + timedelta(weeks=weeks))
        return [f"{airing.starts_at:%d %H:%M}-{airing.ends_at:%H:%M}" for airing in coming]


def test_a_time_begins_on_the_next_such_day_in_its_own_zone(editor, app, show):
    slot = add_slot(editor, show)
    assert airings(app) == ["23 18:00-20:00", "30 18:00-20:00"]
    form = Page(editor.get(f"/desk/shows/slots/{slot}").text)
    assert form.one("input", id="first_on")[0]["value"] == MONDAY
    assert form.inside("ul", class_="rows").texts("a")[:2] == ["Mon 23 Nov 2026", "Mon 30 Nov 2026"]
    changed = SLOT | {"starts": "23:00", "ends": "01:00", "zone": "UTC", "every": "2",
                      "first_on": MONDAY}  # fmt: skip
    assert editor.post(f"/desk/shows/slots/{slot}", data=changed).status_code == 303
    assert airings(app) == ["23 23:00-01:00"]
    assert editor.post(f"/desk/shows/slots/{slot}?_method=delete").status_code == 303
    assert (airings(app), all_of(app, Slot)) == ([], [])


def test_times_in_another_zone_are_moved_to_the_stations(editor, app, show):
    add_slot(editor, show)  # by clocks in Berlin
    assert "1 weekly time is in the zone Europe/Berlin" in editor.get("/desk/shows/").text
    moved = editor.post("/desk/shows/slots/zone", data={"zone": "Europe/Berlin"})
    assert (moved.status_code, airings(app)) == (303, ["23 19:00-21:00", "30 19:00-21:00"])
    assert "is in the zone" not in editor.get("/desk/shows/").text
    for zone in ("Europe/Berlin", "UTC", "Nowhere/At all\0"):
        assert editor.post("/desk/shows/slots/zone", data={"zone": zone}).status_code == 404


def test_a_form_that_is_sent_twice_is_saved_once(editor, app, show):
    assert add_slot(editor, show) == add_slot(editor, show)
    special = {"day": "2026-11-22", "starts": "22:00", "ends": "02:00", "title": "Harbour night"}
    for _ in range(2):
        assert editor.post(f"/desk/shows/{show}/specials/", data=special).status_code == 303
    assert airings(app) == ["22 22:00-02:00", "23 18:00-20:00", "30 18:00-20:00"]


def test_an_empty_hour_of_the_week_fills_the_form_in(editor, show):
    form = Page(editor.get("/desk/shows/slots/new?weekday=3&starts=17:00&first_on=2026-11-26").text)
    assert form.one("input", id="starts")[0]["value"] == "17:00"
    chosen = [text for found, text in form.all("option") if "selected" in found]
    assert chosen == ["Thursday", "Every week"]
    assert editor.get("/desk/shows/slots/new?weekday=x&starts=%3Cb&show=9").status_code == 200


def test_a_time_that_overlaps_another_show_says_so(editor, show):
    add_slot(editor, show)
    other = add_show(editor, title="Dub Station")
    slot = SLOT | {"show": str(other), "starts": "20:00", "ends": "22:00"}
    page = editor.post("/desk/shows/slots/", data=slot, follow_redirects=True)
    assert "Overlaps with Night Ferry, Mon 23 Nov 18:00–20:00." in page.text


def test_episodes_that_were_on_air_outlive_their_time(editor, app, show):
    slot, noon = add_slot(editor, show), datetime(2026, 11, 16, 12, tzinfo=UTC)
    add_episode(app, show, noon, noon + timedelta(hours=1))
    shorter = SLOT | {"ends": "19:30", "first_on": MONDAY, "last_on": MONDAY}
    assert editor.post(f"/desk/shows/slots/{slot}", data=shorter).status_code == 303
    editor.post(f"/desk/shows/slots/{slot}?_method=delete")
    (episode,) = all_of(app, Episode)
    assert episode.ends_at == noon + timedelta(hours=1)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"starts": "25:00"}, "Enter a time, like 19:00."),
        ({"ends": ""}, "Enter a time, like 19:00."),
        ({"ends": "19:00"}, "The end must differ from the start."),
        ({"weekday": "7"}, "Choose one of these."),
        ({"every": "5"}, "Choose one of these."),
        ({"first_on": "2026-11-24"}, "This date is a Tuesday. Choose a Monday."),
        ({"first_on": "2026-02-31"}, "Enter a date, like 2026-11-29."),
        ({"first_on": "0000-01-01"}, "Enter a date, like 2026-11-29."),
        ({"first_on": "0001-01-01"}, "Choose a date from 1900 to 2100."),
        ({"first_on": "9999-12-27"}, "Choose a date from 1900 to 2100."),
        ({"first_on": MONDAY, "last_on": "2026-11-16"}, "The last date is before the first date."),
        ({"last_on": "2026-11-20"}, "The last date is before the first date."),
        ({"zone": "Mars/Olympus"}, "Enter a time zone, like Europe/Lisbon."),
        ({"zone": "../../etc/passwd"}, "Enter a time zone, like Europe/Lisbon."),
        ({"show": "9" * 40}, "Choose a show that has not ended."),
    ],
)
def test_a_wrong_time_comes_back_as_typed(editor, app, show, wrong, words):
    answer = editor.post("/desk/shows/slots/", data=SLOT | {"show": str(show)} | wrong)
    assert (answer.status_code, words in answer.text) == (422, True)
    typed = Page(answer.text).one("input", id="zone")[0]["value"]
    assert typed == wrong.get("zone", SLOT["zone"])
    assert all_of(app, Slot) == []


def test_one_date_is_cancelled_moved_and_undone(editor, app, show):
    slot = add_slot(editor, show)
    here = f"/desk/shows/slots/{slot}/dates/{MONDAY}"
    assert editor.post(f"{here}/cancellation", data={"note": "Storm"}).status_code == 303
    assert airings(app) == ["30 18:00-20:00"]
    assert "Cancelled: Mon 23 Nov 2026" in editor.get(f"/desk/shows/{show}/slots/").text
    moved = {"day": "2026-11-24", "starts": "22:00", "ends": "00:30", "note": ""}
    assert editor.post(f"{here}/move", data=moved).status_code == 303
    assert airings(app) == ["24 21:00-23:30", "30 18:00-20:00"]
    form = Page(editor.get(here).text)
    assert form.one("input", id="starts")[0]["value"] == "22:00"
    (change,) = all_of(app, ScheduleChange)
    assert editor.post(f"/desk/shows/changes/{change.id}?_method=delete").status_code == 303
    assert airings(app) == ["23 18:00-20:00", "30 18:00-20:00"]
    assert editor.post(f"/desk/shows/changes/{change.id}?_method=delete").status_code == 404


def test_a_date_that_was_moved_to_later_is_cancelled_after_its_usual_time(
    traveller, editor, app, show
):
    slot = add_slot(editor, show)
    here = f"/desk/shows/slots/{slot}/dates/{MONDAY}"
    moved = {"day": "2026-11-25", "starts": "10:00", "ends": "11:00"}
    assert editor.post(f"{here}/move", data=moved).status_code == 303
    traveller.shift(timedelta(days=2))
    links = Page(editor.get(f"/desk/shows/{show}/slots/").text).all("a", href=here)
    assert [text for _, text in links] == [
        "Moved from Mon 23 Nov 2026 to Wed 25 Nov 2026 10:00–11:00 Europe/Berlin"
    ]
    assert editor.post(f"{here}/cancellation", data={"note": "Ill"}).status_code == 303
    assert airings(app) == ["30 18:00-20:00"]


def test_a_move_keeps_its_zone_when_the_slot_gets_another(editor, app, show):
    slot = add_slot(editor, show)
    here = f"/desk/shows/slots/{slot}/dates/{MONDAY}"
    moved = {"day": "2026-11-24", "starts": "10:00", "ends": "11:00"}
    editor.post(f"{here}/move", data=moved)
    lisbon = SLOT | {"zone": "Europe/Lisbon"}
    assert editor.post(f"/desk/shows/slots/{slot}", data=lisbon).status_code == 303
    assert "In the time zone Europe/Berlin." in editor.get(here).text
    assert editor.post(f"{here}/move", data=moved | {"note": "Live"}).status_code == 303
    assert airings(app)[0] == "24 09:00-10:00"


def test_a_show_that_ended_gets_no_times(editor, app, show):
    slot = add_slot(editor, show, weekday="6", first_on="2026-11-22")
    moved = {"day": "2026-11-23", "starts": "10:00", "ends": "11:00"}
    here = f"/desk/shows/slots/{slot}/dates/2026-11-22"
    assert editor.post(f"{here}/move", data=moved).status_code == 303
    assert editor.post(f"/desk/shows/{show}/ending").status_code == 303
    assert airings(app) == []  # nor is it on today again
    assert editor.post(f"/desk/shows/slots/{slot}", data=SLOT).status_code == 409
    assert editor.post(f"/desk/shows/{show}/specials/", data=moved).status_code == 409
    assert airings(app) == []


def test_changes_of_dates_go_when_their_time_has_another_weekday(editor, app, show):
    slot = add_slot(editor, show)
    editor.post(f"/desk/shows/slots/{slot}/dates/{MONDAY}/cancellation")
    assert editor.post(f"/desk/shows/slots/{slot}", data=SLOT | {"weekday": "2"}).status_code == 303
    assert (airings(app, weeks=1), all_of(app, ScheduleChange)) == (["25 18:00-20:00"], [])


@pytest.mark.parametrize(("starts", "ends"), [("22:00", "02:00"), ("11:30", "13:00")])
def test_a_special_is_added_also_one_that_has_begun(editor, app, show, starts, ends):
    special = {"day": "2026-11-22", "starts": starts, "ends": ends, "title": "Harbour night"}
    assert editor.post(f"/desk/shows/{show}/specials/", data=special).status_code == 303
    assert airings(app) == [f"22 {starts}-{ends}"]
    assert "Harbour night" in editor.get(f"/desk/shows/{show}/slots/").text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"day": "2026-11-22", "starts": "09:00", "ends": "12:00"}, "are in the past."),
        ({"day": ""}, "Enter a date"),
        ({"day": "2027-02-29"}, "Enter a date"),
        ({"ends": "20:00"}, "The end must differ"),
        ({"day": "2027-03-28", "starts": "02:30"}, "there is no 02:30"),
        ({"starts": "99:99"}, "Enter a time"),
        ({"note": "x" * 301}, "1 character too long"),
    ],
)
def test_a_wrong_move_is_refused(editor, app, show, wrong, words):
    slot = add_slot(editor, show)
    typed = {"day": "2026-11-24", "starts": "20:00", "ends": "22:00", "note": "Kept"} | wrong
    refused = editor.post(f"/desk/shows/slots/{slot}/dates/{MONDAY}/move", data=typed)
    assert (refused.status_code, words in refused.text) == (422, True)
    assert typed["note"] in refused.text
    assert all_of(app, ScheduleChange) == []


def test_past_dates_and_dates_of_no_airing_are_not_changed(editor, app, show):
    slot = add_slot(editor, show, first_on="2026-11-16")
    here = f"/desk/shows/slots/{slot}/dates/"
    for verb in ("cancellation", "move"):
        sent = {"day": "2026-11-24", "starts": "20:00", "ends": "22:00"}
        refused = editor.post(f"{here}2026-11-16/{verb}", data=sent)
        assert (refused.status_code, "is in the past" in refused.text) == (422, True)
    for day in ("2026-11-24", "2026-02-31", "x", "9999-12-31"):
        assert editor.get(f"{here}{day}").status_code == 404
    assert all_of(app, ScheduleChange) == []
