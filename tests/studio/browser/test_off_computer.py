"""The panels “Off the computer” and “Crate”: spins, talk, live sets, what is open, needle down."""

import pytest
from playwright.sync_api import expect

from tests.studio.browser.console import held_by, moment
from tests.studio.browser.panels import MARKUP, Panels
from tests.studio.browser.panels import crate as crate_of

pytestmark = pytest.mark.xdist_group("browser")

ROWS = "POST", "log/rows"
ROW = {"artist": "Anna", "title": MARKUP, "album": "Dew", "label": "Tin", "duration": 61.0}
OPEN = {"id": 9, "source": "spin", "title": "Dew", "artist": "Anna", "album": "", "label": ""}


@pytest.fixture
def console(desk, page):
    """The console, with a crate and answers to what is logged."""
    console = Panels(desk, page)
    console.answers["GET", "suggestions.json"] = 200, {"rows": [ROW, ROW | {"title": "Dew"}]}
    for path in ("log/rows", "log/back", "crate/2/needle", "crate/3/place"):
        console.answers["POST", path] = 200, {"row": {}}
    return console.open()


def test_a_spin_by_suggestion_and_by_text(console, page):
    field = page.get_by_role("combobox", name="Log a spin")
    page.keyboard.press("i")
    page.keyboard.type("ann")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options).to_have_text([f"Anna – {MARKUP} (Tin)", "Anna – Dew (Tin)"])
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "spin-suggestions-0")
    page.keyboard.press("Enter")
    expect(field).to_have_value(f"Anna – {MARKUP} (Tin)")
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(field).to_have_value("")
    page.keyboard.type("Quay Dogs – Ropes")
    page.keyboard.press("Enter")
    expect(console.panel("off_computer")).to_contain_text("Logged: Quay Dogs – Ropes")
    expect(field).to_be_focused()
    sent = [body for body, _ in console.requests(*ROWS)]
    assert sent == [{"source": "spin"} | ROW, {"source": "spin", "text": "Quay Dogs – Ropes"}]
    panel = console.panel("off_computer")
    panel.get_by_text("Log a spin field by field").click()
    panel.get_by_label("Title", exact=True).fill("Ropes")
    panel.get_by_label("Length").fill("4")
    page.keyboard.press("Enter")
    expect(panel.get_by_role("alert")).to_contain_text("minutes and seconds, like 4:10")
    expect(panel.get_by_label("Length")).to_be_focused()


def test_talk_and_live_by_one_key_and_back(console, page, amiss):
    amiss.forgiven.append("409")
    page.keyboard.press("t")
    expect(console.panel("off_computer")).to_contain_text("Talk break started.")
    page.keyboard.press("l")
    expect(console.panel("off_computer").get_by_role("alert")).to_contain_text("Enter a title")
    page.keyboard.type("Amber Choir, live")
    page.get_by_role("button", name="Start live set").click()
    expect(console.panel("off_computer")).to_contain_text("Live set started.")
    sent = [body for body, _ in console.requests(*ROWS)]
    assert sent == [
        {"source": "talk", "title": ""},
        {"source": "live", "title": "Amber Choir, live"},
    ]
    console.becomes(manual=OPEN | {"started_at": moment(-60), "ends_by": moment(300)})
    open_row = console.panel("open_row")
    expect(open_row).to_contain_text("Anna – Dew")
    expect(open_row.get_by_role("button", name="Keep going")).to_be_hidden()
    console.becomes(manual=OPEN | {"started_at": moment(-500), "ends_by": moment(100)})
    console.answers["POST", "log/extension"] = 200, {"row": {"ends_by": moment(700)}}
    with page.expect_response("**/log/extension"):
        open_row.get_by_role("button", name="Keep going").click()
    assert console.requests("POST", "log/extension") == [({}, "")]
    console.becomes(manual=None)
    expect(page.get_by_role("combobox", name="Log a spin")).to_be_focused()
    page.locator("body").click(position={"x": 2, "y": 2})
    console.becomes(desk=held_by(99, "Dov Dial", 1))
    expect(page.get_by_text("Dov Dial has the desk").first).to_be_visible()
    page.keyboard.press("t")
    refused = console.panel("off_computer").get_by_role("alert")
    expect(refused).to_contain_text("Dov Dial has the desk. Take it with d.")


def test_the_crate_is_played_in_order_and_arranged(console, page):
    crate = console.panel("crate")
    rows = crate.get_by_role("listitem")
    expect(rows.nth(0)).to_contain_text("played")
    console.answers["GET", "crate.json"] = 200, crate_of(1, 2)
    page.keyboard.press("g")
    expect(crate).to_contain_text(f"Logged: Quay Dogs – {MARKUP}")
    expect(crate).to_contain_text("1 record to play")
    crate.get_by_role("button", name="Edit").click()
    crate.get_by_role("button", name="Move up: ثلاثي ليال").click()
    expect(rows.nth(1)).to_contain_text("موج")
    expect(crate.get_by_role("button", name="Move up: ثلاثي ليال")).to_be_focused()
    assert console.requests("POST", "crate/3/place") == [({"after": 1}, "")]
    crate.get_by_role("button", name="Edit ثلاثي ليال").click()
    crate.get_by_label("Label", exact=True).fill("Slipway")
    crate.get_by_label("Length").fill("4:10")
    record = crate_of()["rows"][2] | {"label": "Slipway", "duration": 250.0}
    console.answers["PUT", "crate/3"] = 200, {"row": record}
    page.keyboard.press("Enter")
    expect(crate).to_contain_text("Saved: ثلاثي ليال – موج")
    expect(rows.nth(1)).to_contain_text("Slipway")
    expect(crate.get_by_role("button", name="Edit ثلاثي ليال")).to_be_focused()
    assert console.requests("PUT", "crate/3")[0][0]["duration"] == 250
    crate.get_by_role("button", name="Remove ثلاثي ليال").click()
    expect(rows).to_have_count(2)
    expect(rows.nth(1).get_by_role("button").first).to_be_focused()
    console.answers["POST", "crate"] = 200, {"rows": [{}, {}]}
    crate.get_by_text("Add records").click()
    crate.get_by_label("One a line").fill("A – B\nC – D")
    crate.get_by_role("button", name="Add to crate").click()
    expect(crate).to_contain_text("2 records added.")
