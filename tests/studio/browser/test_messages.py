"""The panel “Messages”: read by keys, tied to a talk break, answered, noted, blocked."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import faults
from tests.studio.browser.console import moment
from tests.studio.browser.panels import MARKUP, Panels
from tests.studio.listeners import kept

pytestmark = pytest.mark.xdist_group("browser")

LIST = "[data-panel=messages] [data-part=list] > li"
TALK = {"id": 7, "source": "talk", "title": "", "artist": "", "started_at": moment(-5),
        "ends_by": moment(1800)}  # fmt: skip


def message(number, name="Bo", **changes):
    """Return a message as the list has it."""
    usual = {"id": number, "name": name, "text": f"Text {number}", "at": moment(-60 * number)}
    usual |= {"read": None, "state": "new", "flag": "", "note": "", "has_email": True}
    return usual | {"thanked_by": ""} | changes


def messages(*rows, spam=()):
    """Return an answer of messages.json."""
    new = sum(row["state"] == "new" for row in rows)
    return 200, {"rows": list(rows), "spam": list(spam), "new": new}


def becomes(console, row, act, method="POST"):
    """An act on a message answers with `row`, and so does the list from then on."""
    path = f"messages/{row['id']}/{act}"

    def answer(_request):
        body = console.answers["GET", "messages.json"][1]
        rows = [row if one["id"] == row["id"] else one for one in body["rows"] + body["spam"]]
        shown = [one for one in rows if one["state"] != "spam"]
        spam = [one for one in rows if one["state"] == "spam"]
        console.answers["GET", "messages.json"] = messages(*shown, spam=spam)
        return 200, {"row": row}

    console.answers[method, path] = answer


@pytest.fixture
def console(desk, page):
    """The console, with three messages and one that is spam."""
    console = Panels(desk, page)
    spam = message(4, "Casino", state="spam", flag="Contains many links")
    rows = message(3, MARKUP, text="موج\n\nline"), message(2, flag="Many links"), message(1, "Ida")
    console.answers["GET", "messages.json"] = messages(*rows, spam=[spam])
    return console.open()


def test_one_key_reads_the_selected_message_on_air_and_again_undoes_it(console, page):
    tab = console.panel("side").get_by_role("button", name="Messages 3 new")
    expect(tab).to_be_visible()
    page.keyboard.press("r")
    said = page.locator("[data-status]")
    expect(said).to_contain_text("No message is selected. Press m,")
    page.keyboard.press("m")
    rows = page.locator(LIST)
    expect(rows.nth(0)).to_be_focused()
    expect(rows.nth(0)).to_contain_text(MARKUP)
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("r")
    expect(console.panel("messages").get_by_role("alert")).to_contain_text(
        "No talk break is open. Start one with t, then press r."
    )
    console.becomes(manual=TALK)
    expect(console.panel("open_row")).to_be_visible()
    read = message(2, read={"at": moment(), "row": 8, "address": "/playlist/?time=12:00"})
    becomes(console, read, "reading")
    page.keyboard.press("r")
    expect(rows.nth(1)).to_contain_text("Read on air, ")
    expect(rows.nth(1)).to_be_focused()
    expect(said).to_contain_text("Read on air: Bo")
    expect(console.panel("messages").get_by_role("alert")).to_be_empty()
    rows.nth(1).get_by_role("link", name="Read on air").click()
    expect(page.locator('[data-panel=log] li[data-key="8"]')).to_be_focused()
    becomes(console, message(2), "reading", "DELETE")
    page.keyboard.press("m")
    page.keyboard.press("r")
    expect(rows.nth(1).get_by_role("link")).to_be_hidden()
    assert [(m, p) for m, p, _, _ in console.sent] == [
        ("POST", "messages/2/reading"), ("DELETE", "messages/2/reading"),
    ]  # fmt: skip


def test_a_message_is_done_noted_thanked_and_its_writer_blocked(console, page):
    panel = console.panel("messages")
    page.keyboard.press("m")
    row = page.locator(LIST).nth(2)
    becomes(console, message(1, "Ida", state="done"), "done")
    row.get_by_role("button", name="Done Ida").click()
    expect(panel).to_contain_text("Done: Ida")
    expect(row.get_by_role("button", name="Mark as new Ida")).to_be_focused()
    row.get_by_role("button", name="More Ida").click()
    noted = message(1, "Ida", state="done", note="Regular")
    becomes(console, noted, "note", "PUT")
    row.get_by_label("Note (not public)").fill("Regular")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("Note saved.")
    expect(row).to_contain_text("Regular")
    expect(row.get_by_role("button", name="More Ida")).to_be_focused()
    assert console.requests("PUT", "messages/1/note") == [({"text": "Regular"}, "")]
    page.keyboard.press("Enter")
    thanked = noted | {"thanked_by": "Dana Deck"}
    becomes(console, thanked, "thanks")
    row.get_by_role("button", name="Thank by email").click()
    expect(row).to_contain_text("Thanked by Dana Deck")
    page.keyboard.press("Enter")
    expect(row.get_by_role("button", name="Thank by email")).to_be_hidden()
    blocked = message(1, "Ida", state="spam", flag="From a blocked writer")
    becomes(console, blocked, "block")
    row.get_by_role("button", name="Block writer").click()
    row.get_by_role("button", name="Press again to block").click()
    expect(page.locator(LIST)).to_have_count(2)
    panel.get_by_role("button", name="Spam", exact=True).click()
    expect(page.locator(LIST)).to_contain_text(["From a blocked writer", "Contains many links"])
    becomes(console, message(1, "Ida"), "block", "DELETE")
    panel.get_by_role("button", name="Not spam Ida").click()
    expect(panel).to_contain_text("Marked as not spam: Ida")


def test_approved_replies_are_searched_and_read(console, page):
    reply = {"id": 2, "name": "Fishmonger", "text": "Cod.", "at": moment(-90), "read": None}
    reply |= {"headline": MARKUP}
    console.answers["GET", "replies.json"] = 200, {"rows": [reply]}
    console.becomes(manual=TALK)
    page.keyboard.press("m")
    panel = console.panel("messages")
    panel.get_by_role("button", name="Replies to stories").click()
    expect(page.locator(LIST)).to_contain_text([f"on “{MARKUP}”"])
    expect(panel.get_by_role("button", name="Done")).to_be_hidden()
    with page.expect_response("**/replies.json?q=cod"):
        panel.get_by_label("Find in replies").fill("cod")
    console.answers["POST", "replies/2/reading"] = (
        200,
        {"row": reply | {"read": {"at": moment(), "row": 8, "address": "/playlist/"}}},
    )
    page.keyboard.press("ArrowDown")
    expect(page.locator(LIST)).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator(LIST)).to_contain_text(["Mark as not read"])


def test_what_arrives_is_said_and_without_the_desk_nothing_is_read(console, page):
    page.keyboard.press("m")
    console.becomes(desk=console.state["desk"] | {"user_ids": [99], "name": "Dov"}, manual=TALK)
    expect(page.locator("[data-panel=desk] [data-act=take]")).to_be_visible()
    page.keyboard.press("r")
    expect(console.panel("messages").get_by_role("alert")).to_contain_text("Dov")
    console.answers["GET", "messages.json"] = messages(message(9), message(3))
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-status]")).to_have_text("1 new message")
    expect(page.locator(LIST).nth(1)).to_be_focused()
    assert console.sent == []


def test_the_panel_is_for_everybody(console, page):
    page.keyboard.press("m")
    page.locator(LIST).nth(0).get_by_role("button", name=re.compile("More")).click()
    for width, scheme in ((375, "dark"), (1440, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("(name) => document.documentElement.dataset.scheme = name", scheme)
        assert faults(page) == [], (width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_message_goes_from_the_listener_to_the_log(desk, open_page, passes, amiss):
    amiss.forgiven.append("503")  # there is no MPD, whose saved playlists are asked for
    listener = open_page(java_script_enabled=False)
    listener.goto(desk.station.url + "/messages/")
    listener.locator("[name=text]").fill("Good morning from the lock!")
    listener.get_by_label("Name").fill(MARKUP)
    passes(4)
    listener.get_by_role("button", name="Send message").click()
    expect(listener.get_by_role("heading", level=1)).to_have_text(
        "Thanks! Your message was sent to the studio."
    )
    page = open_page()
    desk.sign_in(page.context, "dj")
    page.goto(desk.station.url + "/studio/")
    page.locator("body[data-ready]").wait_for()
    page.keyboard.press("d")
    expect(page.locator("[data-part=holder]")).to_have_text("You have the desk")
    page.keyboard.press("t")
    expect(page.locator("[data-panel=open_row]")).to_be_visible()
    page.keyboard.press("m")
    expect(page.locator(LIST).first).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator("[data-panel=log] [data-part=list]")).to_contain_text(
        "Good morning from the lock!"
    )
    newest = kept(desk.station.app)[-1]
    assert (newest.name, newest.read_at is not None) == (MARKUP, True)
