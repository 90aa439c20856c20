"""500 replies of made-up spam and 200 ordinary ones, and what becomes of them under a story.

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
from blueprints.comments.actions import approve
from blueprints.comments.models import Comment
from blueprints.comments.queries import pending
from blueprints.comments.tokens import token_for
from blueprints.core.extensions import db
from blueprints.news.models import Story
from tests.comments import corpus_words as words
from tests.news.helpers import write_story

START = datetime(2026, 11, 22, 12, tzinfo=UTC)
BYLINE = "the Night Ferry desk"
BEHIND_A_PROXY = {"RADIO_TRUSTED_PROXIES": 1}
WITH_LISTS = BEHIND_A_PROXY | {
    "RADIO_COMMENT_BIN_WORDS": "casino, jackpot, cheap pills, казино, 赌场, kumarhane",
    "RADIO_COMMENT_HOLD_WORDS": "promo code, investment, guaranteed",
}


@dataclass(frozen=True)
class Sent:
    """A reply as it is sent, `after` so many seconds; `is_regular`: its writer was approved."""

    kind: str
    name: str
    email: str
    text: str
    address: str
    website: str = ""
    subject: str = ""
    after: float = 60
    is_regular: bool = False


class Writer:
    """Writes replies of a kind, each by somebody new from a network of their own unless told."""

    def __init__(self, seed, network):
        self.chance, self._network, self.sent = Random(seed), network, []

    def write(self, kind, count, text, **fields):
        """Adds `count` replies; `text` and each of `fields` is a value, or makes one of a number
        and this writer."""
        for number in range(count):
            made = {name: value(number, self) if callable(value) else value
                    for name, value in {"text": text, **fields}.items()}  # fmt: skip
            here = self._network + len(self.sent)
            usual = {
                "name": f"{self.pick(words.FORENAMES)} {self.pick(words.SURNAMES)}",
                "email": f"writer{here}@mail{here % 7}.example",
                "address": f"100.{64 + here // 256}.{here % 256}.9",
            }
            self.sent.append(Sent(kind, **usual | made))

    def pick(self, things):
        """One of `things`."""
        return self.chance.choice(things)

    def say(self, sentences, count=2):
        """So many of `sentences`, in any order."""
        return " ".join(self.chance.sample(sentences, count))

    def offer(self, word=None):
        """A sentence that sells, with one of the words of the bin list."""
        thing = self.pick(words.OFFERED) if word is None else word
        return self.pick(words.OFFERS).format(thing) + f" Offer {self.chance.randrange(10**6)}."

    def host(self, endings=("com", "xyz", "top", "shop", "ru")):
        """A host that nobody should visit."""
        parts = self.pick(words.HOSTS), self.pick(words.HOSTS), self.chance.randrange(1000)
        return "{}-{}{}.{}".format(*parts, self.pick(endings))

    def links(self, count):
        """So many addresses among words."""
        return "\n".join(
            f"{self.pick(words.LURES)} {self.pick(['http', 'https'])}://{self.host()}/{n}"
            for n in range(count)
        )


def spam():
    """The 500."""
    writer = Writer(seed=879, network=0)
    write, pick = writer.write, writer.pick
    for links, count in ((1, 20), (2, 25), (3, 25), (5, 25), (9, 15)):
        write(f"{links} link{'s' * (links > 1)}", count, lambda _, w, n=links: w.links(n))
    write("3 bare domains", 20,
          lambda _, w: f"{pick(words.LURES)} {w.host()}, {w.host()} or {w.host()}")  # fmt: skip
    write("9 addresses, glued", 10,
          lambda n, w: ",|;"[n % 3].join(f"{'http://' * (n % 2)}{w.host()}" for _ in range(9)))  # fmt: skip
    write("BBCode", 25, lambda n, w: "\n".join(
        f"[url=https://{w.host()}/]{pick(words.LURES)}[/url]" for _ in range((1, 2, 5)[n % 3])))  # fmt: skip
    write("HTML anchors", 25, lambda n, w: " ".join(
        f'<a href="http://{w.host()}/">{pick(words.LURES)}</a>' for _ in range((1, 2, 6)[n % 3])))  # fmt: skip
    write("listed words", 40, lambda _, w: w.offer())
    write("listed words, disguised", 20, lambda n, w: w.offer(
        (words.fullwidth, words.with_zero_width)[n % 2](pick(words.OFFERED))))  # fmt: skip
    write("listed words, look-alikes", 25, lambda n, w: w.offer(
        (words.half_cyrillic, words.with_digits)[n % 2](pick(words.OFFERED))))  # fmt: skip
    write("flattery with a website", 25, lambda n, w: f"{w.say(words.FLATTERY)} ({n})",
          website=lambda _, w: f"https://{w.host()}/")  # fmt: skip
    write("in the station's name", len(words.IMPOSTORS), lambda n, w: f"{pick(words.ORDERS)} ({n})",
          name=lambda n, _: words.IMPOSTORS[n])  # fmt: skip
    write("honeypot filled", 21, lambda n, w: f"{w.say(words.FLATTERY)} ({n})",
          subject=lambda _, w: pick(words.LURES))  # fmt: skip
    write("the same again", 20, lambda n, _: f"{words.FLATTERY[n // 2]} Read mine too!",
          name="Constance Clickwell", email=lambda n, _: f"again{n // 2}@mail.example")  # fmt: skip
    write("flood, one address", 20, lambda n, w: f"{pick(words.LURES)} number {n}",
          address="198.51.100.66", after=2)  # fmt: skip
    write("flood, one /24", 30, lambda n, w: f"{pick(words.LURES)} number {n}",
          address=lambda n, _: f"203.0.113.{n + 1}", after=0.4)  # fmt: skip
    write("other languages", 24, lambda n, w: f"{words.ABROAD[n % len(words.ABROAD)]} {n}")
    write("emoji soup", 15, lambda _, w: "".join(w.chance.choices(words.EMOJI, k=200)))
    write("long texts", 10, lambda n, w: " ".join(w.offer("lamp oil") for _ in range(100 + 80 * n)))
    write("a regular's name", 20, lambda n, w: f"{w.offer('lamp oil')} ({n})",
          name=lambda n, _: words.REGULARS[n % len(words.REGULARS)])  # fmt: skip
    return writer.sent


def ordinary():
    """The 200: 150 of regulars, five each, and 50 of readers who are new."""
    writer = Writer(seed=1789, network=1000)
    for kind, texts in words.ORDINARY.items():

        def text(n, _, texts=texts):
            return texts[n % len(texts)] + "!" * (n // len(texts))

        _write_as_regulars(writer, kind, words.COUNTS[kind], text)
    writer.write("new: all kinds", 40, lambda n, w: f"{w.say(words.SENTENCES)} ({n})")
    writer.write("new: named like words", 10, lambda n, w: f"{w.say(words.SENTENCES)} ({n})",
                 name=lambda n, _: words.NAMED_LIKE_WORDS[n])  # fmt: skip
    return writer.sent


def _write_as_regulars(writer, kind, count, text):
    def regular(_, w):
        return len(w.sent) % len(words.REGULARS)

    writer.write(
        kind,
        count,
        text,
        name=lambda n, w: words.REGULARS[regular(n, w)],
        email=lambda n, w: email_of(regular(n, w)),
        address=lambda n, w: f"192.0.2.{regular(n, w) + 1}",
        is_regular=True,
    )


def email_of(number):
    """The address under which that regular is known."""
    return f"regular{number}@example.org"


def greetings():
    """One reply of each regular, to be approved."""
    return [Sent("greeting", name, email_of(n), "I am new here.", f"192.0.2.{n + 1}")
            for n, name in enumerate(words.REGULARS)]  # fmt: skip


def send_all(app, story, replies, traveller):
    """Sends `replies` through the site, one after the other: what became of each, in words."""
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
                  "website": reply.website, "subject": reply.subject, "parent": ""}  # fmt: skip
        sender = {"X-Forwarded-For": reply.address}
        status = client.post(f"{story}/comments", data=fields, headers=sender).status_code
        became.append({429: "refused: too soon", 409: "refused: said before"}.get(status, status))
    written = iter(_states(app, story_id))
    return [next(written) if status == 303 else status for status in became]


def _states(app, story_id):
    with app.app_context():
        rows = select(Comment.state, Comment.why).where(Comment.story_id == story_id)
        return [
            ": ".join(filter(None, row)) for row in db.session.execute(rows.order_by(Comment.id))
        ]


def welcome_regulars(app, story, traveller):
    """Makes the regulars known, as a moderator does, two days before the rest."""
    send_all(app, story, greetings(), traveller)
    with app.app_context():
        for comment in pending():
            approve(comment, "a moderator")
        db.session.commit()
    traveller.shift(2 * 86_400)


def tally(replies, became):
    """How often each kind became what: {kind: Counter}."""
    counts = {}
    for reply, fate in zip(replies, became, strict=True):
        counts.setdefault(reply.kind, Counter())[fate] += 1
    return counts


def table(replies, outcomes):
    """`outcomes`, each {kind: Counter} under its title, side by side in lines of text."""
    lines = [("kind", "", *outcomes)]
    for kind, count in Counter(reply.kind for reply in replies).items():
        fates = [", ".join(f"{fate} {n}" for fate, n in counts[kind].most_common())
                 for counts in outcomes.values()]  # fmt: skip
        lines.append((kind, str(count), *fates))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        " | ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def run(settings, folder, replies):
    """What became of `replies` at a new station in `folder` with these settings."""
    app = create_app({"RADIO_INSTANCE": folder, "TESTING": True, **settings})
    with app.app_context():
        upgrade()
    with time_machine.travel(START, tick=False) as traveller:
        story, other = (write_story(app, slug, byline=BYLINE) for slug in ("a-story", "another"))
        welcome_regulars(app, other, traveller)
        return send_all(app, story, replies, traveller)


def main():
    """Prints what became of each kind, with the usual settings and with example lists."""
    replies, outcomes = spam() + ordinary(), {}
    for title, settings in {"as set": BEHIND_A_PROXY, "with lists": WITH_LISTS}.items():
        with tempfile.TemporaryDirectory() as folder:
            outcomes[title] = tally(replies, run(settings, folder, replies))
    click.echo(table(replies, outcomes))


if __name__ == "__main__":
    main()
