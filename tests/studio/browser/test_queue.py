"""The queue on the console: its rows, and what is done to them."""

import pytest
from playwright.sync_api import expect

from tests.studio.browser.console import Console, moment

pytestmark = pytest.mark.xdist_group("browser")

PRESS = """(ids) => {
  for (const id of ids) document.querySelector(`tr[data-id="${id}"] [data-act=remove]`).click();
}"""
MESSAGE = '[data-panel="queue"] [data-refusal]'


@pytest.fixture
def console(desk, page):
    """The console of Dana, who has the desk."""
    return Console(desk, page).open()


def row(page, number):
    return page.locator(f'tr[data-id="{number}"]')


def button(page, number, act):
    return row(page, number).locator(f'[data-act="{act}"]')


def titles(page):
    return page.locator('tbody tr:visible [data-field="title"]')


def said(page):
    return page.locator("[data-status]")


def queue_without(console, *numbers):
    """Return the queue of the console's state without some rows."""
    queue = console.state["queue"]
    return queue | {"rows": [one for one in queue["rows"] if one["id"] not in numbers]}


def queue_of(console, *numbers):
    """Return the queue with its first rows in this order."""
    queue = console.state["queue"]
    known = {one["id"]: one for one in queue["rows"]}
    rest = [one for one in queue["rows"] if one["id"] not in numbers]
    return queue | {"rows": [known[number] for number in numbers] + rest}


def test_rows_tell_what_comes(console, page):
    first, last = row(page, 13), row(page, 21)
    expect(first.locator('[data-field="length"]')).to_have_text("3:51")
    expect(first.locator('[data-field="start"]')).to_contain_text(":")
    expect(last.locator('[data-field="start"]')).to_have_text("–")  # behind one without a length
    expect(row(page, 15)).to_contain_text("Same artist 9 minutes before; the rule says 30")
    expect(row(page, 16)).to_contain_text("Jingle")
    summary = page.locator('[data-panel="queue"] [data-part="summary"]')
    expect(summary).to_contain_text("11 tracks · 38 min · runs to ")
    expect(summary).to_contain_text("1 without a length")


def test_the_focus_and_the_selection_outlive_a_poll(console, page):
    button(page, 15, "down").focus()
    expect(row(page, 15)).to_have_attribute("aria-current", "true")
    console.becomes(queue=queue_of(console, 17, 16, 15, 14))
    expect(titles(page).first).to_have_text("Customs House Waltz")
    expect(button(page, 15, "down")).to_be_focused()
    expect(row(page, 15)).to_have_attribute("aria-current", "true")


def test_a_row_that_others_removed_hands_the_focus_on(console, page):
    button(page, 15, "remove").focus()
    console.becomes(queue=queue_without(console, 15))
    expect(row(page, 15)).to_have_count(0)
    expect(button(page, 16, "remove")).to_be_focused()


def test_a_row_is_moved_by_its_button(console, page):
    moved = console.state | {"tag": "1764400000-18", "queue": queue_of(console, 13, 15, 14)}
    console.answers["POST", "queue/tracks/15/place"] = (200, moved)
    console.state = moved
    button(page, 15, "up").click()
    expect(said(page)).to_have_text("Salt: now number 2 of 11")
    expect(button(page, 15, "up")).to_be_focused()
    assert console.requests("POST", "queue/tracks/15/place") == [({"after": 13}, "1764400000-17")]


def test_a_row_is_moved_and_removed_by_keys(console, page):
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(row(page, 14)).to_be_focused()
    page.keyboard.press("k")
    expect(row(page, 13)).to_be_focused()
    page.keyboard.press("Shift+ArrowUp")
    expect(said(page)).to_have_text("Herring Song is the first already.")
    page.keyboard.press("Shift+ArrowDown")
    expect(said(page)).to_contain_text("Herring Song: now number")
    assert console.requests("POST", "queue/tracks/13/place")[0][0] == {"after": 14}
    page.keyboard.press("Delete")
    expect(said(page)).to_have_text("Removed: Herring Song")
    page.keyboard.press("Backspace")
    expect(page.locator("[aria-busy]")).to_have_count(0)
    assert len(console.requests("DELETE", "queue/tracks/13")) == 2


