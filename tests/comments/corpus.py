"""500 replies of made-up spam and 200 ordinary ones, and what becomes of them at a station.

python -m tests.comments.corpus prints the table.
"""

import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

import click
import time_machine
from flask_migrate import upgrade
from sqlalchemy import select

from app import create_app
from blueprints.comments.desk_queries import in_state
from blueprints.comments.models import Comment
from blueprints.comments.moderation import decide
from blueprints.comments.rules import Known, Reply, judge
from blueprints.comments.tokens import token_for
from blueprints.core.extensions import db
from blueprints.news.models import Story
from tests.comments import corpus_words as words
from tests.news.helpers import write_story

START = datetime(2026, 11, 22, 12, tzinfo=UTC)
STATION, BYLINE = "Aerial 87.9", "the Night Ferry desk"
STAFF = ("The newsroom", "By the newsroom", "newsroom", BYLINE)
BIN_WORDS = ("casino", "jackpot", "cheap pills", "казино", "赌场", "kumarhane")
HOLD_WORDS = ("promo code", "investment", "guaranteed")
AS_SET = {"RADIO_TRUSTED_PROXIES": 1}
WITH_LISTS = AS_SET | {
    "RADIO_COMMENT_BIN_WORDS": BIN_WORDS,
    "RADIO_COMMENT_HOLD_WORDS": HOLD_WORDS,
}
REFUSALS = {429: "refused: too soon", 409: "refused: said before"}


@dataclass(frozen=True)
class Sent:
    """A reply as it is sent, so many seconds `after` the one before."""

    kind: str
    name: str
    email: str
    text: str
    address: str
    website: str = ""
    subject: str = ""
    after: float = 60


class Writer:
    """Writes replies of a kind, each by somebody new from a network of their own unless told."""

    def __init__(self, seed, network):
        self._chance, self._network, self.sent = Random(seed), network, []
        self.pick = self._chance.choice

    def write(self, kind, count, text, **fields):
        """Add `count` replies; `text` and each field is a value, or makes one of a number."""
        for number in range(count):
            made = {
                name: value(number) if callable(value) else value
                for name, value in {"text": text, **fields}.items()
            }
            here = self._network + len(self.sent)
            usual = {
                "name": f"{self.pick(words.FORENAMES)} {self.pick(words.SURNAMES)}",
                "email": f"writer{here}@mail{here % 7}.example",
                "address": f"100.{64 + here // 256}.{here % 256}.9",
            }
            self.sent.append(Sent(kind, **usual | made))

    def say(self, sentences):
        """Two of `sentences`, in any order."""
        return " ".join(self._chance.sample(sentences, 2))

    def offer(self, thing):
        """A sentence that sells it."""
        return f"{self.pick(words.OFFERS).format(thing)} Offer {self._chance.randrange(10**6)}."

    def host(self):
        """A host that nobody should visit."""
        name = f"{self.pick(words.HOSTS)}-{self.pick(words.HOSTS)}{self._chance.randrange(1000)}"
        return f"{name}.{self.pick(('com', 'xyz', 'top', 'shop', 'ru'))}"

    def many(self, count, written, between="\n"):
        """So many addresses, each as `written`: "{0}" is the host, "{1}" words to lure."""
        lines = (written.format(self.host(), self.pick(words.LURES)) for _ in range(count))
        return between.join(lines)

    def soup(self, letters, count):
        """So many of `letters`."""
        return "".join(self._chance.choices(letters, k=count))


