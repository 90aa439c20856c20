"""The moderation queue by keys alone, and by touch: acts, reasons, undo, a slow or lost network."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.held import first_of
from tests.browser.test_accessibility import faults_on_every_screen
from tests.comments.browser.queue_page import Moderator, hold, ledger, states

pytestmark = pytest.mark.xdist_group("browser")
BY = "edda@station.example"


@pytest.fixture
def held(station):
    """Six comments that wait."""
    return hold(station.app, *(f"The bell is mine, says no. {n}." for n in range(1, 7)))


@pytest.fixture
def edda(desk, held, page):
    return Moderator(desk, page)


def acts_of(station):
    return [entry[:2] for entry in ledger(station.app)]


def test_acts_by_keys_and_undo(station, held, edda):
    one, two, three, four, five, six = held
    edda.page.locator("[data-list-search]").press("a")
    edda.page.locator("[data-list-search]").fill("")
    edda.article(one).focus()
    edda.press("j", "ArrowDown", "k")
    edda.at(two)
    edda.press("k", "a")
    edda.at(two)
    edda.says("Comment approved.")
    edda.press("s")
    edda.at(three)
    edda.says("Comment marked as spam.")
    edda.press("r", "2")
    edda.at(four)
    edda.says("Comment rejected.")
    edda.press("r", "Escape")
    edda.at(four)
    edda.press("r", "Enter")
    edda.at(five)
    edda.press("z")  # the rejection without a reason
    edda.at(four)
    edda.says("Undone.")
    edda.press("z")  # the rejection before it
    edda.at(three)
    expect(edda.row(three)).to_have_attribute("data-version", "3")  # answered
    edda.says("Undone.")
    edda.press("#")
    edda.says("Press again")
    edda.press("Delete")
    edda.at(four)
    edda.says("Comment deleted permanently.")
    expect(edda.row(three)).to_have_count(0)
    edda.press("z")  # it never means an act before the last one
    edda.says("The last action can’t be undone.")
    edda.press("x", "j", "x", "a")
    edda.at(six)
    edda.says("2 comments approved.")
    edda.press("a")
    expect(edda.page.get_by_role("link", name="Show the next comments")).to_be_focused()
    edda.says("Comment approved.")
    edda.press("z")
    edda.at(six)
    edda.says("Undone.")
    expect(edda.row(one)).to_contain_text("Approved: Reader 1")
    assert states(station.app, held) == [
        "approved", "spam", "deleted", "approved", "approved", "pending",
    ]  # fmt: skip
    assert acts_of(station) == [
        ("approve", one), ("spam", two), ("reject", three), ("reject", four), ("undo", four),
        ("undo", three), ("delete", three), ("approve", four), ("approve", five),
        ("approve", six), ("undo", six),
    ]  # fmt: skip
    entries = ledger(station.app)
    assert {entry[2] for entry in entries} == {BY}
    assert [entry[3] for entry in entries if entry[0] == "reject"] == ["Abusive", ""]


def test_keys_faster_than_the_network(station, held, edda):
    def answer(route):
        answered = route.fetch()
        edda.page.wait_for_timeout(150)
        route.fulfill(response=answered)

    edda.page.route(re.compile(r"/desk/comments/(\d+/|undo)"), answer)
    edda.article(held[0]).focus()
    edda.press("a", "s", "z", "a", "r", "1", "a", "z", "j", "s")
    edda.at(held[5])
    expect(edda.row(held[4])).to_have_attribute("data-done", "Marked as spam")
    edda.page.get_by_role("link", name="Spam").first.click()  # it waits for the answers
    expect(edda.page).to_have_url(re.compile("state=spam"))
    assert acts_of(station) == [
        ("approve", held[0]), ("spam", held[1]), ("undo", held[1]), ("approve", held[1]),
        ("reject", held[2]), ("approve", held[3]), ("undo", held[3]), ("spam", held[4]),
    ]  # fmt: skip


def test_a_question_that_another_message_covers_is_asked_again(station, held, edda):
    late = []
    edda.page.route(re.compile("/undo"), lambda route: late.append(route))
    edda.article(held[0]).focus()
    edda.press("a")
    edda.says("Comment approved.")
    with edda.page.expect_request(re.compile("/undo")):
        edda.press("z")
    edda.at(held[0])
    edda.press("#")
    edda.says("Press again")
    first_of(edda.page, late).continue_()
    edda.says("Undone.")
    edda.press("#")
    edda.says("Press again")
    assert states(station.app, held[:1]) == ["pending"]


def test_a_lost_network_brings_the_row_back(station, held, edda, amiss):
    amiss.forgiven += ["ERR_INTERNET_DISCONNECTED", "Failed to load resource"]
    edda.article(held[0]).focus()
    edda.page.context.set_offline(True)
    edda.press("a")
    edda.at(held[1])
    expect(edda.row(held[0])).to_contain_text("Not saved: the station didn’t answer.")
    edda.page.context.set_offline(False)
    edda.press("k", "a")
    edda.says("Comment approved.")
    assert acts_of(station) == [("approve", held[0])]


def test_the_story_the_writer_and_words_by_keys(station, held, edda):
    edda.article(held[0]).focus()
    edda.press("c")
    edda.says("Comments on this story closed.")
    edda.press("b")
    edda.says("Writer blocked.")
    edda.press("z")
    edda.says("Undone.")
    edda.at(held[0])
    edda.press("z")
    edda.press("c")  # it is offered again
    edda.says("Comments on this story closed.")
    edda.press("s")
    edda.at(held[1])
    edda.press("y")
    expect(edda.page).to_have_url(re.compile(rf"/{held[1]}/reply"))
    edda.page.go_back()
    edda.article(held[1]).focus()
    edda.press("z")  # from before the reply's page was open
    edda.says("Undone.")
    expect(edda.page.get_by_text("More comments are in this list now.")).to_be_visible()
    edda.page.get_by_role("link", name="Show them").click()
    edda.at(held[0])
    edda.press("e")
    expect(edda.page).to_have_url(re.compile(rf"/{held[0]}/edit"))
    assert [act for act, _number in acts_of(station)] == [
        "close", "block", "undo", "undo", "close", "spam", "undo",
    ]  # fmt: skip


def test_keys_turned_off(station, held, edda):
    edda.page.get_by_role("button", name="Keyboard shortcuts").click()
    edda.page.get_by_label("Use keyboard shortcuts in this browser").uncheck()
    edda.page.get_by_role("button", name="Close", exact=True).click()
    edda.article(held[0]).focus()
    edda.press("a", "j")
    edda.at(held[0])
    assert acts_of(station) == []


def test_touch_and_axe(station, desk, held, open_page):
    page = open_page(viewport={"width": 375, "height": 700}, has_touch=True)
    edda = Moderator(desk, page)
    approve = edda.row(held[0]).get_by_role("button", name="Approve")
    assert approve.bounding_box()["height"] >= 44
    approve.tap()
    edda.says("Comment approved.")
    edda.row(held[1]).get_by_role("button", name="Reject").tap()
    page.get_by_role("button", name="Off topic").tap()
    edda.says("Comment rejected.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    edda.row(held[2]).get_by_role("button", name="Reject").tap()
    assert faults_on_every_screen(page) == []
    edda.toast.get_by_role("button", name="Undo").tap()
    edda.says("Undone.")
    assert states(station.app, held[:2]) == ["approved", "pending"]
