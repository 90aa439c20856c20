"""Messages that listeners send to the studio: judged, kept, deleted. None of these commits."""

import hashlib
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import delete, update

from blueprints.comments import rules
from blueprints.comments.blocked_writers import is_blocked
from blueprints.comments.senders import sender_hashes
from blueprints.comments.station_rules import rules_of
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.station import station
from blueprints.studio import message_queries as queries
from blueprints.studio.models import StudioMessage

ADDRESS_KEPT_FOR = timedelta(hours=24)
KEPT_FOR = timedelta(days=30)


class SentAlready(Exception):
    """The same message was sent today."""


class TooSoon(Exception):
    """The writer must wait for `seconds`."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds


def weigh(message: rules.Reply, address: str | None) -> rules.Verdict:
    """Judge `message`, unless it is refused; call before begin_write(), to keep the lock short.

    Approved ones are shown as they are, pending ones with a flag.
    """
    _address_hash, network_hash = sender_hashes(address)
    known = replace(
        rules_of(station()),
        holds_first=False,
        holds_all=False,
        is_blocked=is_blocked(message.email, address),
        from_network=queries.counts_from(network_hash),
    )
    return rules.judge(message, known)


def send(message: rules.Reply, address: str | None, verdict: rules.Verdict) -> StudioMessage:
    """Write `message`; call inside begin_write(). Raises, in this order, SentAlready, TooSoon."""
    fingerprint = _fingerprint(message)
    if queries.find_same(fingerprint):
        raise SentAlready
    address_hash, network_hash = sender_hashes(address)
    ages = queries.ages_of(message.email, address_hash)
    if seconds := max(map(rules.seconds_to_wait, ages), default=0):
        raise TooSoon(seconds)
    sent = StudioMessage(
        state="spam" if verdict.state == "spam" else "new",
        why=verdict.why,
        name=message.name,
        email=message.email,
        text=message.text,
        fingerprint=fingerprint,
        address_hash=address_hash,
        network_hash=network_hash,
        created_at=clock.now(),
    )
    db.session.add(sent)
    return sent


def _fingerprint(message: rules.Reply) -> str:
    """Return what is equal for the same message sent twice on a day: greetings come each day."""
    parts = str(clock.now().date()), message.name, message.email, message.text
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def forget_messages() -> None:
    """Delete messages after a month, network addresses after a day; call inside begin_write()."""
    now = clock.now()
    old = StudioMessage.created_at < now - KEPT_FOR
    db.session.execute(delete(StudioMessage).where(old))
    known = (
        StudioMessage.created_at < now - ADDRESS_KEPT_FOR,
        StudioMessage.address_hash.is_not(None),
    )
    db.session.execute(update(StudioMessage).where(*known).values(address_hash=None))
