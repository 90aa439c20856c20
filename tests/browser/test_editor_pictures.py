"""Pictures in a story: uploaded where it is written, described, published."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.news.models import Story
from tests.browser.held import first_of
from tests.browser.test_accessibility import faults
from tests.media.library.sent import drawn

pytestmark = pytest.mark.xdist_group("browser")

PHONE = {"viewport": {"width": 375, "height": 700}, "has_touch": True, "is_mobile": True}
DROP = """(target, bytes) => {
  const carried = new DataTransfer();
  carried.items.add(new File([new Uint8Array(bytes)], "dropped.png", { type: "image/png" }));
  const box = target.getBoundingClientRect();
  const at = { clientX: box.left + 20, clientY: box.top + 20 };
  const event = { dataTransfer: carried, bubbles: true, cancelable: true, ...at };
  target.dispatchEvent(new DragEvent("drop", event));
}"""


def test_pictures_are_uploaded_described_and_published(desk, open_page, amiss):
    amiss.forgiven.append("status of 422")
    page = open_page(**PHONE)
    writing = desk.open_editor(page)
    page.get_by_label("Headline").fill("Paint on the pier")
    writing.text.click()
    page.keyboard.type("It is red now.")
    writing.button("Pictures").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("[type=file]").set_input_files(
        [
            {"name": "pier.png", "mimeType": "image/png", "buffer": drawn("firebrick")},
            {"name": "notes.png", "mimeType": "image/png", "buffer": b"<p>no picture</p>"},
        ]
    )
    expect(dialog.get_by_text("isn’t supported", exact=False)).to_be_visible()
    expect(dialog.locator("[aria-pressed=true]")).to_have_count(1)
    assert faults(page) == []
    dialog.locator("[data-choose]").click()
    figure = writing.text.locator("figure")
    expect(figure).to_have_count(1)
    expect(figure.locator("[data-missing]")).to_be_visible()
    page.get_by_role("button", name="Save draft").click()
    expect(page).to_have_url(re.compile(r"/desk/stories/\d+$"))
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator("[role=alert]")).to_be_visible()
    panel = writing.text.locator("figure")
    expect(panel.locator("[data-field=alt]")).to_be_visible()  # open, since words are missing
    panel.locator("[data-field=alt]").fill("A red pier")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("link", name="View on site")).to_be_visible()
    with desk.station.app.app_context():
        story = db.session.scalars(select(Story).where(Story.headline == "Paint on the pier")).one()
        assert 'alt="A red pier"' in story.body
        assert "<picture>" in story.body
        assert [picture.filename for picture in story.pictures] == ["pier.png"]


def test_a_picture_that_is_dropped_on_the_text_stands_there(desk, page):
    writing = desk.open_editor(page)
    writing.text.click()
    page.keyboard.type("Look:")
    writing.text.evaluate(DROP, list(drawn("olive")))
    expect(writing.text.locator("figure img")).to_be_visible()
    expect(writing.text.locator("figure img")).to_have_js_property("complete", True)
    assert re.search(r'<figure class="picture"><img src="/media/\w+-640.jpg"', writing.value())


PASTE = """(target, bytes) => {
  const clipboard = new DataTransfer();
  clipboard.items.add(new File([new Uint8Array(bytes)], "pasted.png", { type: "image/png" }));
  const event = { clipboardData: clipboard, bubbles: true, cancelable: true };
  target.dispatchEvent(new ClipboardEvent("paste", event));
}"""


def test_a_pasted_picture_is_moved_and_marked_as_decorative(desk, page):
    writing = desk.open_editor(page)
    writing.text.click()
    page.keyboard.type("First.\nSecond.")
    writing.text.evaluate(PASTE, list(drawn("navy")))
    figure = writing.text.locator("figure")
    expect(figure.locator("[data-field=alt]")).to_be_visible()
    figure.locator("[data-move='-1']").click()
    figure.locator("[data-field=decorative]").check()
    expect(figure.locator("[data-missing]")).to_be_hidden()
    assert re.fullmatch(
        r'<p>First.</p><figure class="picture decorative"><img src="/media/\w+-640.jpg" alt="">'
        r"</figure><p>Second.</p>",
        writing.value(),
    )
    figure.locator("[data-remove]").click()
    assert writing.value() == "<p>First.</p><p>Second.</p>"


def test_the_lead_picture_is_chosen_in_the_library(desk, page):
    desk.open_editor(page)
    page.get_by_label("Headline").fill("A lamp")
    page.get_by_role("button", name="Choose from library").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button").locator("img").first.click()
    dialog.locator("[data-choose]").click()
    lead = page.locator("[data-picture-field]")
    expect(lead.locator("img")).to_be_visible()
    chosen = page.locator("[name=lead_picture]").input_value()
    page.get_by_role("button", name="Save draft").click()
    expect(page).to_have_url(re.compile(r"/desk/stories/\d+$"))
    assert page.locator("[name=lead_picture]").input_value() == chosen
    page.get_by_role("button", name="Remove picture").click()
    assert page.locator("[name=lead_picture]").input_value() == ""


def test_an_uploaded_picture_stays_when_the_list_comes_late(desk, open_page):
    page, held = open_page(), []
    desk.open_editor(page).text.click()

    def late(route):
        held.append((route, route.fetch())) if route.request.method == "GET" else route.continue_()

    page.route(re.compile(r"/desk/pictures/"), late)
    page.get_by_role("toolbar", name="Text").get_by_role("button", name="Pictures").click()
    dialog = page.get_by_role("dialog")
    route, list_before = first_of(page, held)
    file = {"name": "late.png", "mimeType": "image/png", "buffer": drawn("teal")}
    dialog.locator("[type=file]").set_input_files([file])
    chosen = dialog.locator("[aria-pressed=true]")
    expect(chosen).to_have_count(1)
    route.fulfill(response=list_before)
    expect(dialog.locator("[aria-pressed=false]").first).to_be_visible()
    expect(chosen.locator("img")).to_have_attribute("alt", "late.png")


@pytest.mark.parametrize("where", ["headline", "text"])
def test_a_picture_that_comes_late_leaves_the_caret_where_one_writes(desk, page, where):
    writing, held = desk.open_editor(page), []
    writing.text.click()
    page.keyboard.type("Fog.")
    page.route("**/desk/pictures/", lambda route: held.append(route))
    with page.expect_request("**/desk/pictures/"):
        writing.text.evaluate(PASTE, list(drawn("gray")))
    headline = page.get_by_label("Headline")
    if where == "headline":
        headline.click()
    page.keyboard.type(" It is thick")
    first_of(page, held).continue_()
    expect(writing.text.locator("figure img")).to_be_visible()
    page.keyboard.type(" today.")
    if where == "headline":
        expect(headline).to_have_value(" It is thick today.")
    else:
        expect(writing.text.locator("p").first).to_have_text("Fog. It is thick today.")
