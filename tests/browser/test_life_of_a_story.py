"""The whole life of a story: from an invitation by mail to a correction that readers see."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.mail.outbox import OutgoingMail
from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.xdist_group("browser")

PHONE = {"viewport": {"width": 375, "height": 700}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1440, "height": 900}}
NEWCOMER = "edda@station.example"
PASSWORD = "a lantern over the slipway"  # noqa: S105 - of nobody
WIDE = "() => document.documentElement.scrollWidth > innerWidth"


def invited(app):
    """Invites from the command line; gives the link that the mail holds."""
    told = app.test_cli_runner().invoke(args=["accounts", "invite", NEWCOMER, "--role", "editor"])
    assert told.exit_code == 0, told.output
    with app.app_context():
        mail = db.session.scalars(select(OutgoingMail)).one()
        assert mail.recipient == NEWCOMER
        return re.search(r"https?://\S+", mail.body)[0]


def looks_right(page):
    """Nothing for axe to find, nothing wider than the screen."""
    assert faults(page) == [], page.url
    assert not page.evaluate(WIDE), page.url


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["375", "1440"])
def test_from_invitation_to_correction(station, open_page, screen):
    page = open_page(**screen)
    press = (lambda what: what.tap()) if "has_touch" in screen else (lambda what: what.click())
    button = lambda name: page.get_by_role("button", name=name, exact=True)  # noqa: E731

    page.goto(invited(station.app))
    looks_right(page)
    page.get_by_label("Name").fill("Edda Ink")
    page.get_by_label("Password").fill(PASSWORD)
    press(button("Create account"))
    expect(page).to_have_url(re.compile("/desk/$"))
    looks_right(page)

    press(page.get_by_role("link", name="Write a story"))
    expect(page.locator("div[role=textbox]")).to_be_visible()
    page.get_by_label("Headline").fill("The lamp on the slipway is lit again")
    page.get_by_label("Standfirst").fill("For eleven years it was dark.")
    press(page.locator("div[role=textbox]"))
    page.keyboard.type("On Tuesday at dusk somebody climbed the ladder.")
    expect(page.locator("[data-saved]")).to_contain_text("Autosaved")
    looks_right(page)
    press(button("Save draft"))
    expect(page).to_have_url(re.compile(r"/desk/stories/\d+$"))
    looks_right(page)

    anybody = open_page(**screen)
    address = "/news/the-lamp-on-the-slipway-is-lit-again"
    press(button("Publish"))
    expect(page.get_by_role("link", name="View on site")).to_be_visible()
    anybody.goto(station.url + address)
    expect(anybody.locator("h1")).to_have_text("The lamp on the slipway is lit again")
    expect(anybody.locator("article")).to_contain_text("somebody climbed the ladder")
    feed = station.app.test_client().get("/news/feed.xml").text
    guid = re.search(r"lit again</title>.*?<guid[^>]*>([^<]+)", feed, re.DOTALL)[1]

    looks_right(page)
    page.locator("[name=correction]").fill("It was nine years, not eleven.")
    press(button("Publish correction"))
    expect(page.locator(".state").first).to_have_text("Published")
    anybody.reload()
    expect(anybody.locator("#corrections")).to_contain_text("It was nine years, not eleven.")
    looks_right(anybody)
    feed = station.app.test_client().get("/news/feed.xml").text
    item = re.search(r"<item>\s*<title>The lamp.*?</item>", feed, re.DOTALL)[0]
    assert guid in item
    assert "<atom:updated>" in item
    assert feed.count("<title>The lamp on the slipway") == 1
