"""Reads of messages to the studio, and of approved replies that can be read on air."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from blueprints.comments.models import Comment
from blueprints.comments.queries import APPROVED
from blueprints.comments.rules import RATES
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.news.models import Story
from blueprints.news.queries import is_public
from blueprints.studio.models import QueueEdit, StudioMessage

SHOWN, SPAM_SHOWN, REPLIES_SHOWN = 100, 50, 50
DAY = timedelta(days=1)
Reading = Row[str, int, int, str, str, datetime]
NEWEST = StudioMessage.id.desc()


def newest() -> Sequence[StudioMessage]:
    """Return the newest messages that are no spam, newest first."""
    query = select(StudioMessage).where(StudioMessage.state != "spam")
    return db.session.scalars(query.order_by(NEWEST).limit(SHOWN)).all()


def newest_spam() -> Sequence[StudioMessage]:
    """Return the newest messages that are spam, or from blocked writers, newest first."""
    query = select(StudioMessage).where(StudioMessage.state == "spam")
    return db.session.scalars(query.order_by(NEWEST).limit(SPAM_SHOWN)).all()


def count_new() -> int:
    """Return how many messages are new."""
    query = select(func.count()).where(StudioMessage.state == "new")
    return db.session.scalar(query) or 0


def facts() -> Row[*tuple[Any, ...]]:
    """Return what changes whenever the list of messages does: one row, by one query.

    Whatever staff do with a message is in the ledger; a removed talk break unties messages.
    """
    last_edit = select(func.max(QueueEdit.id)).where(QueueEdit.studio == "air")
    return db.session.execute(
        select(
            func.max(StudioMessage.id),
            func.count(),
            func.count(StudioMessage.read_play_id),
            last_edit.scalar_subquery(),
        )
    ).one()


def replies(search: str = "") -> Sequence[Row[Comment, str]]:
    """Return the newest published replies with `search` in name or text, and their headlines."""
    query = select(Comment, Story.headline).join(Story, Story.id == Comment.story_id)
    query = query.where(Comment.state == APPROVED, Comment.by_station.is_(False), is_public())
    if search:
        has = (field.icontains(search, autoescape=True) for field in (Comment.name, Comment.text))
        query = query.where(or_(*has))
    query = query.order_by(Comment.created_at.desc(), Comment.id.desc()).limit(REPLIES_SHOWN)
    return db.session.execute(query).all()


def read_in(play_ids: Collection[int]) -> Sequence[Reading]:
    """Return (kind, play's id, number, name, text) of what was read on air in these rows."""
    if not play_ids:
        return ()
    kinds = (("message", StudioMessage), ("reply", Comment))
    one, other = (_read_in(kind, table, play_ids) for kind, table in kinds)
    both = one.union_all(other).subquery()
    return db.session.execute(select(both).order_by(both.c.read_at)).all()


def _read_in(kind: str, table: Any, play_ids: Collection[int]) -> Any:
    columns = table.read_play_id, table.id, table.name, table.text, table.read_at
    query = select(literal(kind).label("kind"), *columns)
    return query.where(table.read_play_id.in_(play_ids))


def find_same(fingerprint: str) -> StudioMessage | None:
    """Return the message with this fingerprint, or None."""
    return db.session.scalar(select(StudioMessage).where(StudioMessage.fingerprint == fingerprint))


def ages_of(email: str, address_hash: str | None) -> list[list[float]]:
    """Return the ages in seconds of the day's messages by this email, and from this address.

    One list for each that is known, newest first.
    """
    senders = (StudioMessage.email, email), (StudioMessage.address_hash, address_hash)
    return [_ages(column, sender) for column, sender in senders if sender]


def _ages(column: InstrumentedAttribute[Any], sender: str) -> list[float]:
    now = clock.now()
    query = select(StudioMessage.created_at)
    query = query.where(column == sender, StudioMessage.created_at > now - DAY)
    latest = query.order_by(StudioMessage.created_at.desc()).limit(RATES[-1][1])
    return [(now - moment).total_seconds() for moment in db.session.scalars(latest)]


def counts_from(network_hash: str | None) -> list[int]:
    """Return how many messages came from this network, one number for each of RATES."""
    if network_hash is None:
        return [0] * len(RATES)
    now = clock.now()
    counts = [
        func.count().filter(StudioMessage.created_at > now - timedelta(seconds=period))
        for period, _ in RATES
    ]
    is_recent = StudioMessage.created_at > now - DAY
    query = select(*counts).where(StudioMessage.network_hash == network_hash, is_recent)
    return list(db.session.execute(query).one())


def by_email(email: str) -> Sequence[StudioMessage]:
    """Return every message with this email address, oldest first."""
    query = select(StudioMessage).where(StudioMessage.email == email, StudioMessage.email != "")
    return db.session.scalars(query.order_by(StudioMessage.id)).all()
