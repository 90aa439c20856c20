"""The library of pictures on a phone: uploads by form and by script, the focus by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import SCHEMES, SMALL_TARGETS, faults
from tests.browser.test_screens import TOO_WIDE
from tests.media.library.sent import drawn
from tests.media.sounds import wav

pytestmark = pytest.mark.xdist_group("browser")

PHONE = {"width": 375, "height": 700}
LIBRARY = "/desk/pictures/"
GOOD = {"name": "quay.png", "mimeType": "image/png", "buffer": drawn(size=(900, 600))}
OTHER = {"name": "tide.png", "mimeType": "image/png", "buffer": drawn("navy", (600, 900))}
WRONG = {"name": "page.png", "mimeType": "image/png", "buffer": b"<!doctype html>"}


def looked_at(page):
    """Nothing that axe finds, light and dark; nothing too wide or too small."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert faults(page) == [], scheme
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.fixture
def editor(desk, open_page):
    """Open a page of an editor's on a phone."""

    def open_(**options):
        page = open_page(viewport=PHONE, **options)
        desk.sign_in(page.context)
        return page

    return open_


def test_two_files_at_once_without_script(station, editor, amiss):
    amiss.forgiven.append("422")
    page = editor(java_script_enabled=False)
    page.goto(station.url + LIBRARY)
    page.get_by_label("Pictures to upload").set_input_files([GOOD, WRONG])
    page.get_by_role("button", name="Upload pictures").click()
    expect(page.get_by_role("alert")).to_contain_text("page.png")
    expect(page.get_by_role("alert")).to_contain_text("This file type isn’t supported.")
    page.get_by_label("Pictures to upload").set_input_files([OTHER])
    page.get_by_role("button", name="Upload pictures").click()
    expect(page.locator("h1")).to_have_text("tide.png")
    page.get_by_label("Alt text").fill("Water at night")
    page.get_by_role("button", name="Save picture").click()
    expect(page.locator(".flash")).to_have_text("Picture saved.")


def test_files_go_up_by_script_and_the_focus_by_keyboard(station, editor, amiss):
    amiss.forgiven.append("422")
    page = editor()
    page.goto(station.url + LIBRARY)
    page.get_by_label("Pictures to upload").set_input_files([GOOD, WRONG, OTHER])
    rows = page.locator("[data-progress] li")
    expect(rows.nth(0)).to_contain_text("Uploaded")
    expect(rows.nth(1)).to_contain_text("This file type isn’t supported.")
    expect(rows.nth(2)).to_contain_text("Uploaded")
    expect(page.locator("[data-status]")).to_contain_text("quay.png Uploaded")
    looked_at(page)
    page.get_by_role("link", name="Show in library").click()
    expect(page.locator(".shelf .missing").first).to_have_text("No alt text")
    looked_at(page)

    page.get_by_role("link", name="tide.png").click()
    dot = page.get_by_role("slider", name="Focal point")
    dot.focus()
    for key in ("ArrowUp", "Shift+ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
    expect(dot).to_have_attribute("aria-valuetext", "49 % from the left, 39 % from the top")
    page.locator("[data-stage] img").click(position={"x": 10, "y": 10})
    expect(page.get_by_label("Focal point, % from the left")).to_have_value("3")
    page.get_by_role("button", name="Reset to centre").click()
    expect(page.get_by_label("Focal point, % from the left")).to_have_value("50")
    page.get_by_label("Focal point, % from the top").fill("10")
    looked_at(page)
    page.get_by_role("button", name="Save picture").click()
    expect(page.locator(".flash")).to_have_text("Picture saved.")
    expect(page.get_by_label("Focal point, % from the top")).to_have_value("10")


def test_a_clip_is_sent_and_can_be_heard(station, editor):
    page = editor()
    page.goto(f"{station.url}/desk/clips/")
    sound = {"name": "talk.wav", "mimeType": "audio/wav", "buffer": wav(2.0)}
    page.get_by_label("File").set_input_files(sound)
    page.get_by_role("textbox", name="Title").fill("The talk")
    looked_at(page)
    page.get_by_role("button", name="Upload clip").click()
    expect(page.locator("h1")).to_have_text("The talk")
    length = "async (sound) => { await sound.play(); return sound.duration; }"
    assert page.locator("audio").evaluate(length) == pytest.approx(2.0, abs=0.1)
    looked_at(page)
    page.get_by_role("link", name="All audio clips").click()
    expect(page.locator(".rows .missing")).to_have_text("No transcript")
    looked_at(page)
