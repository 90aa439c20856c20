"""Without script: a reader replies, edits the reply, reports another's, and deletes their own."""

import pytest
from playwright.sync_api import expect

from tests.comments.browser.replies import STORY, WRITTEN, fill

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def page(open_page):
    """A page in a browser that runs no script."""
    return open_page(java_script_enabled=False)


def press(page, name):
    """Press the button with this name."""
    page.get_by_role("button", name=name).click()


def test_a_reply_is_edited_and_deleted_by_its_writer(station, newsroom, page, passes):
    page.goto(f"{station.url}{STORY}/reply")
    fill(page, WRITTEN)
    passes(60)
    press(page, "Send reply")
    mine = page.locator(".opinion:target")
    mine.get_by_role("link", name="Edit").click()
    expect(page.locator("h1")).to_have_text("Edit your reply")
    page.locator("[name=text]").fill("The bell hangs in our hall.")
    press(page, "Save changes")
    expect(mine.locator(".words")).to_have_text("The bell hangs in our hall.")
    expect(mine.locator("header .quiet")).to_have_text("edited")
    mine.get_by_role("link", name="Delete").click()
    expect(page.locator("h1")).to_have_text("Delete your reply?")
    press(page, "Delete reply")
    expect(page.locator("h1")).to_have_text("Your reply was deleted.")
    assert newsroom.newest() == ("", "deleted")
    page.get_by_role("link", name="Back to the story").click()
    expect(page.locator("#opinions")).not_to_contain_text("The bell hangs")


def test_a_reply_is_reported(station, newsroom, page, passes):
    number = newsroom.first_opinion()
    page.goto(f"{station.url}{STORY}?c={number}#comment-{number}")
    page.locator(".opinion:target").get_by_role("link", name="Report this").click()
    page.get_by_label("False or misleading").check()
    page.get_by_label("Details").fill("The bell was ours.")
    passes(60)
    press(page, "Send report")
    expect(page.locator("h1")).to_have_text("Thanks for your report.")
    page.goto(f"{station.url}{STORY}")
    expect(page.locator(f"#comment-{number}")).to_have_count(0)
