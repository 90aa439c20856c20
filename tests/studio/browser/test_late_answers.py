"""An answer that comes late changes nothing that was done since it was asked for."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.held import first_of
from tests.studio.browser.console import moment
from tests.studio.browser.panels import JINGLES, Panels, crate, found, log_row, track

pytestmark = pytest.mark.xdist_group("browser")

ROW = 200, {"row": log_row(8)}


@pytest.fixture
def console(desk, page):
    """The console, with full panels."""
    return Panels(desk, page).open()


@pytest.fixture
def hold(console, page):
    """`hold(method, path)`: requests that the station does not see until the test lets them on."""

    def hold_(method, path):
        held = []

        def keep(route):
            if route.request.method == method:
                held.append(route)
            else:
                route.fallback()

        page.route(re.compile(rf"/studio/{re.escape(path)}(\?|$)"), keep)
        return held

    return hold_


def late(console, held, *answer):
    """The first of the held requests is answered now, as usual or with `answer`."""
    route = first_of(console.page, held)
    with console.page.expect_response(route.request.url):
        if answer:
            console._give(route, 200, *answer)
        else:
            route.fallback()


def message(number, name, **changes):
    """Return a message as the list has it."""
    row = {"id": number, "name": name, "text": name, "at": moment(-60), "read": None, "note": ""}
    return row | {"state": "new", "flag": "", "has_email": True, "thanked_by": ""} | changes


FORMS = {  # panel, form, field, path, answer
    "spin": ("off_computer", "spin", "text", "log/rows", {"row": log_row(1)}),
    "live set": ("off_computer", "talk", "title", "log/rows", {"row": log_row(1)}),
    "field by field": ("off_computer", "fields", "artist", "log/rows", {"row": log_row(1)}),
    "crate": ("crate", "add", "text", "crate", {"rows": [{}]}),
    "log": ("log", "insert", "artist", "log/inserted", {"row": log_row(1)}),
    "several": ("log", "paste", "text", "log/pasted", {"rows": [{}]}),
    "playlist": ("playlists", "save", "name", "playlists", {}),
}


def sent(console, hold, panel, form, field, path):
    """Send a form whose answer is held; return (form, field, held)."""
    if panel == "playlists":
        console.show("Playlists")
    form = console.panel(panel).locator(f"form[data-part={form}]")
    form.evaluate("(form) => form.closest('details')?.setAttribute('open', '')")
    for required in form.locator("[required]").all():
        required.fill("12:00:00")
    form.locator(f"[name={field}]").fill("First")
    held = hold("POST", path)
    with console.page.expect_request(re.compile(path)):
        form.locator("[type=submit]").last.click()
    return form, form.locator(f"[name={field}]"), held


@pytest.mark.parametrize("name", FORMS)
def test_what_is_typed_after_a_form_was_sent_stays(console, hold, name):
    *where, answer = FORMS[name]
    form, field, held = sent(console, hold, *where)
    expect(form.locator("[aria-busy]")).to_have_count(1)
    field.fill("Second")
    late(console, held, answer)
    expect(form.locator("[aria-busy]")).to_have_count(0)
    expect(field).to_have_value("Second")


@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_was_left_is_emptied_and_takes_no_focus(console, hold, page, name):
    *where, answer = FORMS[name]
    _form, field, held = sent(console, hold, *where)
    search = page.locator("#library-search" if name == "spin" else "#spin-text")
    search.evaluate("(field) => field.focus()")
    late(console, held, answer)
    expect(field).to_have_value("")
    expect(search).to_be_focused()


def test_the_row_that_is_open_stays_when_another_was_saved(console, hold, page):
    rows = console.panel("log").locator("[data-part=list] > li")
    rows.nth(1).get_by_role("button", name="Edit").click()
    held = hold("PUT", "log/rows/8")
    with page.expect_request("**/log/rows/8"):
        page.keyboard.press("Enter")
    rows.nth(2).get_by_role("button", name="Edit").click()
    rows.nth(2).get_by_label("Note").fill("Heard twice")
    late(console, held, {"row": log_row(8)})
    expect(console.panel("log")).to_contain_text("Saved: ")
    expect(rows.nth(2).get_by_label("Note")).to_have_value("Heard twice")
    expect(rows.nth(2).get_by_label("Note")).to_be_focused()


def test_an_act_on_a_message_leaves_the_list_that_is_shown_since(console, hold, page):
    row, reply = message(1, "Ida"), message(1, "Bo", headline="A tour by cargo bike")
    console.answers["GET", "messages.json"] = 200, {"rows": [row], "spam": [], "new": 1}
    console.answers["GET", "replies.json"] = 200, {"rows": [reply]}
    console.open()
    page.keyboard.press("m")
    panel = console.panel("messages")
    held = hold("POST", "messages/1/done")
    with page.expect_request("**/messages/1/done"):
        panel.get_by_role("button", name="Done Ida").click()
    panel.get_by_role("button", name="Replies").click()
    item = panel.locator("[data-part=list] > li")
    expect(item).to_contain_text("Bo")
    hold("GET", "replies.json")
    late(console, held, {"row": row | {"state": "done"}})
    expect(panel).to_contain_text("Done: Ida")
    expect(item).to_contain_text("Bo")


def test_a_note_that_is_saved_late_takes_no_focus_and_no_words(console, hold, page):
    row = message(1, "Ida")
    console.answers["GET", "messages.json"] = 200, {"rows": [row], "spam": [], "new": 1}
    console.open()
    page.keyboard.press("m")
    panel = console.panel("messages")
    panel.get_by_role("button", name="More Ida").click()
    note = panel.get_by_label("Note (not public)")
    held = hold("PUT", "messages/1/note")
    note.fill("First")
    with page.expect_request("**/messages/1/note"):
        panel.get_by_role("button", name="Save note").click()
    note.fill("Second")
    late(console, held, {"row": row | {"note": "First"}})
    expect(panel).to_contain_text("Note saved.")
    expect(note).to_have_value("Second")
    with page.expect_request("**/messages/1/note"):
        panel.get_by_role("button", name="Save note").click()
    page.locator("#spin-text").focus()
    late(console, held, {"row": row | {"note": "Second"}})
    expect(note).to_have_count(0)
    expect(page.locator("#spin-text")).to_be_focused()


def test_an_artist_that_opens_late_takes_no_focus(console, hold, page):
    panel = console.panel("library")
    console.answers["GET", "library.json"] = 200, found({"value": "Quay Dogs", "tracks": 2})
    panel.get_by_role("button", name="Artists", exact=True).click()
    artist = panel.locator("[data-act=open]", has_text="Quay Dogs")
    expect(artist).to_be_visible()
    held = hold("GET", "library.json")
    with page.expect_request("**/library.json?*"):
        artist.click()
    page.locator("#spin-text").focus()
    late(console, held, found(track(1)))
    expect(panel.locator("[data-act=up]")).to_be_visible()
    expect(page.locator("#spin-text")).to_be_focused()


def test_further_rows_are_of_the_search_that_is_shown(console, hold, page):
    panel = console.panel("library")
    further = panel.locator("[data-act=further]")
    expect(further).to_be_visible()
    held = hold("GET", "library.json")
    with page.expect_request("**/library.json?*"):
        panel.get_by_role("searchbox").fill("salt")
    expect(further).to_be_hidden()
    late(console, held, found(track(1), total=2))
    expect(panel.get_by_role("status").first).to_have_text("2 results")
    expect(further).to_be_visible()


def test_a_crate_that_was_asked_for_before_brings_no_record_back(console, hold, page):
    panel = console.panel("crate")
    rows = panel.get_by_role("listitem")
    expect(rows).to_have_count(3)
    held = hold("GET", "crate.json")
    with page.expect_request("**/crate.json"):
        page.keyboard.press("g")
    panel.get_by_role("button", name="Edit").click()
    panel.get_by_role("button", name="Remove Anna").click()
    expect(rows).to_have_count(2)
    old, new = held
    console._give(old, 200, crate(1, 2))
    without = [row for row in crate(1, 2)["rows"] if row["id"] != 1]
    console._give(new, 200, {"rows": without})
    expect(panel).to_contain_text("1 record to play")
    expect(rows).to_have_count(2)


def test_of_two_lists_of_playlists_the_newer_one_stays(console, hold, page):
    panel = console.show("Playlists")
    rows = panel.locator("[data-part=list] > li")
    expect(rows).to_have_count(2)
    held = hold("GET", "playlists.json")
    for name in ("Morning", "Noon"):
        panel.get_by_label("Save the queue as").fill(name)
        page.keyboard.press("Enter")
        expect(panel).to_contain_text(f"Saved “{name}”.")
    old, new = held
    console._give(new, 200, {"rows": [{"name": n, "tracks": 1} for n in ("Morning", "Noon")]})
    expect(rows).to_contain_text(["Morning", "Noon"])
    console._give(old, 200, {"rows": [{"name": "Morning", "tracks": 1}]})
    panel.get_by_label("Save the queue as").fill("Night")
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("Saved “Night”.")
    expect(rows).to_have_count(2)


def test_a_jingle_key_that_was_cleared_stays_so_and_takes_no_focus(console, hold, page):
    panel = console.show("Jingles")
    panel.get_by_role("button", name="Edit").click()
    held = hold("DELETE", "jingles/1")
    with page.expect_request("**/jingles/1"):
        panel.get_by_role("button", name="Clear").first.click()
    page.locator("#spin-text").focus()
    late(console, held, {})
    expect(panel.locator("[data-key='1']")).not_to_contain_text(JINGLES[0]["title"])
    expect(page.locator("#spin-text")).to_be_focused()


def test_the_volume_stays_where_it_was_put_until_it_is_answered(desk, page):
    console = Panels(desk, page, "admin").open()
    volume, held = page.locator("[data-act=volume]"), []
    page.route("**/transport/volume", lambda route: held.append(route))
    with page.expect_request("**/transport/volume"):
        volume.fill("50")
    page.locator("#spin-text").focus()
    console.becomes(listeners=39)
    expect(page.get_by_text("39 listening")).to_be_visible()
    expect(volume).to_have_value("50")
    late(console, held, {})
    expect(page.locator("[data-act=volume][aria-busy]")).to_have_count(0)
    assert held == []
