"""The panel of the practice course: what it asks, what it ticks, what it says."""

import pytest
from playwright.sync_api import expect

from blueprints.studio.practice import TASKS
from tests.browser.held import first_of
from tests.studio.browser.console import Console, held_by

pytestmark = pytest.mark.xdist_group("browser")

NAMES = [task.name for task in TASKS]


def course(*done):
    """Return the course as the site tells it."""
    tasks = [
        {
            "name": task.name,
            "title": str(task.title),
            "text": str(task.text),
            "key": dict(zip(("name", "preset"), task.key, strict=True)),
            "done": task.name in done,
        }
        for task in TASKS
    ]
    return {"tasks": tasks}


@pytest.fixture
def dj(desk, page):
    """The practice console of a DJ who has done nothing yet."""
    found = Console(desk, page)
    found.answers["POST", "course"] = 200, course()
    return found.open("/studio/practice/")


def ticked(page):
    """The titles that are ticked."""
    return page.locator("[data-panel=course] li[data-done] b").all_text_contents()


def test_it_lists_eight_tasks_with_the_keys_of_the_dj(dj, page):
    panel = page.locator("[data-panel=course]")
    expect(panel.locator("li")).to_have_count(8)
    expect(panel.locator("[data-part=progress]")).to_have_text("0 of 8 done")
    expect(panel.locator("li").first).to_contain_text("press n twice")
    expect(panel).not_to_contain_text("{key}")
    expect(panel.locator("details[open] summary")).to_have_text(["Skip a track"])
    expect(panel.locator("li").nth(3)).to_contain_text("Press i, type the artist")
    expect(panel.locator("[data-part=finished]")).to_be_hidden()
    assert len(dj.requests("POST", "course")) == 1


def test_a_task_is_ticked_and_said_once_an_edit_is_in_the_ledger(dj, page):
    dj.answers["POST", "course"] = 200, course("add")
    edit = dict(dj.state["edits"][0], id=56, what="added", text="added “Ropes”")
    dj.becomes(edits=[edit, *dj.state["edits"]])
    expect(page.locator("[data-status]")).to_have_text("Task done: Add a track")
    assert ticked(page) == ["Add a track"]
    assert len(dj.requests("POST", "course")) == 2


def test_all_tasks_done_is_said(dj, page):
    dj.answers["POST", "course"] = 200, course(*NAMES)
    dj.becomes(desk=held_by())
    expect(page.get_by_text("All tasks done.")).to_be_visible()
    assert len(ticked(page)) == 8


def test_it_begins_again_at_the_second_press(dj, page):
    dj.answers["DELETE", "course"] = 200, course()
    button = page.get_by_role("button", name="Start the course again")
    button.click()
    assert dj.requests("DELETE", "course") == []
    page.locator('[data-act="restart"]').click()
    expect(page.locator("[data-status]")).to_have_text("The course begins again.")
    assert len(dj.requests("DELETE", "course")) == 1


def test_what_was_asked_before_the_course_begins_again_is_not_shown(dj, page):
    held = []
    dj.answers["DELETE", "course"] = 200, course()
    page.route(
        "**/course", lambda r: held.append(r) if r.request.method == "POST" else r.fallback()
    )
    with page.expect_request("**/course"):
        dj.becomes(desk=held_by())
    for _press in range(2):
        page.locator('[data-act="restart"]').click()
    dj.becomes(listeners=39)
    expect(page.get_by_text("39 listening")).to_be_visible()
    dj._give(first_of(page, held), 200, course("hand-over"))
    expect(page.locator("[data-status]")).to_have_text("The course begins again.")
    expect(page.locator("[data-panel=course] [data-part=progress]")).to_have_text("0 of 8 done")


def test_what_was_not_answered_is_asked_again_at_the_next_change(dj, page, amiss):
    amiss.forgiven.append("503")
    dj.answers["POST", "course"] = 503, {"error": "Busy", "todo": ""}
    dj.becomes(desk=held_by())
    expect(page.locator("body")).to_have_attribute("data-desk", "free")
    dj.answers["POST", "course"] = 200, course("hand-over")
    dj.becomes(desk=held_by(99, "Dov"))
    expect(page.locator("[data-panel=course] li[data-done]")).to_have_count(1)


def test_the_studio_on_air_has_no_course(desk, page):
    Console(desk, page).open()
    expect(page.locator("[data-panel=course]")).to_have_count(0)
