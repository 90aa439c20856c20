"""No page is wider than its screen."""

import pytest

from tests.browser.station import PAGES

pytestmark = pytest.mark.xdist_group("browser")

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > width)
    .map((element) => element.outerHTML.slice(0, 100));
}"""


def test_nothing_sticks_out(station, page, amiss):
    amiss.forgiven.append("404")
    station.studio.has_played("Salt", "W" * 300)
    station.studio.plays("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 5)
    for address in PAGES.values():
        page.goto(station.url + address)
        page.locator(".just-played summary").click()
        for width in (320, 375, 768, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(TOO_WIDE) == [], f"{address} at {width} px"
