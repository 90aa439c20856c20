import pytest
from tests.browser.console import Console, moment

pytestmark = pytest.mark.xdist_group("browser")


def test_shots(desk, page):
    console = Console(desk, page)
    console.open()
    for w, h in ((375, 700), (1024, 768), (1440, 900)):
        page.set_viewport_size({"width": w, "height": h})
        page.wait_for_timeout(600)
        page.screenshot(path=f"/tmp/d-{w}.png")
    page.set_viewport_size({"width": 375, "height": 700})
    page.locator("[data-show=now]").click()
    console.becomes(now=console.state["now"] | {"started_at": moment(-191)})
    page.wait_for_timeout(2500)
    page.screenshot(path="/tmp/d-375-now.png")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.keyboard.press("j"); page.keyboard.press("j")
    page.screenshot(path="/tmp/d-1440-soon.png")
    page.keyboard.press("?")
    page.screenshot(path="/tmp/d-help.png")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Light mode").click()
    console.becomes(desk={"user_id": 99, "name": "Dov Dial", "taken_at": moment(-3)}, manual={"id": 1, "source": "spin", "artist": "Ella", "title": "Blue Skies", "album": "", "label": "", "started_at": moment(-4), "ends_by": moment(200)})
    page.wait_for_timeout(2500)
    page.screenshot(path="/tmp/d-light.png")