def test_a_row_is_dragged_by_its_grip(console, page):
    page.mouse.move(*middle(row(page, 13).locator(".grip")))
    page.mouse.down()
    x, y = middle(row(page, 15))
    page.mouse.move(x, y + 15, steps=4)
    expect(row(page, 16)).to_have_class("drop-before")
    with page.expect_response("**/place"):
        page.mouse.up()
    assert console.requests("POST", "queue/tracks/13/place")[0][0] == {"after": 15}
    expect(page.locator(".drop-before, .dragged")).to_have_count(0)


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_own_edits_follow_each_other(console, page):
    """The second is sent with the tag of the first one's answer."""
    after = console.state | {"tag": "1764400000-18", "queue": queue_without(console, 13)}
    console.answers["DELETE", "queue/tracks/13"] = (200, after)
    page.evaluate(PRESS, [13, 14])
    expect(said(page)).to_contain_text("Removed: موج")
    tags = [tag for _, _, _, tag in console.sent]
    assert tags == ["1764400000-17", "1764400000-18"]


def test_a_second_press_on_a_busy_button_is_ignored(console, page):
    page.evaluate(PRESS, [13, 13, 13])
    expect(page.locator("[aria-busy]")).to_have_count(0)
    assert len(console.sent) == 1


def test_changed_since_is_explained_and_tried_again(console, page, amiss):
    amiss.forgiven.append("409")
    edit = {
        "id": 56,
        "who": "Dov Dial",
        "what": "removed",
        "text": "removed “Lantern”",
        "at": moment(),
        "is_undone": False,
        "may_undo": False,
    }
    edits = [edit, *console.state["edits"]]
    newer = console.state | {"tag": "1764400000-18", "queue": queue_without(console, 21)}
    refusal = {"error": "The queue has changed.", "todo": "Look, then try again."}
    refusal |= {"is_retryable": True}
    console.state = newer | {"edits": edits}
    console.answers["DELETE", "queue/tracks/13"] = (409, refusal | {"state": console.state})
    button(page, 13, "remove").click()
    expect(page.locator(MESSAGE)).to_contain_text("The queue has changed.")
    expect(page.locator(MESSAGE)).to_contain_text("Dov Dial: removed “Lantern”")
    expect(row(page, 21)).to_have_count(0)
    assert len(console.sent) == 1
    console.answers.clear()
    page.get_by_role("button", name="Try again").click()
    expect(said(page)).to_have_text("Done.")
    expect(page.locator(MESSAGE)).to_be_empty()
    expect(button(page, 13, "remove")).to_be_focused()
    assert console.requests("DELETE", "queue/tracks/13")[1] == (None, "1764400000-18")


def test_what_cannot_be_tried_again_has_no_button_for_it(console, page, amiss):
    amiss.forgiven.append("409")
    refusal = {"error": "This track is no longer in the queue.", "todo": "Look at the queue."}
    console.answers["DELETE", "queue/tracks/13"] = (409, refusal | {"state": console.state})
    button(page, 13, "remove").click()
    expect(page.locator(MESSAGE)).to_contain_text("no longer in the queue")
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    expect(page.get_by_role("button", name="Close")).to_be_visible()


def test_a_change_that_takes_long_is_said_to_be_under_way(console, page):
    held = []
    page.route("**/studio/queue/tracks/13", lambda route: held.append(route))
    button(page, 13, "remove").click()
    expect(page.locator(MESSAGE)).to_contain_text("Still working.")
    held[0].fulfill(json=console.state)
    expect(page.locator(MESSAGE)).to_be_empty()


def test_no_answer_is_not_taken_for_a_failure(console, page, amiss):
    amiss.forgiven.append("net::ERR_FAILED")
    console.answers["DELETE", "queue/tracks/13"] = (None, None)
    button(page, 13, "remove").click()
    expect(page.locator(MESSAGE)).to_contain_text("The site did not answer.")
    expect(page.locator(MESSAGE)).to_contain_text("the change may have been made")
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    page.get_by_role("button", name="Close").click()
    expect(page.locator(MESSAGE)).to_be_empty()
    assert len(console.sent) == 1


def test_an_older_poll_does_not_undo_what_is_shown(console, page):
    after = console.state | {"tag": "1764400000-18", "queue": queue_without(console, 13)}
    console.answers["DELETE", "queue/tracks/13"] = (200, after)
    console.heard_ago = 5  # MPD was read before the edit
    button(page, 13, "remove").click()
    expect(row(page, 13)).to_have_count(0)
    polls = console.asked
    console.polls_at_once()
    with page.expect_response("**/state.json"):
        pass
    assert console.asked > polls
    expect(row(page, 13)).to_have_count(0)
    console.heard_ago = 0
    console.becomes(queue=queue_without(console, 13, 14))
    expect(row(page, 14)).to_have_count(0)


