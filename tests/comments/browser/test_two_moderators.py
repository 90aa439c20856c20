"""Two moderators at once: each sees what the other did, and neither undoes it unawares."""

import pytest
from playwright.sync_api import expect

from tests.browser.held import first_of
from tests.comments.browser.queue_page import Moderator, hold, ledger, states

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def held(station):
    return hold(station.app, "One.", "Two.", "Three.", "Four.")


@pytest.fixture
def both(desk, held, open_page):
    """Two editors before the same queue."""
    return Moderator(desk, open_page()), Moderator(desk, open_page(), "other_editor")


def test_the_second_sees_what_the_first_did(station, held, both):
    edda, emil = both
    emil.article(held[0]).focus()
    edda.article(held[0]).focus()
    edda.press("a")
    edda.says("Comment approved.")
    expect(emil.row(held[0])).to_contain_text("Edda Ink approved this comment at")
    expect(emil.row(held[0]).get_by_role("button", name="Approve")).to_be_hidden()
    emil.press("s")  # it has no acts any more
    emil.says("Edda Ink approved this comment at")
    emil.at(held[0])
    edda.press("z")
    expect(emil.row(held[0]).get_by_role("button", name="Approve")).to_be_visible()
    emil.press("s")
    emil.says("Comment marked as spam.")
    expect(edda.row(held[0])).to_contain_text("Emil Print marked this comment as spam at")
    new = hold(station.app, "Five.", "Six.")
    expect(edda.page.get_by_text("New comments: 2.")).to_be_visible()
    expect(edda.row(new[0])).to_have_count(0)
    edda.page.get_by_role("link", name="Show them").click()
    expect(edda.row(new[0])).to_be_visible()
    assert states(station.app, held) == ["spam", "pending", "pending", "pending"]


def test_who_is_slower_is_told(station, held, both, amiss):
    amiss.forgiven += ["status of 409"]
    edda, emil = both
    for one in both:  # neither hears of the other by itself
        one.page.route("**/changes.json*", lambda route: route.abort())
    amiss.forgiven += ["ERR_FAILED"]
    edda.article(held[1]).focus()
    edda.press("s")
    edda.says("Comment marked as spam.")
    emil.article(held[0]).focus()
    emil.press("Shift+A", "a")
    emil.says("3 comments approved.")
    emil.says("Edda Ink marked this comment as spam at")
    expect(emil.row(held[1]).get_by_role("button", name="Approve")).to_be_hidden()
    edda.press("a")  # on what Emil approved
    expect(edda.row(held[2])).to_contain_text("Emil Print approved this comment at")
    emil.press("z")
    emil.says("3 actions undone.")
    edda.press("z")
    edda.says("The last action can’t be undone.")  # Emil did it
    edda.press("z")
    edda.says("Undone.")
    assert states(station.app, held) == ["pending"] * 4
    assert {(act, by) for act, _number, by, _why in ledger(station.app)} == {
        ("spam", "edda@station.example"), ("undo", "edda@station.example"),
        ("approve", "emil@station.example"), ("undo", "emil@station.example"),
    }  # fmt: skip


def test_what_a_colleague_decides_is_told_even_while_an_act_is_on_its_way(held, both):
    edda, emil = both
    acts = []
    emil.page.route("**/block", lambda route: acts.append(route))
    emil.article(held[0]).focus()
    with emil.page.expect_request("**/block"):
        emil.press("b")
    edda.article(held[0]).focus()
    edda.press("a")
    edda.says("Comment approved.")
    with emil.page.expect_response("**/changes.json*"):
        pass
    first_of(emil.page, acts).continue_()
    expect(emil.row(held[0])).to_contain_text("Edda Ink approved this comment at")
