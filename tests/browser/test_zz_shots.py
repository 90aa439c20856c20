import pytest
from tests.browser.panels import Panels
from tests.browser.console import moment
from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.xdist_group("browser")


def test_shots(desk, page):
    page.on("console", lambda m: print(m.type, m.text))
    manual = {
        "id": 991,
        "source": "spin",
        "title": "Dew",
        "artist": "Anna",
        "album": "",
        "label": "Tin",
        "started_at": moment(-133),
        "ends_by": moment(70),
    }
    c = Panels(desk, page, manual=manual).open()
    for w, h in ((375, 800), (1024, 768), (1440, 900)):
        page.set_viewport_size({"width": w, "height": h})
        for tab in ("now", "library", "log"):
            b = page.locator(f"[data-show={tab}]")
            if b.is_visible():
                b.click()
            elif w == 1440 and tab != "now":
                continue
            page.screenshot(path=f"/tmp/e-{w}-{tab}.png", full_page=w < 1440)
        if w != 1024:
            for side in ("Playlists", "Jingles", "Uploads"):
                if w == 375:
                    page.locator("[data-show=library]").click()
                c.show(side)
                page.screenshot(path=f"/tmp/e-{w}-{side}.png")
        c.page.evaluate("document.querySelector('[data-show=library]').click()")
        c.show("Library")
    print(faults(page))