def test_undo_and_the_last_changes(console, page):
    page.keyboard.press("u")
    expect(said(page)).to_have_text("Undone: removed “Ropes”")
    page.get_by_text("Last changes").click()
    changes = page.locator('[data-part="edit-list"]')
    expect(changes).to_contain_text("Dana Deck removed “Ropes”")
    changes.get_by_role("button", name="Undo: removed “Ropes”").click()
    expect(page.locator("[aria-busy]")).to_have_count(0)
    assert console.requests("POST", "edits/55/undo") == [({}, "1764400000-17")] * 2
    console.becomes(undo=None, edits=[])
    expect(page.locator("[data-act=undo]")).to_be_hidden()
    page.keyboard.press("u")
    expect(said(page)).to_have_text("There is nothing to undo.")


def test_undo_right_behind_a_removal_undoes_that_one(console, page):
    undo = {"id": 56, "text": "removed “Herring Song”"}
    after = {"tag": "1764400000-18", "queue": queue_without(console, 13), "undo": undo}
    console.answers["DELETE", "queue/tracks/13"] = (200, console.state | after)
    page.keyboard.press("j")
    page.evaluate(
        """() => ['Delete', 'u'].forEach((key) => document.activeElement.dispatchEvent(
            new KeyboardEvent('keydown', { key, bubbles: true })))"""
    )
    expect(said(page)).to_have_text("Undone: removed “Herring Song”")
    assert console.requests("POST", "edits/56/undo") == [({}, "1764400000-18")]
    assert not console.requests("POST", "edits/55/undo")


def test_undo_behind_a_refused_change_is_not_sent(console, page, amiss):
    amiss.forgiven.append("422")
    console.answers["DELETE", "queue/tracks/13"] = (422, {"error": "This track is gone."})
    page.keyboard.press("j")
    page.evaluate(
        """() => ['Delete', 'u'].forEach((key) => document.activeElement.dispatchEvent(
            new KeyboardEvent('keydown', { key, bubbles: true })))"""
    )
    expect(page.locator(MESSAGE)).to_contain_text("This track is gone.")
    expect(said(page)).to_contain_text("Not sent, because the change before it was refused.")
    assert [path for _, path, _, _ in console.sent] == ["queue/tracks/13"]


def test_the_rest_is_shuffled_at_once_and_cleared_by_a_second_press(console, page):
    page.get_by_role("button", name="Shuffle the rest").click()
    expect(said(page)).to_have_text("What comes was shuffled.")
    clear = page.locator("[data-panel=queue] [data-act=clear]")
    clear.click()
    expect(clear).to_have_text("Press again to clear")
    assert console.requests("DELETE", "queue/rest") == []
    clear.click()
    expect(said(page)).to_have_text("What came was cleared.")
    assert console.requests("DELETE", "queue/rest") == [(None, "1764400000-17")]


def test_search_within_the_queue(console, page):
    page.keyboard.press("f")
    field = page.get_by_role("searchbox", name="Find in the queue")
    expect(field).to_be_focused()
    page.keyboard.type("quay dogs")
    expect(titles(page)).to_have_text(["Customs House Waltz", "Ropes"])
    expect(page.locator('[data-panel="queue"] [data-part="found"]')).to_have_text("2 of 11 match")
    page.keyboard.press("Enter")
    expect(row(page, 17)).to_be_focused()
    page.keyboard.press("j")
    expect(row(page, 19)).to_be_focused()
    page.keyboard.press("f")
    page.keyboard.press("Escape")
    expect(titles(page)).to_have_count(11)
    expect(row(page, 19)).to_be_focused()


def test_a_long_queue_says_how_much_more_there_is(console, page):
    console.becomes(queue=console.state["queue"] | {"more": 1})
    expect(page.get_by_text("and 1 more track after these")).to_be_visible()
    console.becomes(queue={"rows": [], "more": 0, "seconds": 0, "unknown": 0})
    expect(page.get_by_text("The queue is empty. Add tracks from the library.")).to_be_visible()
