"""The panel “Log”: correct in place, history, remove, add afterwards, paste."""

import re

import pytest
from playwright.sync_api import expect

from tests.studio.browser.console import moment
from tests.studio.browser.panels import MARKUP, Panels, log, log_row

pytestmark = pytest.mark.xdist_group("browser")

EDITS = [
    {
        "id": 1,
        "who": "Dov Dial",
        "what": "corrected",
        "at": moment(-30),
        "before": {"title": "Rops", "started_at": moment(-480)},
        "after": {"title": MARKUP, "started_at": moment(-480)},
    }
]


@pytest.fixture
def console(desk, page):
    """The console, with a log."""
    return Panels(desk, page).open()


def test_a_row_is_corrected_where_it_stands(console, page):
    panel = console.panel("log")
    rows = panel.locator("[data-part=list] > li")
    expect(rows).to_have_count(6)
    expect(rows.nth(1)).to_contain_text("Spin")
    expect(rows.nth(2)).to_contain_text("not heard")
    rows.nth(1).get_by_role("button", name="Edit").click()
    field = panel.locator("li form").get_by_label("Title", exact=True)
    expect(rows.nth(1).get_by_label("Artist")).to_be_focused()
    field.fill("Ropes")
    console.answers["GET", "log.json"] = 200, {"rows": [log_row(1, "New"), *log()["rows"]]}
    console.becomes(log=[log_row(1, "New")])
    expect(rows).to_have_count(7)
    expect(field).to_be_focused()
    console.answers["GET", "log/rows/8/edits.json"] = 200, {"rows": EDITS}
    rows.nth(2).get_by_text("History").click()
    expect(rows.nth(2)).to_contain_text("Dov Dial: corrected")
    expect(rows.nth(2)).to_contain_text(f"Title: Rops → {MARKUP}")
    console.answers["PUT", "log/rows/8"] = 200, {"row": {}}
    field.press("Enter")
    expect(panel).to_contain_text("Saved: ")
    expect(rows.nth(2).get_by_role("button", name="Edit")).to_be_focused()
    [(body, _)] = console.requests("PUT", "log/rows/8")
    assert body == {
        "artist": MARKUP,
        "title": "Ropes",
        "album": "",
        "label": "Tin",
        "note": "White label",
    }
    rows.nth(0).get_by_role("button", name="Edit").click()
    expect(rows.nth(0).get_by_role("button", name="Remove row")).to_be_hidden()


def test_rows_are_removed_added_and_pasted(console, page):
    panel = console.panel("log")
    rows = panel.locator("[data-part=list] > li")
    rows.nth(1).get_by_role("button", name="Edit").click()
    rows.nth(1).get_by_role("button", name="Remove row").click()
    console.answers["DELETE", "log/rows/8"] = 200, {"row": {}}
    console.answers["GET", "log.json"] = 200, {"rows": [log_row(5)]}
    rows.nth(1).get_by_role("button", name="Press again to remove").click()
    expect(rows).to_have_count(1)
    expect(rows.get_by_role("button", name="Edit")).to_be_focused()
    console.answers["POST", "log/inserted"] = 200, {"row": log_row(1500, started_at=moment(-100))}
    panel.get_by_text("Add a row").click()
    form = panel.locator("[data-part=insert]")
    form.get_by_label("Start").fill("14:03:10")
    form.get_by_label("Title", exact=True).fill("Dew")
    form.get_by_label("Length").fill("1:02")
    form.get_by_role("button", name="Add row").click()
    expect(panel).to_contain_text(re.compile(r"Added: Dew \((today|yesterday), \d\d:\d\d\)"))
    [(body, _)] = console.requests("POST", "log/inserted")
    assert (body["source"], body["started_at"], body["duration"]) == ("spin", "14:03:10", 62)
    console.answers["POST", "log/pasted"] = 200, {"rows": [{}, {}]}
    panel.get_by_text("Paste several spins").click()
    panel.get_by_label("One a line").fill("A – B\nC – D")
    panel.get_by_label("Start of the first").fill("14:10")
    panel.get_by_role("button", name="Add rows").click()
    expect(panel).to_contain_text("2 rows added.")
    console.answers["GET", "log.json"] = 200, {"rows": []}
    panel.get_by_role("combobox").first.select_option("Last 24 hours")
    expect(panel).to_contain_text("Nothing logged in these hours.")
    assert "log.json?hours=24" in console.questions


def test_a_long_log_scrolls_in_its_column_and_the_page_does_not(console, page):
    rows = [log_row(number) for number in range(1, 40)]
    console.answers["GET", "log.json"] = 200, {"rows": rows}
    page.set_viewport_size({"width": 1440, "height": 900})
    console.becomes(log=rows[:1])
    expect(console.panel("log").locator("[data-part=list] > li")).to_have_count(39)
    column = page.locator("[data-column=log]")
    assert column.evaluate("(column) => column.scrollHeight > column.clientHeight")
    assert page.evaluate("document.documentElement.scrollHeight") == 900
