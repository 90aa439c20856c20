"""The desk's front page: what is open for the person signed in, and what they can do next."""

from datetime import timedelta

import pytest

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.editor.working_copies import WorkingCopy
from tests.news.helpers import Page, write_story

STATES = {
    "draft": {"hours_ago": None},
    "pending": {"hours_ago": None, "handed_in_at": True},
    "scheduled": {"hours_ago": -2},
}


@pytest.fixture
def fill(app, cast):
    """Write so many stories in each state, owned by each, and as many copies."""

    def write(rows, owners=("dj", "editor")):
        for owner in owners:
            for state, told in STATES.items():
                for number in range(rows):
                    known = {"owner_id": cast[owner], "headline": f"{owner} {state} {number}"}
                    if "handed_in_at" in told:
                        known["handed_in_at"] = clock.now() - timedelta(hours=number)
                    write_story(app, f"{owner}-{state}-{number}", **told | known)
            _write_copies(app, cast[owner], rows)

    return write


def _write_copies(app, user_id, rows):
    with app.app_context():
        for number in range(rows):
            fields = {"headline": f"copy {number}"}
            key = f"new-{number:012x}"
            db.session.add(
                WorkingCopy(user_id=user_id, key=key, fields=fields, saved_at=clock.now())
            )
        db.session.commit()


def figures(page):
    return dict(reversed(words.split(" ", 1)) for words in page.texts("li") if words[0].isdigit())


def rows_of(page):
    return [words for found, words in page.all("p") if "what" in found.get("class", "").split()]


def open_desk(browser):
    answer = browser.get("/desk/")
    assert answer.status_code == 200
    return Page(answer.text)


def test_a_dj_sees_what_is_theirs(as_staff, fill):
    fill(2)
    page = open_desk(as_staff("dj"))
    counts = {"unsaved": "2", "drafts": "2", "pending review": "2", "scheduled": "2"}
    assert figures(page) == counts
    rows = " ".join(rows_of(page))
    assert "dj draft 1" in rows
    assert "editor" not in rows
    assert "words" not in rows


def test_an_editor_sees_also_what_others_submitted(as_staff, fill):
    fill(2)
    page = open_desk(as_staff("editor"))
    counts = {"unsaved": "2", "drafts": "2", "pending review": "4", "scheduled": "4"}
    assert figures(page) == counts
    rows = rows_of(page)
    assert "dj pending 1" in rows
    assert "dj draft 1" not in rows
    assert page.texts("section", id="pending")[0].index("pending 1")  # the oldest comes first


def test_published_and_unpublished_stories_are_not_listed(app, as_staff, cast):
    write_story(app, "out", owner_id=cast["editor"], handed_in_at=clock.now())
    write_story(app, "gone", owner_id=cast["editor"], hours_ago=None, withdrawn=True)
    page = open_desk(as_staff("editor"))
    assert (figures(page), rows_of(page)) == ({}, [])
    assert "You’re all caught up." in page.texts("p", class_="caught-up")[0]


@pytest.mark.parametrize(("rows", "shown"), [(1, 6), (30, 20)])
def test_it_costs_few_queries_whatever_waits(as_staff, fill, count_queries, rows, shown):
    fill(rows)
    editor = as_staff("editor")
    with count_queries() as queries:
        page = open_desk(editor)
    assert len(queries) <= 12
    assert len(rows_of(page)) == shown


STEPS = {
    "dj": {"/desk/stories/", "/desk/pictures/", "/", "/desk/help/"},
    "editor": {
        "/desk/stories/?state=pending", "/desk/stories/?state=draft", "/desk/notice/", "/",
        "/desk/help/",
    },
}  # fmt: skip
STEPS["admin"] = STEPS["editor"] | {"/desk/settings/"}  # people are among the tasks


@pytest.mark.parametrize("key", STEPS)
def test_with_nothing_open_the_page_offers_what_can_be_done(as_staff, key):
    browser = as_staff(key)
    page = open_desk(browser)
    assert figures(page) == {}
    assert "You’re all caught up." in page.texts("p", class_="caught-up")[0]
    steps = page.inside("section", aria_labelledby="steps").all("a")
    assert {link["href"] for link, _ in steps} - {"/desk/comments/"} == STEPS[key]
    for link, _ in [*steps, *page.inside("nav", class_="desk-menu").all("a")]:
        if "state=pending" not in link["href"]:
            assert browser.get(link["href"]).status_code == 200, link
    assert page.inside("nav", class_="desk-menu").texts("a")[-1] == "Help"


def test_admins_learn_what_a_new_station_still_needs(as_staff):
    admin, editor = as_staff("admin"), as_staff("editor")
    assert "Set up your station" not in editor.get("/desk/").text
    tasks = open_desk(admin).inside("section", aria_labelledby="set-up").all("a")
    done = [words.split(" ", 3)[:3] for link, words in tasks if link["data-done"] == "true"]
    assert done == [["Add", "the", "stream"], ["Invite", "people", "Each"]]
    told = {"name": "Harbour 99", "timezone": "UTC", "contact_email": "us@harbour.example"}
    admin.post("/desk/settings/station", data=told)
    left = [words for _, words in open_desk(admin).all("a", data_done="false")]
    assert not any(words.startswith(("Name the station", "Add a contact")) for words in left)


@pytest.mark.parametrize("key", ["dj", "editor", "admin"])
def test_staff_see_the_desk(as_staff, key):
    answer = as_staff(key).get("/desk/")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Write a story" in answer.text


def test_anybody_is_sent_to_sign_in(client):
    answer = client.get("/desk/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/account/sign-in?next=/desk/"
    assert client.get(answer.headers["Location"]).status_code == 200


def test_who_holds_no_role_is_refused(as_staff):
    assert as_staff("nobody").get("/desk/").status_code == 403
