"""A reader's whole life without JavaScript, with real processes.

`python -m tests.performance.reader_life`

The web server and `flask work` run as the Procfile says; emails are files in the instance folder.
In browsers without JavaScript a reader replies, edits, confirms, is answered, reports, objects to a
rejection, unsubscribes, downloads and deletes all that is stored. Then each file of the station is
searched for what she was and wrote. It takes eight minutes, as mails wait until nobody can undo.
"""

import json
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.request import Request, urlopen

from playwright.sync_api import Page, sync_playwright

from blueprints.core.extensions import db
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.news.helpers import write_story
from tests.performance.processes import running, until
from tests.performance.reader_life_files import WRITTEN, Mailbox, traces
from tests.performance.station import Station
from tests.staff import sign_in, write_cast

QUICKEST = 3.2  # seconds from a form to its submission, as people take them
ZELDA = ("Zelda Quillfeather", "zelda.quillfeather@vanished.example", "192.0.2.77")
ABEL = ("Abel Tide", "abel@harbour.example", "198.51.100.23")
QUEUE = "/desk/comments/"


def said(word: str) -> str:
    """A text of hers, unmistakable."""
    return f"zxqj-{word} and a few words more."


class Life:
    """What she, somebody who answers, and a moderator do, one step after the other."""

    def __init__(self, station: Station, mail: Mailbox, browser, story: str, cookie: str) -> None:
        self.station, self.mail, self.story = station, mail, story
        self._began = time.monotonic()
        self.zelda, self.abel = (self._page(browser, who[2]) for who in (ZELDA, ABEL))
        self.moderator = self._page(browser, "203.0.113.9")
        here = {"name": "session", "value": cookie, "url": station.address("/")}
        self.moderator.context.add_cookies([here])

    def _page(self, browser, address: str) -> Page:
        context = browser.new_context(
            java_script_enabled=False, locale="en-GB", viewport={"width": 375, "height": 800},
            extra_http_headers={"X-Forwarded-For": address}, accept_downloads=True,
        )  # fmt: skip
        page: Page = context.new_page()
        page.set_default_timeout(30_000)
        return page

    def tell(self, words: str) -> None:
        """Print what was seen, and when."""
        print(f"{time.monotonic() - self._began:5.0f} s  {words}", flush=True)

    def go(self, page: Page, path: str) -> None:
        """Open an address of the station; one in an email has it whole."""
        page.goto(path if path.startswith("http") else self.station.address(path))

    def send(self, page: Page, button: str, **fields: str) -> None:
        """Fill in a form and send it, as slowly as people do; tell what the page says then."""
        for name, words in fields.items():
            page.locator(f"main [name={name}]").fill(words)
        page.wait_for_timeout(QUICKEST * 1000)
        page.get_by_role("button", name=button).first.click()
        self.tell(f"{button}: “{page.locator('main h1').first.inner_text()}”")

    def reply(self, page: Page, who, text: str, to: int | None = None, answers=False) -> None:
        """Reply to the story, or to a reply."""
        self.go(page, self.story)
        links = page.locator(f"#comment-{to} a.answer" if to else "#opinions a[data-reply-link]")
        links.last.click()
        if answers:
            page.get_by_label("Email me when someone replies to me").check()
        self.send(page, "Send reply", text=text, name=who[0], email=who[1])

    def decide(self, word: str, act: str, reason: str = "", state: str = "pending") -> int:
        """Let the moderator decide the comment with this word; return its number."""
        self.go(self.moderator, f"{QUEUE}?state={state}")
        row = self.moderator.locator("[data-comment]").filter(has_text=word).first
        number = int(row.get_attribute("data-comment") or 0)
        if reason:
            row.get_by_text("More", exact=True).click()
            row.locator(f"[name=reason-{number}]").fill(reason)
        row.locator(f"button[data-act={act}]").first.click()
        flash = self.moderator.locator(".flash").first.inner_text()
        self.tell(f"the moderator: {act}: “{' '.join(flash.split())}”")
        return number

    def opened(self, words: str, to: str = ZELDA[1], link: int = 0) -> str:
        """Wait for an email with `words` in its subject; return a link in it."""
        found = self.mail.wait(words, to)
        self.tell(f"email to {to}: “{found.subject}” {found.unsubscribe}")
        return found.links[link]

    def is_shown(self, text: str) -> bool:
        """Return True if readers see this text below the story."""
        self.go(self.abel, self.story)
        return bool(self.abel.locator(".opinion .words").filter(has_text=text).count())

    def be_answered(self) -> int:
        """She replies, edits, confirms; a moderator approves; she is told of an answer."""
        self.reply(self.zelda, ZELDA, said("first"), answers=True)
        self.zelda.get_by_role("link", name="Edit").click()
        self.send(self.zelda, "Save changes", text=said("edited"))
        self.go(self.zelda, self.opened("Confirm"))
        self.send(self.zelda, "Confirm")
        self.opened("to review", to="edda@station.example")
        assert not self.is_shown("zxqj")
        own = self.decide("zxqj-edited", "approve")
        assert self.is_shown(said("edited"))
        assert not self.is_shown(said("first"))
        self.reply(self.abel, ABEL, "I was there, too.", to=own)
        answer = self.decide("I was there", "approve")
        self.opened("answered your reply")
        return answer

    def object_and_report(self, answer: int) -> None:
        """Another reply of hers is rejected, she objects; she reports the answer, it is kept."""
        self.reply(self.zelda, ZELDA, said("second"))
        assert self.is_shown(said("second"))
        self.decide("zxqj-second", "reject", reason="zxqj-reason", state="approved")
        self.go(self.zelda, f"/opinions/report/{answer}")
        self.zelda.locator("[name=reason]").first.check()
        self.send(self.zelda, "Send report", text=said("report"), name=ZELDA[0], email=ZELDA[1])
        self.opened("We received your report")
        self.decide("I was there", "keep", state="reported")
        self.go(self.zelda, self.opened("About your reply"))
        self.send(self.zelda, "Send objection", text=said("objection"))
        self.opened("decision on your report")
        self.go(self.zelda, "/messages/")
        self.send(self.zelda, "Send message", text=said("message"), name=ZELDA[0], email=ZELDA[1])

    def unsubscribe(self, own_answer: int) -> None:
        """Her mail program unsubscribes with one click: the next answer is not told of."""
        header = self.mail.wait("answered your reply", ZELDA[1]).unsubscribe
        address = header.strip("<>")
        one_click = Request(address, b"List-Unsubscribe=One-Click")
        with urlopen(one_click, timeout=10) as answer:
            self.tell(f"one click: {answer.status}")
        own = self.abel.locator(".opinion").filter(has_text="zxqj-edited").first
        self.go(self.abel, self.story)
        number = int((own.get_attribute("id") or "").removeprefix("comment-"))
        self.reply(self.abel, ABEL, f"And again, after {own_answer}.", to=number)
        assert self.is_shown("And again")
        time.sleep(100)  # longer than an approved answer waits, and a round of the job
        told = self.mail.find("answered your reply", ZELDA[1])
        self.tell(f"emails about answers, 100 s after another answer: {len(told)}")
        assert len(told) == 1

    def erase(self) -> None:
        """She asks for her data, downloads it, deletes it, and nothing is left."""
        before = traces(self.station.folder)
        self.tell(f"traces of her in {len({name for name, _ in before})} files")
        assert {mark for _, mark in before} == set(WRITTEN), before  # no address of a machine
        self.go(self.zelda, "/opinions/data")
        self.send(self.zelda, "Send link", email=ZELDA[1])
        self.go(self.zelda, self.opened("stores about you"))
        with self.zelda.expect_download() as download:
            self.zelda.get_by_role("button", name="Download data").click()
        stored = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
        counts = {name: len(rows) for name, rows in stored.items() if isinstance(rows, list)}
        self.tell(f"downloaded: {counts}")
        self.zelda.get_by_role("link", name="Delete data").click()
        self.send(self.zelda, "Delete permanently")
        self.tell(f"traces left at once: {traces(self.station.folder) or 'none'}")
        time.sleep(90)  # a round of each job, which may write again, or end what is left
        left = traces(self.station.folder)
        self.tell(f"90 s later: {left or 'none'}; mails to her: {self.mail.find('', ZELDA[1])}")
        assert not left
        assert self.is_shown("I was there")


def main() -> int:
    """Live it; print what was seen."""
    with tempfile.TemporaryDirectory(prefix="aerial-life-") as folder, ExitStack() as stack:
        station = Station(Path(folder), RADIO_TRUSTED_PROXIES="1")
        story = write_story(station.app, "a-tour", headline="A tour by cargo bike")
        users = write_cast(station.app)
        cookie = sign_in(station.app, users["editor"]).get_cookie("session").value
        with station.app.app_context():
            db.engine.dispose()
        for name in ("web", "work"):
            command = station.command(name)
            stack.enter_context(running(command, station.settings, station.folder))
        until(station._answers, "the web server")
        chromium = stack.enter_context(sync_playwright()).chromium
        browser = chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        life = Life(station, Mailbox(station.folder / "mail"), browser, story, cookie)
        answer = life.be_answered()
        life.object_and_report(answer)
        life.unsubscribe(answer)
        life.erase()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
