"""A reader's whole life without script: from the first reply to the last byte."""

import json

import pytest
from playwright.sync_api import expect

from tests.comments.browser.replies import FORM, SLUG, STORY, fill
from tests.comments.mailbox import links_in, mails_of, work

pytestmark = pytest.mark.xdist_group("browser")

GULL = {"name": "A gull", "email": "gull@example.org", "text": "And where is the bell?"}
ANSWER = {"name": "The bell founder", "email": "founder@example.org", "text": "In the kitchen."}


@pytest.fixture
def page(open_page):
    """A page in a browser that runs no script."""
    return open_page(java_script_enabled=False)


class Life:
    """The reader's browser, and the emails that reach the reader."""

    def __init__(self, page, station, newsroom, passes):
        self.page, self.station, self.app = page, station, station.app
        self.newsroom, self.passes = newsroom, passes

    def open(self, path):
        self.page.goto(f"{self.app.config['RADIO_URL']}{path}")

    def press(self, name):
        self.page.get_by_role("button", name=name).click()

    def heading(self, words):
        expect(self.page.get_by_role("heading", level=1, name=words)).to_be_visible()

    def last_mail(self, kind):
        work(self.app)
        return mails_of(self.app, kind)[-1]


@pytest.fixture
def life(page, station, newsroom, passes):
    """A reader of the station."""
    return Life(page, station, newsroom, passes)


def leave_a_reply(life):
    """Reply, and ask for emails about answers; it waits for a moderator."""
    life.open(f"{STORY}/reply")
    life.passes(4)
    fill(life.page.locator(FORM), GULL)
    life.page.get_by_label("Email me when someone replies to me").check()
    life.press("Send reply")
    expect(life.page.locator("main")).to_contain_text("Your reply will appear once a moderator")


def edit_it(life):
    """Change the reply while that is possible."""
    life.page.get_by_role("link", name="Edit").click()
    life.passes(4)
    life.page.locator("[name=text]").fill("And where is the bell now?")
    life.press("Save changes")
    expect(life.page.locator("main")).to_contain_text("And where is the bell now?")


def confirm_emails(life):
    """Open the link in the email, and press its button."""
    life.open(links_in(life.last_mail("confirm"))[0])
    life.heading("Get emails about answers?")
    life.press("Confirm")
    life.heading("You’ll get emails about answers")


def get_an_answer(life):
    """Somebody answers; the email leads to the answer, and to the way to end such emails."""
    life.newsroom.approve_what_waits()
    life.passes(120)
    number = life.newsroom.number_of(GULL["name"])
    life.newsroom.hear(ANSWER, "192.0.2.9", parent=str(number))
    life.passes(120)
    mail = life.last_mail("answer")
    assert mail.recipient == GULL["email"]
    place, unsubscribe = links_in(mail)
    life.open(place)
    expect(life.page.locator(".opinion:target")).to_contain_text(ANSWER["text"])
    return mail, unsubscribe


def unsubscribe(life, mail, path):
    """End the emails: by the page, and as a mail program does it."""
    life.open(path)
    life.heading("Stop emails about answers?")
    life.press("Unsubscribe")
    life.heading("You’re unsubscribed")
    body = {"List-Unsubscribe": "One-Click"}
    answer = life.page.request.post(
        mail.unsubscribe_url, form=body, headers={"Origin": "https://mail.example"}
    )
    assert answer.status == 200


def report_another(life):
    """Report somebody else's reply."""
    life.open(f"/opinions/report/{life.newsroom.first_opinion()}")
    life.passes(4)
    life.page.get_by_role("radio").first.check()
    life.page.locator("[name=name]").fill(GULL["name"])
    life.page.locator("[name=email]").fill(GULL["email"])
    life.press("Send report")
    assert life.last_mail("report").recipient == GULL["email"]


def open_ones_data(life):
    """Ask for one's data by email, and open the link."""
    life.open("/opinions/data")
    life.passes(4)
    life.page.get_by_label("Email").fill(GULL["email"])
    life.press("Send link")
    life.heading("Check your email")
    life.open(links_in(life.last_mail("data"))[0])
    life.heading("What we store about you")


def download_it(life):
    with life.page.expect_download() as download:
        life.press("Download data")
    stored = json.loads(download.value.path().read_text("utf-8"))
    assert [comment["name"] for comment in stored["comments"]] == [GULL["name"]]
    assert len(stored["reports"]) == 1


def delete_it(life):
    life.page.get_by_role("link", name="Delete data …").click()
    life.heading("Delete your data permanently?")
    life.press("Delete permanently")
    life.heading("Your data was deleted")
    life.open(f"/news/{SLUG}")
    expect(life.page.locator("#opinions")).not_to_contain_text(GULL["name"])
    expect(life.page.locator("#opinions")).to_contain_text("Removed")
    assert not [mail for mail in mails_of(life.app) if mail.recipient == GULL["email"]]


def test_the_whole_life_of_a_reader(life):
    leave_a_reply(life)
    edit_it(life)
    confirm_emails(life)
    mail, path = get_an_answer(life)
    unsubscribe(life, mail, path)
    report_another(life)
    open_ones_data(life)
    download_it(life)
    delete_it(life)
