"""A thousand comments moderated by keyboard alone. python -m tests.performance.moderate_thousand

A third are spam and abuse. One moderator decides in a browser, by what the texts say, with real
presses, at most twelve a second: one by one, or by selecting what is left; now and then a mistake
is undone. Another decides some of the same comments meanwhile; the time of those presses is not
counted, as two people press at once. At the end the ledger, and what
became of each comment, are compared with what both pressed and were told.
"""

import secrets
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import sync_playwright
from sqlalchemy import select

from blueprints.comments.actions import place
from blueprints.comments.models import Comment, ModerationEntry
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.news.models import Story
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.news.helpers import write_story
from tests.performance.moderate_corpus import COUNT, STATES, comments, seen_as
from tests.performance.moderate_hands import Hands
from tests.performance.processes import running, until
from tests.performance.station import Station
from tests.staff import CAST, sign_in, write_cast

AHEAD = 40  # so many comments before the first, the second moderator begins
MISTAKE_EVERY, SECOND_EVERY, SECOND_ERRS_EVERY = 40, 6, 10
MODERATORS = ("editor", "other_editor")


def write_all(app):
    """Write the comments under a story; return the act that each text deserves."""
    slug = write_story(app, "a-tour", headline="A tour by cargo bike").rsplit("/", 1)[-1]
    made = comments()
    with app.app_context():
        begin_write()
        story = db.session.scalars(select(Story).where(Story.slug == slug)).one()
        for number, (name, email, text, _act) in enumerate(made):
            at = clock.now() - timedelta(seconds=COUNT - number)
            held = Comment(story_id=story.id, state="pending", why="first", name=name, email=email,
                           text=text, fingerprint=secrets.token_hex(32), created_at=at,
                           changed_at=at)  # fmt: skip
            place(held, "")
        db.session.commit()
    return {seen_as(text): act for _name, _email, text, act in made}


class Round:
    """Two moderators before the queue, and the seconds that each hundred of comments takes."""

    def __init__(self, first, second):
        self.first, self.second = first, second
        self.looked, self.seen, self.seconds = 0, set(), []
        self._at = time.monotonic()

    def run(self):
        self.second.press(*["j"] * AHEAD)
        self._at = time.monotonic()
        ways = [self.one_by_one, self.in_bulk]
        while self.first.open_rows():
            ways[0]()
            ways.reverse()
            if not self.first.turn_page():
                break
        self.second.listen()

    def one_by_one(self):
        """Decide each comment of the page by its key."""
        while focused := self.first.focused():
            if focused[1]:
                self._decide(*focused)
            else:
                self.first.press("j")
            self._let_second_act()

    def in_bulk(self):
        """Decide what is unwanted by its key, then select all that are left, and approve them."""
        before = None
        while (focused := self.first.focused()) and focused != before:
            if focused[1] in ("", "approve"):
                before = focused
                self.first.press("j")
                self._count([focused[0]])
            else:
                self._decide(*focused)
            self._let_second_act()
        self.first.approve_all()

    def _decide(self, number, act):
        decide = self.first.decide if self.looked % MISTAKE_EVERY else self.first.err
        decide(number, act)
        self._count([number])

    def _let_second_act(self):
        """Now and then the second moderator decides something, too."""
        self.looked += 1
        if self.looked % SECOND_EVERY == 0:
            began = time.monotonic()
            self._second_acts()
            self._at += time.monotonic() - began  # in the meantime the first looks on

    def _second_acts(self):
        focused = self.second.focused()
        if focused and focused[1]:
            errs = self.looked % (SECOND_EVERY * SECOND_ERRS_EVERY) == 0
            (self.second.err if errs else self.second.decide)(*focused)
            self._count([focused[0]])
        elif self.second.open_rows() > 1:
            self.second.press("j")
        elif COUNT - len(self.seen) > 2 * AHEAD and self.second.turn_page():
            self.second.press(*["j"] * AHEAD)

    def _count(self, numbers):
        before = len(self.seen) // 100
        self.seen.update(numbers)
        for _ in range(len(self.seen) // 100 - before):
            now = time.monotonic()
            self.seconds.append(now - self._at)
            self._at = now


def replayed(app):
    """(what became of each comment by the ledger, acts of each moderator in the ledger)."""
    with app.app_context():
        entries = db.session.scalars(select(ModerationEntry).order_by(ModerationEntry.id)).all()
        states, by_id, acts = {}, {}, {}
        for entry in entries:
            by_id[entry.id] = entry, states.get(entry.comment_id, "pending")
            if entry.act == "undo":
                states[entry.comment_id] = by_id[entry.undoes_id][1]
            else:
                states[entry.comment_id] = STATES[entry.act]
            acts.setdefault(entry.by, []).append((entry.act, entry.comment_id))
    return states, acts


def disagreements(app, hands, truth):
    """Return what differs between the station and what the moderators pressed and were told."""
    wrong, (states, acts) = [], replayed(app)
    emails = {member.key: member.email for member in CAST}
    for key, one in hands.items():
        written = acts.get(emails[key], [])
        if sorted(written) != sorted(one.done):
            wrong.append(f"{key}: the ledger differs from the answers")
        wrong += [f"{key}: {what}" for what in unanswered(one)]
    with app.app_context():
        for number, state, text in db.session.execute(
            select(Comment.id, Comment.state, Comment.text)
        ):
            if state != states.get(number):
                wrong.append(f"{number}: {state}, but by the ledger {states.get(number)}")
            if state != STATES[truth[seen_as(text)]]:
                wrong.append(f"{number}: {state}, but it deserves {truth[seen_as(text)]}")
    return wrong


def unanswered(one):
    """Return what one pressed and was never told of, or was told of and never pressed.

    An act on a comment that a colleague has just decided is not sent: its row says so. The same
    goes for the undoing of what was left to the colleague.
    """
    meant, told = Counter(one.meant), Counter(one.done + one.left)
    left = {number for _act, number in one.left} | one.theirs
    missing = [f"not answered: {what}" for what in (meant - told) if what[1] not in left]
    return missing + [f"not pressed: {what}" for what in (told - meant)]


def main():
    """Moderate; print the seconds of each hundred and the disagreements; return 0 if none."""
    with tempfile.TemporaryDirectory(prefix="aerial-queue-") as folder, ExitStack() as stack:
        station = Station(Path(folder))
        truth, users = write_all(station.app), write_cast(station.app)
        process = running(station.command("web"), station.settings, station.folder)
        stack.enter_context(process)
        until(station._answers, "the web server")
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=CHROMIUM, args=list(ARGUMENTS)
        )
        hands = {}
        for key in MODERATORS:
            cookie = sign_in(station.app, users[key]).get_cookie("session").value
            hands[key] = Hands(browser, station, cookie, truth)
        made = Round(*hands.values())
        made.run()
        wrong = disagreements(station.app, hands, truth)
        report(made, hands, wrong)
        browser.close()
        with station.app.app_context():
            db.engine.dispose()
    return 1 if wrong else 0


def report(made, hands, wrong):
    """Print what was measured."""
    for number, seconds in enumerate(made.seconds, 1):
        print(f"comments {100 * number - 99:4} to {100 * number:4}: {seconds:5.1f} s")
    print(f"{len(made.seen)} comments in {sum(made.seconds):.0f} s")
    for key, one in hands.items():
        told = f"{len(one.done)} acts done, {len(one.left)} left to the colleague"
        print(f"{key}: {one.presses} presses, {told}, {one.undos} undone")
    for line in wrong[:20]:
        print("   ", line)
    print(f"disagreements: {len(wrong)}")


if __name__ == "__main__":
    sys.exit(main())
