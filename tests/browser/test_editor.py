"""Writing a story: by keyboard, on a telephone and on a desk."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import SMALL_TARGETS, faults

pytestmark = pytest.mark.xdist_group("browser")

PHONE = {"viewport": {"width": 375, "height": 700}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1440, "height": 900}}
WIDE = "() => document.documentElement.scrollWidth > innerWidth"
STORY = (
    "<h2>What was seen</h2><p>The wall <strong>held</strong> all "
    '<a href="https://coast.example/night">night</a>.</p>'
    '<blockquote class="pull"><p>We never lost the signal</p></blockquote>'
    "<ul><li>one boat</li><li>a dog</li></ul>"
)


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["375", "1440"])
def test_a_story_is_written_by_keyboard_alone(desk, open_page, screen):
    page = open_page(**screen)
    writing = desk.open_editor(page)
    press, write = page.keyboard.press, page.keyboard.type

    def by_toolbar(name, steps):
        """From the text to the toolbar, along it, and back by pressing."""
        press("Alt+F10")
        press("Home")
        for _ in range(steps):
            press("ArrowRight")
        expect(writing.button(name)).to_be_focused()
        press("Enter")

    page.get_by_label("Headline").focus()
    while not writing.bar.locator(":focus").count():
        press("Tab")
    press("Tab")
    expect(writing.text).to_be_focused()
    by_toolbar("Heading", 6)
    expect(writing.button("Heading")).to_have_attribute("aria-pressed", "true")
    write("What was seen\nThe wall ")
    press("Control+b")
    expect(writing.button("Bold")).to_have_attribute("aria-pressed", "true")
    write("held")
    press("Control+b")
    write(" all night")
    press("Control+Shift+ArrowLeft")
    by_toolbar("Link", 2)
    write("javascript:alert(1)\n")
    expect(page.get_by_text("Use a web address")).to_be_visible()
    press("Control+a")
    write("coast.example/night\n")
    press("ArrowRight")
    write(".\n")
    by_toolbar("Pull quote", 11)
    write("We never lost the signal\n\n")
    by_toolbar("Bulleted list", 8)
    write("one boat\na dog")
    press("Tab")
    expect(writing.text).not_to_be_focused()
    assert writing.value() == STORY

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert faults(page) == []
    assert page.evaluate(SMALL_TARGETS) == []
    assert not page.evaluate(WIDE)


def test_what_was_written_comes_back_as_it_was(desk, page):
    kept = STORY + '<p lang="cy">Nos da</p><blockquote><p>said<br>so</p></blockquote><h3>On</h3>'
    writing = desk.open_editor(page)
    writing.text.click()
    writing.paste(html=kept)
    first = writing.value()
    assert first == kept.replace(' lang="cy"', "")  # a pasted page's languages are its own
    page.keyboard.press("Control+z")
    assert writing.value() == ""


def test_the_label_leads_into_the_editor_and_undo_says_whether_it_can(desk, page):
    writing = desk.open_editor(page)
    expect(writing.bar).to_be_visible()
    page.locator("label[for=body]").click()
    expect(writing.text).to_be_focused()
    expect(writing.button("Undo")).to_have_attribute("aria-disabled", "true")
    page.keyboard.type("A word")
    writing.button("Undo").click()
    assert writing.value() == ""
    writing.button("Redo").click()
    assert writing.value() == "<p>A word</p>"


def test_without_the_editor_s_library_the_plain_text_area_stays(desk, page, amiss):
    amiss.forgiven.append("404")
    page.route("**/vendor/tiptap.js", lambda route: route.fulfill(status=404))
    writing = desk.open_editor(page)
    page.locator("textarea[name=body]").fill("Plain words")
    expect(writing.saved).to_contain_text("Autosaved")
    expect(writing.bar).to_have_count(0)
