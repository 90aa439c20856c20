"""The studio's pages in the desk's look: for everybody, at every width."""

import pytest

from tests.browser.test_accessibility import faults
from tests.browser.test_desk_pages import WIDE

pytestmark = pytest.mark.xdist_group("browser")

PAGES = (
    ("admin", "/studio/practice/people"),
    ("admin", "/desk/settings/studio"),
    ("admin", "/desk/settings/streams"),
    ("editor", "/studio/"),
)


@pytest.mark.parametrize(("key", "address"), PAGES)
def test_a_page_is_for_everybody(desk, page, amiss, key, address):
    amiss.forgiven.append("403")
    desk.sign_in(page.context, key)
    page.goto(desk.station.url + address)
    for width, scheme in ((375, "light"), (1440, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert faults(page) == [], width
    page.set_viewport_size({"width": 320, "height": 700})
    assert not page.evaluate(WIDE)
