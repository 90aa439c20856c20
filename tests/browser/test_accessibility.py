"""What axe finds, what a keyboard reaches, and how large the targets are."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.desk import offered
from tests.browser.station import PAGES, STATES

pytestmark = pytest.mark.xdist_group("browser")

PHONE, DESK = {"width": 375, "height": 700}, {"width": 1440, "height": 800}
SCREENS = (PHONE, DESK)
SCHEMES = ("light", "dark")
AXE = Axe().axe_script
FAULTS = """async () => {
  const found = await axe.run({ resultTypes: ["violations"] });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => [id, target, failureSummary]));
}"""
REACH = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  (window.reached ??= new Set()).add(at);
  const bar = document.querySelector("[data-player]");
  const box = at.getBoundingClientRect();
  const floor = bar.contains(at) ? innerHeight : bar.getBoundingClientRect().top;
  const end = at.localName === "textarea" ? box.top + 44 : box.bottom; // where writing begins
  const seen = box.top >= -1 && end <= floor + 1;
  return [`${at.localName} ${at.name ?? ""} ${at.textContent.trim()}`, seen];
}"""
NOT_REACHED = """() =>
  [...document.querySelectorAll("a[href], button, summary, input, textarea, [tabindex]")]
    .filter((element) => element.checkVisibility() && element.tabIndex >= 0)
    .filter((element) => !window.reached.has(element))
    .map((element) => element.outerHTML)
"""
SMALL_TARGETS = """() => {
  const large = (element) => element.matches("button, .button, summary, nav a, .wordmark");
  return [...document.querySelectorAll("a[href], button, summary, input, textarea")]
    .filter((element) => element.checkVisibility() && element.tabIndex >= 0)
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([element, box]) => box.height < (large(element) ? 44 : 24) || box.width < 24)
    .map(([element, box]) => `${element.outerHTML.slice(0, 90)}: ${box.width} x ${box.height}`);
}"""


def faults(page):
    """Return what axe finds: [rule, element, what is wrong] of each."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(FAULTS)


def faults_on_every_screen(page):
    """Return what axe finds, light and dark, on a phone and on a desktop."""
    found = []
    for screen in SCREENS:
        for scheme in SCHEMES:
            page.set_viewport_size(screen)
            page.emulate_media(color_scheme=scheme)
            found += [(screen["width"], scheme, *fault) for fault in faults(page)]
    return found


def tab_through(page):
    """Return what Tab reaches, which is all that there is, and none of it under the bar."""
    reached, covered = [], []
    for _ in range(80):
        page.keyboard.press("Tab")
        at = page.evaluate(REACH)
        if at is None:
            break
        what, seen = at
        reached.append(what.strip())
        covered += [] if seen else [what]
    assert covered == []
    assert page.evaluate(NOT_REACHED) == []
    return reached


def test_axe_finds_nothing(station, page, amiss):
    amiss.forgiven.append("404")
    station.studio.has_played("Ropes", "Salt")
    station.studio.plays("Tide", cover=True)
    for address in (*PAGES.values(), *offered(station.app, ["/pages/privacy"])):
        page.goto(station.url + address)
        assert faults_on_every_screen(page) == [], address


def test_axe_finds_nothing_in_any_state(station, page):
    page.goto(station.url)
    for state in STATES:
        station.studio.brings_about(state)
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator(".onair .lamp")).to_have_attribute("data-state", state)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert faults(page) == [], (state, scheme)


def test_axe_finds_nothing_in_the_open_sheet_and_in_titles_of_all_kinds(station, page):
    station.studio.has_played("Ropes", "موج", "A" * 300)
    station.studio.plays("Why we still " * 23, artist="فرقة المنارة الصغيرة", album="مدّ وجزر")
    page.goto(station.url)
    page.locator(".just-played summary").click()
    assert faults_on_every_screen(page) == []


def test_the_skip_link_is_seen_and_leads_to_the_content(station, page):
    page.goto(station.url)
    skip = page.locator(".skip")
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main a, main button").locator("visible=true").first).to_be_focused()


def test_the_navigation_says_where_one_is(station, page):
    for name, link, current in (
        ("front", "Home", "page"),
        ("list", "News", "page"),
        ("story", "News", "true"),
    ):
        page.goto(station.url + PAGES[name])
        here = page.locator("nav [aria-current]")
        expect(here).to_have_text(link)
        expect(here).to_have_attribute("aria-current", current)


@pytest.mark.parametrize(
    ("name", "screen"), [("front", PHONE), ("front", DESK), ("list", DESK), ("story", PHONE)]
)
def test_tab_reaches_everything_in_sight(station, page, name, screen):
    station.studio.plays()
    page.set_viewport_size(screen)
    page.goto(station.url + PAGES[name])
    expect(page.locator("[data-player] [data-listen]")).to_be_visible()
    tab_through(page)


def check_targets(station, page, addresses):
    """Check that whatever can be pressed is large enough, on every screen."""
    station.studio.plays()
    for address in addresses:
        page.goto(station.url + address)
        expect(page.locator("[data-player] [data-listen]")).to_be_visible()
        for screen in SCREENS:
            page.set_viewport_size(screen)
            assert page.evaluate(SMALL_TARGETS) == [], address


def test_targets_are_large_enough(station, page, amiss):
    amiss.forgiven.append("404")
    check_targets(station, page, PAGES.values())
