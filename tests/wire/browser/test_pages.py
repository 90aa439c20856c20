"""Each page of the newswire: nothing for axe to find, nothing wider than a phone."""

import pytest

from blueprints.core import clock
from tests.browser.test_accessibility import faults
from tests.wire.conftest import Wire

pytestmark = pytest.mark.xdist_group("browser")
WIRE = "/desk/wire/"
WIDE = "() => document.documentElement.scrollWidth > innerWidth"


def pages(wire):
    """Write what the pages show; return their addresses."""
    source = wire.source("Slipway " * 6, rights="full", mode="draft", failures=4,
                         fault="slipway.example.org took too long to answer.")  # fmt: skip
    picture = {"url": "https://slipway.example.org/1.jpg", "alt": "", "hash": ""}
    asked = wire.entry(source, "W" * 200, body="<h2>Tar</h2><ul><li>Brooms</li></ul>",
                       summary="Bands play. " * 20, pictures=[picture],
                       remarks=["Tracking pixels were removed."])  # fmt: skip
    story = wire.stories()[0]
    updated = wire.entry(source, "Winch", state="published", story_id=story.id, url="",
                         update={"headline": "The winch"}, update_at=clock.now())  # fmt: skip
    wire.entry(source, "Fog", state="dismissed", decided_by="Edda", decided_at=clock.now())
    narrowed = wire.source("Slipway")  # only links now, and a story that is a full copy
    copy = next(one for one in wire.stories() if one.rights == "full")
    wire.entry(narrowed, "Rope", state="published", story_id=copy.id)
    return (
        WIRE, f"{WIRE}?tab=updates", f"{WIRE}?tab=dismissed", f"{WIRE}{asked}/publication",
        f"{WIRE}{updated}/update", f"{WIRE}sources/", f"{WIRE}sources/new",
        f"{WIRE}sources/{source}", f"{WIRE}sources/{source}/removal", f"/desk/stories/{story.id}",
        f"{WIRE}sources/{narrowed}", f"{WIRE}sources/{narrowed}/excess", "/desk/",
    )  # fmt: skip


def test_every_page_is_for_everybody(desk, page):
    desk.sign_in(page.context)
    found = []
    for address in pages(Wire(desk.station.app)):
        assert page.goto(desk.station.url + address).status == 200, address
        for details in page.locator("details").all():
            details.evaluate("(one) => { one.open = true; }")
        for width, scheme in ((375, "light"), (1440, "dark")):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            found += [(address, width, fault) for fault in faults(page)]
        page.set_viewport_size({"width": 320, "height": 700})
        if page.evaluate(WIDE):
            found.append((address, "is wider than 320 px"))
    assert found == []
