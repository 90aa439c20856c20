"""The console's frame: tabs, light and dark mode, what axe finds, what Tab reaches."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import SMALL_TARGETS
from tests.browser.test_accessibility import faults as axe_faults
from tests.browser.test_nothing_covered import covered
from tests.browser.test_screens import TOO_WIDE
from tests.studio.browser.console import Console, moment

pytestmark = pytest.mark.xdist_group("browser")

PHONE, TABLET, DESK = (375, 700), (1024, 768), (1440, 900)
ENLARGED = (320, 225)  # 1280 x 900 at 400 %
HEIGHT = "() => document.documentElement.scrollHeight"
OPEN_ALL = "() => { for (const one of document.querySelectorAll('main details')) one.open = true; }"


def sized(page, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})


@pytest.fixture
def console(desk, page):
    """Dana's console; she has the desk, with a spin that is open."""
    spin = {
        "id": 991,
        "source": "spin",
        "title": "Blue Skies",
        "artist": "Ella",
        "album": "",
        "label": "",
        "started_at": moment(-4),
        "ends_by": moment(200),
    }
    return Console(desk, page, manual=spin)


def looked_at(page, *sizes):
    """Return what axe finds of what plays and the queue, and what is too small or too wide."""
    found = []
    for size in sizes:
        sized(page, size)
        for tab in page.locator("[data-show]:visible").all()[:2] or [page.locator("body")]:
            tab.click(position={"x": 2, "y": 2})
            found += [(size, *fault) for fault in axe_faults(page)]
            found += page.evaluate(SMALL_TARGETS) + page.evaluate(TOO_WIDE)
    return found


def test_axe_finds_nothing_in_dark_mode(console, page):
    console.open()
    assert looked_at(page, PHONE, TABLET, DESK) == []
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert axe_faults(page) == []


def test_axe_finds_nothing_in_light_mode_with_a_refusal(console, page, amiss):
    amiss.forgiven.append("422")
    console.answers["POST", "queue/rest/shuffle"] = (422, {"error": "No.", "todo": "Wait."})
    console.open()
    page.get_by_role("button", name="Light mode").click()
    page.get_by_role("button", name="Shuffle the rest").click()
    expect(page.locator('[data-panel="queue"] [data-refusal]')).to_contain_text("Wait.")
    assert looked_at(page, PHONE, DESK) == []


@pytest.mark.parametrize("size", [PHONE, ENLARGED, DESK])
def test_what_tab_reaches_is_in_sight(console, page, size):
    console.open()
    long = {"title": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 5, "artist": "موج"}
    console.becomes(now=console.state["now"] | long)
    expect(page.get_by_role("heading", name=long["title"])).to_be_visible()
    page.evaluate(OPEN_ALL)
    sized(page, size)
    for tab in ("now", "queue"):
        if (button := page.locator(f"[data-show={tab}]")).is_visible():
            button.click()
        elif tab == "queue":
            continue  # all is in sight
        assert page.evaluate(TOO_WIDE) == []
        for key in ("Tab", "Shift+Tab"):
            page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
            assert covered(page, key) == [], tab


def test_a_phone_has_tabs(console, page):
    sized(page, PHONE)
    console.open()
    tab = page.get_by_role("navigation", name="Parts of the console").get_by_role("button")
    expect(page.get_by_role("heading", name="Now, from MPD")).to_be_visible()
    expect(page.get_by_role("heading", name="Queue")).to_be_hidden()
    tab.filter(has_text="Queue").click()
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()
    expect(page.get_by_role("heading", name="Now, from MPD")).to_be_hidden()
    expect(tab.filter(has_text="Queue")).to_have_attribute("aria-pressed", "true")
    expect(tab.first).to_contain_text("1:")  # what remains, on every tab


def test_a_tablet_shows_now_beside_the_queue(console, page):
    sized(page, TABLET)
    console.open()
    expect(page.get_by_role("heading", name="Now, from MPD")).to_be_visible()
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()
    expect(page.get_by_role("heading", name="Library")).to_be_hidden()
    page.locator("[data-show=library]").click()
    expect(page.get_by_role("heading", name="Library")).to_be_visible()
    expect(page.get_by_role("heading", name="Queue")).to_be_hidden()


def test_light_mode_is_remembered(console, page):
    console.open()
    page.get_by_role("button", name="Light mode").click()
    expect(page.locator("html")).to_have_attribute("data-scheme", "light")
    console.open()
    expect(page.locator("html")).to_have_attribute("data-scheme", "light")
    expect(page.get_by_role("button", name="Dark mode")).to_be_visible()


def test_nothing_moves_when_the_health_of_mpd_comes(console, page):
    sized(page, ENLARGED)
    console.open()
    health = page.locator('[data-part="health"]')
    heights = [
        (health.evaluate("(line, said) => line.textContent = said", said), page.evaluate(HEIGHT))
        for said in ("", "MPD 0.23.12", "MPD 0.23.12, answered 119 s ago")
    ]
    assert len({height for _, height in heights}) == 1, heights


def test_the_health_of_mpd_is_below(console, page):
    console.heard_ago = 7.0
    console.open()
    health = page.locator('[data-part="health"]')
    expect(health).to_contain_text("MPD 0.23.12, answered 7.")
    console.heard_ago = 240.0
    console.polls_at_once()
    expect(health).to_contain_text("answered 4 min ago")


def test_the_practice_studio_says_that_it_is_one(console, page):
    console.open("/studio/practice/")
    expect(page.get_by_text("Practice: nothing here goes on air")).to_be_visible()
    expect(page.locator("footer").get_by_role("link", name="Studio", exact=True)).to_be_visible()
