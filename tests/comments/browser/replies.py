"""What readers send under a story, what the station does meanwhile, and each refusal of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import expect
from sqlalchemy import DDL, func, select

from blueprints.comments import actions
from blueprints.comments.models import ClosedDiscussion, Comment
from blueprints.comments.rules import LONGEST_TEXT, Reply, Verdict
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.news.models import Story

SLUG, OTHER_SLUG = "a-tour-by-cargo-bike", "a-choir-of-forty-in-a-fish-hall"
STORY = f"/news/{SLUG}"
SETTINGS = {
    "RADIO_COMMENT_WEBSITE": "yes",
    "RADIO_COMMENT_BIN_WORDS": "casino",
    "RADIO_COMMENT_HOLD_WORDS": "haddock",
}
SHOWN = "Come and <b>get</b> it; قارئة knows the way."
WRITTEN = {
    "text": f"The bell hangs in our kitchen.\n\n{SHOWN}",
    "name": "The fishmonger",
    "email": "reader@example.org",
}
ANOTHER = WRITTEN | {"text": "And the bike?"}
FORM = "[data-reply-form]"
WAITS = "Thanks! Your reply will appear once a moderator approves it."
AWAY = DDL("ALTER TABLE comment RENAME TO away")


class Newsroom:
    """The station's hand on its stories and opinions."""

    def __init__(self, app):
        self._app = app

    def newest(self):
        """The newest reply: (text, state)."""
        with self._app.app_context():
            newest = select(Comment.text, Comment.state).order_by(Comment.id.desc())
            return tuple(db.session.execute(newest).first())

    def first_opinion(self, slug=SLUG):
        """The number of the first opinion under a story."""
        with self._app.app_context():
            numbers = select(func.min(Comment.id)).join(Story).where(Story.slug == slug)
            return db.session.scalar(numbers)

    def number_of(self, name):
        """The number of the newest opinion of a reader."""
        with self._app.app_context():
            return db.session.scalar(select(func.max(Comment.id)).where(Comment.name == name))

    def approve_what_waits(self):
        """Publishes every reply that waits, by the commands that moderators have."""
        listed = self._run("comments", "pending")
        self._run("comments", "approve", *re.findall(r"^(\d+) ", listed, re.MULTILINE))

    def take_for_spam(self):
        """A moderator takes the story's first opinion away."""
        self._run("comments", "spam", str(self.first_opinion()))

    def hear(self, reply, address="127.0.0.1", parent=""):
        """Somebody leaves `reply`, from this network address, and it is published; its number."""
        said, fine = Reply(website="", **reply), Verdict("approved")
        return self._change(
            lambda story: str(actions.leave(story.id, said, parent, address, fine).id)
        )

    def hear_a_quarrel(self, *texts):
        """Opinions are left, each an answer to the one before."""
        above = ""
        for n, words in enumerate(texts):
            gull = {"name": f"Gull {n}", "email": f"gull{n}@example.org", "text": words}
            above = self.hear(gull, f"192.0.{n}.2", above)

    def close(self):
        """The story takes no more replies."""
        self._change(
            lambda story: db.session.add(ClosedDiscussion(story_id=story.id, closed_at=clock.now()))
        )

    def withdraw(self):
        """The story is taken back."""
        self._change(lambda story: setattr(story, "withdrawn_at", clock.now()))

    def lose_opinions(self):
        """The database does not answer for opinions."""
        self._change(lambda _: db.session.execute(AWAY))

    def token_of_another_story(self):
        """A token that our own form has, under another story."""
        form = self._app.test_client().get(f"/news/{OTHER_SLUG}/reply").text
        return re.search(r'name="token" value="([^"]+)"', form)[1]

    def _run(self, *command):
        with self._app.app_context():
            outcome = self._app.test_cli_runner().invoke(args=command)
        assert outcome.exit_code == 0, outcome.output
        return outcome.output

    def _change(self, change):
        with self._app.app_context():
            begin_write()
            done = change(db.session.scalars(select(Story).where(Story.slug == SLUG)).one())
            db.session.commit()
            return done


@dataclass
class Scene:
    """A form that is filled in, before it is sent."""

    page: object
    form: object
    newsroom: Newsroom
    passes: Callable


def fill(form, written):
    """Fill in the form's fields."""
    for name, words in written.items():
        form.locator(f"[name={name}]").fill(words)


def expect_refusal(answer, place, refusal, written):
    """Expects that `place` says why `answer` refused, and gives back what was written."""
    assert answer.status == refusal.code
    assert ("retry-after" in answer.headers) == (refusal.code in (429, 503))
    expect(place).to_contain_text(refusal.says)
    for name, words in written.items():
        expect(place.locator(f"[name={name}]")).to_have_value(words)
    expect(place.locator("[aria-invalid]")).to_have_count(len(refusal.wrong))
    for name, fault in refusal.wrong.items():
        wrong = place.locator(f"[name={name}][aria-invalid=true]")
        expect(wrong).to_have_accessible_description(re.compile(re.escape(fault)))


def puts(name, value):
    """A page that somebody tampered with: a hidden field has another value."""

    def tamper(scene):
        given = value(scene.newsroom) if callable(value) else value
        hidden = scene.form.locator(f"[name={name}]")
        hidden.evaluate("(field, value) => (field.value = value)", given)

    return tamper


