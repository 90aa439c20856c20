"""The moderation queue in a browser: comments that wait, and a moderator's view of them."""

import secrets
from datetime import timedelta

from playwright.sync_api import expect
from sqlalchemy import select

from blueprints.comments.actions import place
from blueprints.comments.models import Comment, ModerationEntry
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.news.models import Story
from tests.comments.browser.replies import SLUG

QUEUE = "/desk/comments/"


def hold(app, *texts, **columns):
    """These comments wait, the first one the longest; return their numbers."""
    with app.app_context():
        begin_write()
        story = db.session.scalars(select(Story).where(Story.slug == SLUG)).one()
        comments = []
        for number, text in enumerate(texts):
            at = clock.now() - timedelta(minutes=len(texts) - number)
            usual = {
                "story_id": story.id,
                "state": "pending",
                "why": "first",
                "name": f"Reader {number + 1}",
                "email": f"reader{number + 1}@example.org",
                "text": text,
                "fingerprint": secrets.token_hex(32),
                "created_at": at,
                "changed_at": at,
            }
            comments.append(Comment(**usual | columns))
            place(comments[-1], "")
        db.session.commit()
        return [comment.id for comment in comments]


def states(app, numbers):
    """What became of these comments."""
    with app.app_context():
        return [db.session.get(Comment, number).state for number in numbers]


def ledger(app):
    """(act, number, by, why) of each act of moderation, in order."""
    with app.app_context():
        entries = db.session.scalars(select(ModerationEntry).order_by(ModerationEntry.id))
        return [(entry.act, entry.comment_id, entry.by, entry.why) for entry in entries]


class Moderator:
    """One of the cast before the queue."""

    def __init__(self, desk, page, key="editor"):
        desk.sign_in(page.context, key)
        self.page, self.url = page, desk.station.url + QUEUE
        page.goto(self.url)
        self.toast = page.locator("[data-moderation-toast]")

    def row(self, number):
        return self.page.locator(f"#comment-{number}")

    def article(self, number):
        return self.row(number).locator("article")

    def at(self, number):
        """The focus is on this comment."""
        expect(self.article(number)).to_be_focused()

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def says(self, words):
        expect(self.toast).to_contain_text(words)
