"""Nothing that has the focus is covered by a bar that sticks, on a phone with its keyboard open."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import offered
from tests.news.helpers import write_story

pytestmark = pytest.mark.xdist_group("browser")

SCREENS = {  # the ways through the page, the largest part that bars may take, an opened one too
    "keyboard open": ({"width": 375, "height": 320}, ("Tab", "Shift+Tab"), 0.3),
    "keyboard closed": ({"width": 375, "height": 667}, ("Tab",), 0.5),
}
PAGES = (
    "/desk/stories/new",
    "/desk/stories/1",
    "/desk/stories/",
    "/desk/pages/about",
    "/desk/comments/?state=approved",
    "/desk/settings/station",
    "/account/",
)
OPEN_ALL = """() => {
  for (const group of document.querySelectorAll("main details")) group.open = true;
  for (const box of document.querySelectorAll("[name=ids]")) box.click();
}"""
ROOM = """() => {
  const sticks = (element) => /sticky|fixed/.test(getComputedStyle(element).position);
  const taken = [...document.querySelectorAll("body *")]
    .filter((element) => element.checkVisibility() && sticks(element))
    .reduce((sum, element) => sum + element.offsetHeight, 0);
  return taken / innerHeight;
}"""
# Of what has the focus: what it is, and what covers it or where it is out of sight. Of a field
# for a text, and of what is higher than half the screen, a line must be in sight.
FAULT = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  const name = `${at.localName} ${at.name ?? ""} ${at.textContent.trim().slice(0, 40)}`;
  const range = at.isContentEditable && getSelection().rangeCount && getSelection().getRangeAt(0);
  const box = (range && range.getClientRects()[0]) || at.getBoundingClientRect();
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  const isLong = at.localName === "textarea" || box.height > innerHeight / 2;
  const asked = isLong ? Math.min(box.height, 30) : box.height;
  const covers = (x, y) => {
    const hit = document.elementFromPoint(x, y);
    if (!hit || at.contains(hit)) return null;
    let over = hit;
    while (over && !/sticky|fixed/.test(getComputedStyle(over).position)) over = over.parentElement;
    return over?.contains(at) ? null : over;
  };
  let seen = 0, over = null;
  for (let y = Math.ceil(top) + 0.5; y < bottom; y++) {
    const places = [0.1, 0.5, 0.9].map((part) => box.left + part * box.width);
    const cover = places.map((x) => covers(x, y)).find(Boolean);
    over ??= cover;
    seen += cover ? 0 : 1;
  }
  const fault = over ? `is under ${over.className}` : `is at ${box.top} to ${box.bottom}`;
  return [name, seen >= asked - 2 ? "" : fault];
}"""


def covered(page, key):
    """What cannot be seen of all that `key` leads to, from where the focus is to the page's end."""
    found, last = [], ""
    for _ in range(400):
        page.keyboard.press(key)
        at = page.evaluate(FAULT)
        if at and at[1]:
            page.wait_for_timeout(300)  # a busy machine scrolls late
            at = page.evaluate(FAULT)
        if at is None:
            return found
        last = at[0]
        found += [(key, *at)] if at[1] else []
    raise AssertionError(f"{key} does not come to an end: {last}")


def faults(page):
    """Return what is covered on the page, by Tab to its end (and back), on each screen."""
    page.evaluate(OPEN_ALL)
    found = []
    for name, (screen, keys, most) in SCREENS.items():
        page.set_viewport_size(screen)
        page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
        found += [(name, *fault) for key in keys for fault in covered(page, key)]
        if (taken := page.evaluate(ROOM)) > most + 0.01:
            found.append((name, f"{taken:.0%} of the screen is taken by bars"))
    return found


def test_what_staff_reach_by_tab_is_in_sight(desk, page):
    desk.sign_in(page.context, "admin")
    for address in offered(desk.station.app, PAGES):
        page.goto(desk.station.url + address)
        page.wait_for_load_state("networkidle")
        assert faults(page) == [], address


def test_a_draft_with_all_its_buttons_is_in_sight(desk, page):
    write_story(desk.station.app, "fog", hours_ago=None, headline="Fog")
    desk.sign_in(page.context, "admin")
    page.goto(f"{desk.station.url}/desk/stories/")
    page.get_by_role("link", name="Fog", exact=True).click()
    expect(page.get_by_role("button", name="Publish", exact=True)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert faults(page) == []


def test_the_caret_is_in_sight_all_through_a_long_text(desk, page):
    writing = desk.open_editor(page)
    page.set_viewport_size({"width": 375, "height": 320})
    writing.text.focus()
    found = []
    for key in ["a", "Enter"] * 24 + ["ArrowUp"] * 24 + ["b", "Enter"] + ["ArrowDown"] * 24:
        page.keyboard.press(key)
        found.append((key, *page.evaluate(FAULT)))
    assert [fault for fault in found if fault[2]] == []