def spam():
    """The 500."""
    w = Writer(seed=879, network=0)
    for links, count in ((1, 20), (2, 25), (3, 25), (5, 25), (9, 15)):
        w.write(f"links: {links}", count, lambda _, n=links: w.many(n, "{1} https://{0}/"))
    w.write("bare hosts: 3", 20, lambda _: w.many(3, "{1}: {0}"))
    w.write(
        "9 addresses, glued", 10, lambda n: w.many(9, ("{0}", "http://{0}")[n % 2], ",|;"[n % 3])
    )
    for links, count in ((1, 9), (2, 8), (6, 8)):
        bbcode, anchor = "[url=https://{0}/]{1}[/url]", '<a href="http://{0}/">{1}</a>'
        w.write(f"BBCode: {links}", count, lambda _, n=links, form=bbcode: w.many(n, form))
        w.write(f"HTML anchors: {links}", count, lambda _, n=links, form=anchor: w.many(n, form))
    w.write("listed words", 40, lambda _: w.offer(w.pick(words.OFFERED)))
    for kind, disguises, count in (
        ("hidden", (words.fullwidth, words.with_zero_width), 20),
        ("misspelt", (words.half_cyrillic, words.with_digits), 25),
    ):
        w.write(
            f"listed words, {kind}",
            count,
            lambda n, forms=disguises: w.offer(forms[n % 2](w.pick(words.OFFERED))),
        )
    w.write(
        "flattery with a website",
        25,
        lambda n: f"{w.say(words.FLATTERY)} ({n})",
        website=lambda _: f"https://{w.host()}/",
    )
    w.write(
        "in the station's name",
        len(words.IMPOSTORS),
        lambda n: f"{w.pick(words.ORDERS)} ({n})",
        name=lambda n: words.IMPOSTORS[n],
    )
    w.write(
        "honeypot filled",
        21,
        lambda n: f"{w.say(words.FLATTERY)} ({n})",
        subject=lambda _: w.pick(words.LURES),
    )
    w.write(
        "the same again",
        20,
        lambda n: words.FLATTERY[n // 2],
        name="Constance Clickwell",
        email=lambda n: f"again{n // 2}@mail.example",
    )
    w.write(
        "flood, one address",
        20,
        lambda n: f"{w.pick(words.LURES)} ({n})",
        address="198.51.100.66",
        after=2,
    )
    w.write(
        "flood, one /24",
        30,
        lambda n: f"{w.pick(words.LURES)} ({n})",
        address=lambda n: f"203.0.113.{n + 1}",
        after=0.4,
    )
    w.write("other languages, listed words", 9, lambda n: f"{words.LISTED_ABROAD[n % 3]} {n}")
    w.write("other languages", 15, lambda n: f"{words.ABROAD[n % 5]} {n}")
    w.write("emoji soup", 15, lambda _: w.soup(words.EMOJI, 200))
    w.write("long texts", 10, lambda n: "\n".join(w.offer("lamp oil") for _ in range(90 * n + 90)))
    w.write(
        "a regular's name alone",
        20,
        lambda _: w.offer("lamp oil"),
        name=lambda n: words.REGULARS[n],
    )
    return w.sent


def ordinary():
    """The 200: 150 of regulars, five each, and 50 of readers who are new."""
    w = Writer(seed=1789, network=1000)
    for kind, count, texts in words.ORDINARY:
        first = len(w.sent)
        w.write(
            kind,
            count,
            lambda n, texts=texts: texts[n % len(texts)] + "!" * (n // len(texts)),
            name=lambda n, first=first: words.REGULARS[(first + n) % 30],
            email=lambda n, first=first: f"regular{(first + n) % 30}@example.org",
            address=lambda n, first=first: f"192.0.2.{(first + n) % 30}",
        )
    w.write("new: all kinds", 40, lambda n: f"{w.say(words.SENTENCES)} ({n})")
    w.write(
        "new: named like words",
        10,
        lambda n: f"{w.say(words.SENTENCES)} ({n})",
        name=lambda n: words.NAMED_LIKE_WORDS[n],
    )
    return w.sent


def run(settings, folder, replies):
    """What becomes of `replies`, in words, at a station in `folder`, where the regulars of the
    corpus were approved two days before."""
    usual = {"RADIO_INSTANCE": str(folder), "RADIO_PAGE_CACHE_SECONDS": 0, "TESTING": True}
    app = create_app(usual | settings)
    greetings = [
        Sent("greeting", name, f"regular{n}@example.org", "I am new here.", f"192.0.2.{n}")
        for n, name in enumerate(words.REGULARS)
    ]
    with app.app_context():
        upgrade()
    with time_machine.travel(START, tick=False) as traveller:
        story, earlier = (write_story(app, slug, byline=BYLINE) for slug in ("now", "earlier"))
        _send(app, earlier, greetings, traveller)
        with app.app_context():
            for comment in in_state("pending"):
                decide(comment, "approve", "a moderator")
            db.session.commit()
        traveller.shift(2 * 86_400)
        became = _send(app, story, replies, traveller)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    return became


def _send(app, story, replies, traveller):
    client, became = app.test_client(), []
    with app.app_context():
        slug = story.rsplit("/", 1)[-1]
        story_id = db.session.scalars(select(Story.id).where(Story.slug == slug)).one()
    for number, reply in enumerate(replies):
        if number % 100 == 0:
            with app.app_context():
                token = token_for(story_id)
            traveller.shift(10)
        traveller.shift(reply.after)
        fields = {"name": reply.name, "email": reply.email, "text": reply.text, "token": token,
                  "website": reply.website, "subject": reply.subject}  # fmt: skip
        sender = {"X-Forwarded-For": reply.address}
        status = client.post(f"{story}/comments", data=fields, headers=sender).status_code
        became.append(REFUSALS.get(status, status))
    with app.app_context():
        kept = select(Comment.state, Comment.why).where(Comment.story_id == story_id)
        fates = iter(db.session.execute(kept.order_by(Comment.id)).all())
    return [_worded(*next(fates)) if status == 303 else status for status in became]


def judge_all(replies, bin_words=(), hold_words=(), is_known=False):
    """Return what the rules alone say of each, were all writers known or all new."""
    known = Known(bin_words, hold_words, STAFF, STATION, is_known)
    verdicts = [judge(Reply(r.name, r.email, r.website, r.text, r.subject), known) for r in replies]
    return [_worded(verdict.state, verdict.why) for verdict in verdicts]


def _worded(state, why):
    return f"{state}: {why}" if why else state


def tally(replies, became):
    """How often each kind became what: {kind: {fate: number}}."""
    counts = {}
    for reply, fate in zip(replies, became, strict=True):
        counts.setdefault(reply.kind, Counter())[fate] += 1
    return counts


def table(**outcomes):
    """Return what `tally` says in several cases, side by side, in lines of text."""
    lines = [("kind", "sent", *outcomes)]
    for kind, counts in next(iter(outcomes.values())).items():
        fates = (
            ", ".join(f"{fate} {number}" for fate, number in counts[kind].most_common())
            for counts in outcomes.values()
        )
        lines.append((kind, str(counts.total()), *fates))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    padded = (map(str.ljust, line, widths) for line in lines)
    return "\n".join(" | ".join(line).rstrip() for line in padded)


def main():
    """Prints what becomes of each kind: as the station is set, with example lists, and by the
    rules alone if every writer had been approved before."""
    replies, outcomes = spam() + ordinary(), {}
    for title, settings in (("as_set", AS_SET), ("with_lists", WITH_LISTS)):
        with tempfile.TemporaryDirectory() as folder:
            outcomes[title] = tally(replies, run(settings, folder, replies))
    all_known = judge_all(replies, BIN_WORDS, HOLD_WORDS, is_known=True)
    click.echo(table(**outcomes, with_lists_and_all_known=tally(replies, all_known)))


if __name__ == "__main__":
    main()
