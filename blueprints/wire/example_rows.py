"""The newswire of the example station: three sources that are paused, and what they last sent."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.news.models import Story
from blueprints.wire.addresses import host_of, url_key
from blueprints.wire.models import WireEntry, WireEvent, WireSource


@dataclass(frozen=True)
class ExampleEntry:
    """An entry of an example source, published so many hours ago."""

    slug: str
    headline: str
    author: str
    hours_ago: float
    summary: str
    body: str = ""


@dataclass(frozen=True)
class ExampleSource:
    """An example source: its name, address, rights, tags, and entries."""

    name: str
    site: str
    rights: str
    licence: str
    tags: tuple[str, ...]
    entries: tuple[ExampleEntry, ...]


SOURCES = (
    ExampleSource(
        "The Tide Table", "https://tides.example.org", "link", "", ("Harbour",),
        (
            ExampleEntry(
                "night-ferry", "The night ferry gets a piano", "Ottilie Brandt", 3.0,
                "It weighs more than the ferry's last anchor, and it is in tune up to sea state "
                "four. Whoever plays between Quay 7 and the breakwater travels free.",
            ),
            ExampleEntry(
                "lost-property", "Forty umbrellas and one tuba wait at the lost property office",
                "", 27.0,
                "The tuba was handed over on a Tuesday, wet. Nobody has asked for it, but "
                "somebody comes by each evening and listens at the door.",
            ),
        ),
    ),
    ExampleSource(
        "Lantern Street Notes", "https://lantern-street.example.org", "excerpt", "", ("City",),
        (
            ExampleEntry(
                "lamp-lighter", "The last lamplighter teaches the first of the new ones",
                "Ines Halloran", 6.5,
                "Thirty-one lamps, one ladder, and a whistle that dogs know. The course lasts "
                "a winter, and the examination is fog.",
            ),
        ),
    ),
    ExampleSource(
        "Slipway Commons", "https://slipway.example.org", "full", "CC BY 4.0", ("Music", "Harbour"),
        (
            ExampleEntry(
                "rope-walk", "A rope walk turns into a rehearsal room, two hundred metres long",
                "Collective Slipway", 9.0,
                "The drummers are at one end, and hear the singers a little late.",
                "<p>The old rope walk behind the fish hall is two hundred metres long and four "
                "wide. Since spring, bands rehearse there: <strong>the drummers at one end, the "
                "singers at the other</strong>.</p><p>“You learn to wait for each other,” says "
                "the oldest of them. “Sound needs more than half a second from wall to wall, and "
                "so does a decision.”</p><h2>Who may come</h2><ul><li>Whoever brings a broom"
                "</li><li>Whoever can stand the smell of tar</li></ul><p>The list is at the "
                '<a href="https://slipway.example.org/rope-walk">north door</a>.</p>',
            ),
        ),
    ),
)  # fmt: skip


def add_examples(_stories: Sequence[Story]) -> None:
    """Add the example sources with their entries; commit nothing."""
    for example in SOURCES:
        source = _source(example)
        db.session.add(source)
        db.session.flush()
        for entry in example.entries:
            db.session.add(_entry(source, entry))
        count = len(example.entries)
        at, text = clock.now(), f"Example: {count} new. Paused, because this site does not exist."
        db.session.add(WireEvent(source_id=source.id, at=at, kind="ok", text=text))


def _source(example: ExampleSource) -> WireSource:
    now, url = clock.now(), f"{example.site}/feed.xml"
    return WireSource(
        url=url, url_key=url_key(url), host=host_of(url), site_url=example.site, name=example.name,
        title=example.name, tags=list(example.tags), rights=example.rights,
        licence=example.licence, created_at=now, paused_at=now, next_at=now, fetched_at=now,
        succeeded_at=now,
    )  # fmt: skip


def _entry(source: WireSource, example: ExampleEntry) -> WireEntry:
    url, sent = (
        f"{source.site_url}/{example.slug}",
        clock.now() - timedelta(hours=example.hours_ago),
    )
    return WireEntry(
        source_id=source.id, guid_key=url_key(url), url_key=url_key(url),
        content_key=secrets.token_hex(32), digest=secrets.token_hex(32), url=url,
        headline=example.headline, summary=example.summary, body=example.body,
        author=example.author, language="en", published_at=sent, first_seen_at=clock.now(),
        changed_at=clock.now(),
    )  # fmt: skip
