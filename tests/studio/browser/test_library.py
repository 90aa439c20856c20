"""The panel “Library”: search, browse, rows by keyboard, several tracks, pre-listen."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import SMALL_TARGETS, faults
from tests.browser.test_screens import TOO_WIDE
from tests.media.sounds import wav
from tests.studio.browser.panels import MARKUP, Panels, found, library, track

pytestmark = pytest.mark.xdist_group("browser")

PHONE = {"width": 375, "height": 700}
ADD = "POST", "queue/tracks"
SEEN = """() => {
  const at = document.activeElement;
  const { left, top, width, height } = at.getBoundingClientRect();
  const seen = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 20));
  return at === document.body || at.contains(seen) || at.labels?.[0]?.contains(seen)
    ? "" : at.outerHTML.slice(0, 120);
}"""


@pytest.fixture
def console(desk, page):
    """The console, with a full library."""
    return Panels(desk, page).open()


def test_rows_say_what_is_known_and_hold_no_markup(console, page):
    rows = console.panel("library").locator("[data-row]")
    expect(rows).to_have_count(6)
    expect(rows.nth(0)).to_contain_text("Explicit · Heavy")
    expect(rows.nth(1)).to_contain_text("in the queue")
    expect(rows.nth(2)).to_contain_text("never played")
    expect(rows.nth(3).locator("b")).to_have_text(MARKUP)
    expect(rows.nth(5)).to_contain_text("last played yesterday")
    expect(console.panel("library").get_by_role("status").first).to_have_text("120 results")
    console.becomes(queue=console.state["queue"] | {"rows": []})
    expect(rows.nth(1)).to_contain_text("never played")


def test_a_search_asks_once_and_says_how_many(console, page, amiss):
    amiss.forgiven.append("503")
    console.answers["GET", "library.json"] = 200, found(track(1))
    console.questions.clear()
    page.keyboard.press("/")
    page.keyboard.type("quay")
    expect(console.panel("library").get_by_role("status").first).to_have_text("1 result")
    asked = [address for address in console.questions if address.startswith("library.json")]
    assert asked == ["library.json?q=quay&by=all&value=&page=1"]
    console.answers["GET", "library.json"] = 200, found()
    page.keyboard.type("x")
    expect(console.panel("library")).to_contain_text("No tracks match your search.")
    console.answers["GET", "library.json"] = 503, {"error": "Busy.", "todo": "Try again."}
    page.keyboard.type("y")
    expect(console.panel("library").get_by_role("alert")).to_contain_text("Busy. Try again.")


def test_by_keyboard_a_row_is_added_and_has_a_menu(console, page):
    search = page.get_by_role("searchbox", name="Search the library")
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Add next: Ropes, Quay Dogs")).to_be_focused()
    page.keyboard.press("Enter")
    expect(console.panel("library")).to_contain_text("Added next: Quay Dogs – Ropes")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Enter")
    expect(console.panel("library")).to_contain_text("Added last: Quay Dogs – Customs House Waltz")
    sent = [body for body, _ in console.requests(*ADD)]
    assert sent == [
        {"files": ["library/1.mp3"], "where": "next"},
        {"files": ["songs/17.mp3"], "where": "last"},
    ]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    console.panel("library").get_by_label("Add to playlist").fill("Night")
    page.keyboard.press("Enter")
    expect(console.panel("library")).to_contain_text("Added to “Night”")
    page.get_by_label("Rotation").select_option("Light")
    page.get_by_role("button", name="Save marks").click()
    expect(console.panel("library").locator("[data-row]").nth(1)).to_contain_text("Light · Local")
    assert console.requests("PUT", "library/marks")[0][0]["ids"] == [2]
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="More for Customs House Waltz")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("ArrowUp")
    expect(search).to_be_focused()


def test_several_tracks_at_once(console, page):
    console.answers["GET", "library.json?q=&by=all&value=&page=1&all=1"] = (
        200,
        library() | {"files": [f"library/{number}.mp3" for number in range(120)]},
    )
    panel = console.panel("library")
    panel.get_by_role("button", name="Select", exact=True).click()
    panel.get_by_role("checkbox", name="Ropes, Quay Dogs").check()
    expect(panel).to_contain_text("1 track selected")
    panel.get_by_role("button", name="Choose all 120 results").click()
    expect(panel).to_contain_text("120 tracks selected")
    panel.get_by_role("button", name="Add last", exact=True).click()
    expect(panel).to_contain_text("Added last: 120 tracks")
    [(body, tag)] = console.requests(*ADD)
    assert (len(body["files"]), tag) == (120, console.state["tag"])


def test_artists_are_opened_and_left_again(console, page):
    groups = {"rows": [{"value": "Amber Choir", "tracks": 4}, {"value": MARKUP, "tracks": 1}]}
    console.answers["GET", "library.json?q=&by=artists&value=&page=1"] = 200, groups | {"total": 2}
    panel = console.panel("library")
    panel.get_by_role("button", name="Artists").click()
    panel.get_by_role("button", name=f"{MARKUP} 1 track").click()
    expect(panel.get_by_role("button", name="Back")).to_be_focused()
    expect(panel.locator("[data-row]")).to_have_count(6)
    page.keyboard.press("Enter")
    expect(panel.get_by_role("button", name=f"{MARKUP} 1 track")).to_be_focused()


def test_only_the_dj_hears_the_pre_listen(console, page):
    sound = wav()
    page.route(
        "**/studio/library/audio/1",
        lambda route: route.fulfill(body=sound, headers={"Content-Type": "audio/wav"}),
    )
    page.get_by_role("button", name="Add next: Ropes").focus()
    page.keyboard.press("p")
    bar = page.get_by_role("group", name="Pre-listen: only you hear this")
    expect(bar).to_contain_text("Quay Dogs – Ropes")
    expect(bar.get_by_role("slider", name="Position")).not_to_have_attribute("max", "0")
    page.keyboard.press("p")
    expect(bar).to_be_hidden()
    assert console.sent == []


def test_on_a_phone_nothing_is_too_small_or_too_wide(console, page):
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Library").first.click()
    console.panel("library").get_by_role("button", name="Select", exact=True).click()
    page.get_by_role("button", name="More for Ropes").click()
    for name in ("Library", "Playlists", "Jingles", "Uploads"):
        console.show(name)
        assert page.evaluate(TOO_WIDE) == []
        assert page.evaluate(SMALL_TARGETS) == []
        assert faults(page) == []


def test_by_tab_on_a_phone_the_focus_is_never_covered(console, page):
    console.page.route("**/studio/library/audio/1", lambda route: route.fulfill(body=wav(60.0)))
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Library").first.click()
    page.get_by_role("button", name="Add next: Ropes").focus()
    page.keyboard.press("p")
    expect(page.get_by_role("group", name="Pre-listen")).to_be_visible()
    page.get_by_role("button", name="More for Ropes").click()
    page.get_by_role("searchbox", name="Search the library").focus()
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN) == ""
