"""/shows/, a show, an episode, and today's shows on the front page: what listeners see."""

from datetime import timedelta

import pytest

from blueprints.core.extensions import db
from blueprints.shows.actions import write_show
from blueprints.shows.models import Episode, Presenter, Show
from tests.conftest import NOON
from tests.shows.week import add_change, add_show

DAY = timedelta(days=1)
TODAY = "2026-11-22"  # a Sunday

pytestmark = pytest.mark.usefixtures("traveller")


def add_episode(app, show, starts_at=NOON - DAY, hours=2, **columns):
    with app.app_context():
        row = Episode(
            show_id=show, starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours), **columns
        )
        db.session.add(row)
        db.session.commit()
        return row.id


def text(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    assert "Set-Cookie" not in answer.headers
    return " ".join(answer.text.split())


@pytest.fixture
def harbour(app):
    """A show that is on air now, on Sundays from 11 to 13."""
    anna = Presenter(name="Anna <b>Reis", bio="Sails.\nSings.", website="javascript:alert(1)")
    return add_show(
        app, "harbour", [(TODAY, "11:00-13:00")], [anna], title="Open Harbour",
        description="Ships & songs.", body="<p>About <b>ships</b>.</p>", category="Talk",
    )  # fmt: skip


def test_the_schedule_is_by_day_and_marks_what_is_on(app, client, harbour):
    late = add_show(app, "late", [("2026-11-21", "23:00-01:00"), ("2026-11-28", "22:00-01:00")])
    add_change(app, "special", late, day="2026-11-24", times="20:00-21:00", title="Live from sea",
               note="Free entry")  # fmt: skip
    page = text(client, "/shows/")
    days = page.split('class="rule"')
    assert "Today" in days[1]
    assert "Sunday 22 November 2026" in days[1]
    assert "Open Harbour" in days[1]
    assert 'aria-current="time"' in days[1]
    assert "Late" not in days[1]  # yesterday's is over
    assert "Live from sea" in days[3]
    assert "Free entry" in days[3]
    assert "Music plays all day" in days[2]
    assert page.count('aria-current="time"') == 1
    assert "Sunday 11:00–13:00" in page
    assert "Anna &lt;b&gt;Reis" in page


def test_yesterdays_show_that_is_on_stands_on_today(app, client, traveller):
    add_show(app, "late", [("2026-11-21", "23:00-01:00")])
    traveller.move_to(NOON - timedelta(hours=11.5))
    assert text(client, "/shows/").split('class="rule"')[1].count("Late") == 1
    assert 'aria-current="time"' in text(client, "/")


def test_times_that_differ_by_weekday_alone_are_told_together(app, client):
    weekdays = [(f"2026-11-{day}", "07:00-10:00") for day in range(16, 21)]
    add_show(
        app, "early", [*weekdays, ("2026-11-21", "09:00-10:00"), ("2026-11-15", "09:00-10:00")]
    )
    add_show(app, "news", [(f"2026-11-{day}", "18:00-18:30") for day in range(15, 22)])
    add_show(app, "other", [("2026-11-25", "20:00-21:00")], every=2, zone="Europe/Lisbon")
    page = text(client, "/shows/")
    assert "Monday to Friday 07:00–10:00; Saturday, Sunday 09:00–10:00" in page
    assert "Every day 18:00–18:30" in page
    words = "Wednesday 20:00–21:00 Europe/Lisbon, every other week, from Wed 25 Nov 2026"
    assert words in page


def test_an_empty_schedule_says_so(client):
    page = text(client, "/shows/")
    assert page.count("No shows. Music plays all day.") == 7
    assert "No shows yet." in page
    assert "Schedule" not in text(client, "/")


def test_todays_shows_are_on_the_front_page(client, harbour):
    page = text(client, "/")
    today = page[page.index('id="today"') :]
    assert '<a href="/shows/harbour" dir="auto">Open Harbour</a>' in today
    assert 'href="/shows/" >Shows</a>' in page


def test_a_show_has_its_page(app, client, harbour):
    add_change(app, "cancelled", harbour, on_day="2026-11-29", note="Back in December.")
    number = add_episode(app, harbour, title="Low tide")
    page = text(client, "/shows/harbour")
    assert "<h1>Open Harbour</h1>" in page
    assert "<p>About <b>ships</b>.</p>" in page
    assert "With Anna &lt;b&gt;Reis" in page
    assert "Sails." in page
    assert "javascript:" not in page
    assert "On air now" in page
    assert "Sun 6 Dec 2026" in page
    assert "29 November 2026" not in page.split("Cancelled")[0]
    assert "Back in December." in page
    assert f"/shows/harbour/episodes/{number}" in page
    assert 'lang="en" dir="ltr"' in page


def test_a_show_in_arabic_is_written_from_right_to_left(app, client):
    add_show(app, "mawj", title="موج", language="ar")
    assert 'lang="ar" dir="rtl"' in text(client, "/shows/mawj")
    assert "No dates are planned." in text(client, "/shows/mawj")


def test_an_ended_show_says_so_and_keeps_its_episodes(app, client):
    show = add_show(app, "gone", ended_at=NOON - 400 * DAY)
    add_episode(app, show, NOON - 500 * DAY)
    page = text(client, "/shows/gone")
    assert "This show ended on Saturday 18 October 2025." in page
    assert "No dates are planned." not in page
    assert "/episodes/" in page
    assert "Past shows" in text(client, "/shows/")


def test_past_episodes_are_twenty_a_page(app, client, harbour):
    for number in range(1, 24):
        add_episode(app, harbour, NOON - number * DAY)
    add_episode(app, harbour, NOON + DAY / 48)
    assert text(client, "/shows/harbour").count("/episodes/") == 20
    assert text(client, "/shows/harbour?page=2").count("/episodes/") == 3
    for page in ("3", "0", "-1", "x", "9" * 30, "", "1%00"):
        text(client, f"/shows/harbour?page={page}", 404)


def test_an_episode_has_its_page(app, client, harbour):
    older = add_episode(app, harbour, NOON - 9 * DAY, title="High tide")
    number = add_episode(app, harbour, title="Low <tide>", notes="Bring\n<b>maps</b>", one_off=True)
    page = text(client, f"/shows/harbour/episodes/{number}")
    assert "Low &lt;tide&gt;" in page
    assert "Saturday 21 November 2026, <time" in page
    assert "&lt;b&gt;maps" in page
    assert "Special" in page
    assert f"/shows/harbour/episodes/{older}" in page
    assert "Next episode" not in page


def test_unknown_ones_are_404(app, client, harbour):
    other = add_show(app, "other")
    number, coming = add_episode(app, other), add_episode(app, harbour, NOON + DAY)
    for address in (
        "/shows/nothing", "/shows/harbour%00", "/shows/nothing/episodes/1",
        f"/shows/harbour/episodes/{number}", f"/shows/harbour/episodes/{coming}",
        f"/shows/harbour/episodes/{10**30}", "/shows/harbour/episodes/-1",
    ):  # fmt: skip
        text(client, address, 404)


def test_pages_ask_for_as_much_however_many_shows_there_are(app, client, count_queries):
    asked = []
    for round_ in range(2):
        for number in range(6 * round_, 6 * round_ + 6):
            slots = [(TODAY, f"{number + 6:02}:00-{number + 7:02}:00")]
            show = add_show(app, f"show-{number}", slots, [f"P{number}", "Q"])
            add_episode(app, show, NOON - DAY)
        for address in ("/", "/shows/", "/shows/show-3", "/shows/show-3/episodes/4"):
            client.get(address)  # what is kept of the schedule is read
            with count_queries() as queries:
                client.get(address)
            asked.append(len(queries))
    assert asked[:4] == asked[4:]
    assert max(asked[1:3]) <= 9
    assert asked[3] <= 16  # with the playlist


def test_a_former_address_leads_to_the_present_one(app, client, harbour):
    episode = add_episode(app, harbour)
    with app.test_request_context():
        show = db.session.get(Show, harbour)
        for slug in ("open-harbour", "the-harbour"):
            write_show(show, {"slug": slug})
        db.session.commit()
    for former in ("harbour", "open-harbour"):
        for rest in ("", "?page=1", f"/episodes/{episode}"):
            answer = client.get(f"/shows/{former}{rest}")
            assert (answer.status_code, answer.location) == (301, f"/shows/the-harbour{rest}")
    other = add_show(app, "other")
    with app.test_request_context():
        write_show(db.session.get(Show, other), {"slug": "harbour"})  # it is free to be used again
        db.session.commit()
    assert client.get("/shows/harbour").status_code == 200
    assert client.get("/shows/other").location == "/shows/harbour"
