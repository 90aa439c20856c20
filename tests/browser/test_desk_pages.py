"""Each page of the desk and of the account: nothing for axe to find, nothing wider than a phone."""

import pytest

from tests.browser.desk import offered
from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.xdist_group("browser")

PAGES = (
    "/desk/",
    "/desk/help/",
    "/desk/stories/",
    "/desk/stories/1",
    "/desk/stories/1/revisions",
    "/desk/shows/",
    "/desk/shows/new",
    "/desk/shows/week",
    "/desk/pictures/",
    "/desk/pictures/1",
    "/desk/clips/",
    "/desk/comments/?state=approved",
    "/desk/tags/",
    "/desk/artists/",
    "/desk/pages/",
    "/desk/pages/about",
    "/desk/reports/",
    "/desk/reports/recordings/",
    "/desk/quotas/",
    "/desk/quotas/new",
    "/desk/notice/",
    "/desk/people/",
    "/desk/audit-log/",
    "/desk/settings/",
    "/account/",
)
WIDE = "() => document.documentElement.scrollWidth > innerWidth"


def test_every_page_is_for_everybody(desk, page):
    desk.sign_in(page.context, "admin")
    found = []
    for address in offered(desk.station.app, PAGES):
        answer = page.goto(desk.station.url + address)
        if answer.status != 200:
            found.append((address, answer.status))
            continue
        for width, scheme in ((375, "light"), (1440, "dark")):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            found += [(address, width, fault) for fault in faults(page)]
        page.set_viewport_size({"width": 320, "height": 700})
        if page.evaluate(WIDE):
            found.append((address, "is wider than 320 px"))
    assert found == []
