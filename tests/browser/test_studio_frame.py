"""The console's frame."""

import os

import pytest

from tests.browser.console import Console

pytestmark = pytest.mark.xdist_group("browser")


def test_shots(desk, page):
    console = Console(desk, page).open()
    for w, h in ((375, 700), (1024, 768), (1440, 900)):
        page.set_viewport_size({"width": w, "height": h})
        page.wait_for_timeout(1200)
        page.screenshot(path=f"/tmp/d-{w}.png")