def comes_from_elsewhere(scene):
    """The browser says that the form stood on another site's page."""

    def tell(route):
        said = route.request.headers | {"origin": "https://elsewhere.example"}
        route.fulfill(response=route.fetch(headers=said))

    scene.page.route("**/comments", tell)


def takes(seconds):
    """So much time is gone between the form's opening and its sending."""
    return lambda scene: scene.passes(seconds)


def station(act):
    """The newsroom does something before the form is sent."""
    return lambda scene: act(scene.newsroom)


def nothing(_scene):
    pass


@dataclass(frozen=True)
class Refusal:
    """A reply that is not taken: how that is answered, in which words; what happened meanwhile,
    what was typed (over WRITTEN), what is said of which field, how long it took to write."""

    code: int
    says: str
    meanwhile: Callable = nothing
    typed: dict = field(default_factory=dict)
    wrong: dict = field(default_factory=dict)
    seconds: float = 20
    is_answer: bool = False


FORGED = "We couldn’t verify this form."
AGAIN = "The form expired."
ONE_TOO_MANY = "Shorten this by 1 character."
REFUSALS = {
    "story unpublished": Refusal(404, "This story is no longer", station(Newsroom.withdraw)),
    "comments closed": Refusal(403, "Replies to this story are closed.", station(Newsroom.close)),
    "token missing": Refusal(400, FORGED, puts("token", "")),
    "token forged": Refusal(400, FORGED, puts("token", "WzEsMTc5NTQxNjAwMDAwMF0.forged")),
    "token of another story": Refusal(
        400, FORGED, puts("token", Newsroom.token_of_another_story)
    ),
    "foreign origin": Refusal(400, FORGED, comes_from_elsewhere),
    "sent at once": Refusal(422, AGAIN, seconds=1),
    "sent after a day": Refusal(422, AGAIN, seconds=24 * 3600 + 60),
    "fields missing or bad": Refusal(
        422,
        "Please fix the fields marked below.",
        typed={"text": "", "name": "", "email": "fish.example", "website": "javascript:alert(1)"},
        wrong={
            "text": "Write something",
            "name": "Enter a name",
            "email": "Enter a valid email address",
            "website": "Enter a web address",
        },
    ),
    "fields too long": Refusal(
        422,
        "Please fix the fields marked below.",
        typed={
            "text": "é" * (LONGEST_TEXT // 2) + "..",
            "name": "é" * 123,
            "email": f"{'a' * 89}@example.org",
            "website": f"https://example.org/{'a' * 181}",
        },
        wrong=dict.fromkeys(("text", "name", "email", "website"), ONE_TOO_MANY),
    ),
    "form over 1 MB": Refusal(
        413,
        "Your text is too long to send.",
        typed={"text": "é" * 200_000},
        wrong={"text": "Shorten this by 167238 characters."},
    ),
    "parent gone": Refusal(
        422,
        "The reply you’re answering was removed.",
        station(Newsroom.take_for_spam),
        is_answer=True,
    ),
    "parent of another story": Refusal(
        422,
        "The reply you’re answering was removed.",
        puts("parent", lambda newsroom: str(newsroom.first_opinion(OTHER_SLUG))),
    ),
    "said already": Refusal(
        409,
        "You’ve already posted this. Go to your reply",
        station(lambda newsroom: newsroom.hear(WRITTEN)),
    ),
    "too soon": Refusal(
        429,
        "You’re posting too quickly. Try again in 1",
        lambda scene: (scene.passes(20), scene.newsroom.hear(ANOTHER)),
        seconds=0,
    ),
    "database away": Refusal(
        503, "The server is busy.", station(Newsroom.lose_opinions)
    ),
}  # fmt: skip

LEAVE_NO_TRACE = (  # after these the station is as it was before
    "token missing", "token forged", "token of another story", "foreign origin", "sent at once",
    "fields missing or bad", "fields too long", "parent of another story", "sent after a day",
)  # fmt: skip
ON_ONE_STATION = {"one after the other": LEAVE_NO_TRACE} | {
    name: (name,) for name in REFUSALS if name not in LEAVE_NO_TRACE
}


def on_one_station(but=None):
    """Parametrizes a test with the names of refusals that can be tried one after the other."""
    wanted = {key: group for key, group in ON_ONE_STATION.items() if key != but}
    return pytest.mark.parametrize("names", wanted.values(), ids=wanted)


LINKS = [f"https://example.org/{n}" for n in range(5)]
OUTCOMES = {
    "honeypot": ("spam", {"subject": "Cheap bells"}),
    "bin word": ("spam", {"website": "https://casino.example/"}),
    "five links": ("spam", {"text": " ".join(LINKS)}),
    "two links": ("pending", {"text": " ".join(LINKS[:2])}),
    "hold word": ("pending", {"text": "A HADDOCK in the hand."}),
    "name of the staff": ("pending", {"name": "Thе tide desk"}),  # the e is Cyrillic
    "name of the station": ("pending", {"name": "AeriaI 87.9"}),
    "first of this name": ("pending", {"name": "A gull"}),
    "first of this email": ("pending", {"email": "gull@example.org"}),
    "nothing amiss": ("approved", {}),
}


def outcomes():
    """(what is wrong, state, what to type) for each; no two texts are equal."""
    for name, (state, typed) in OUTCOMES.items():
        yield name, state, WRITTEN | {"text": f"{name}: it rings."} | typed
