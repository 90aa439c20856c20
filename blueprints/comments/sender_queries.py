"""Reads of what a sender has done before, for the moderation rules and the limits."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Integer, Select, bindparam, case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from blueprints.comments.models import Comment
from blueprints.comments.queries import APPROVED
from blueprints.comments.rules import RATES
from blueprints.core import clock
from blueprints.core.extensions import rows

DAY = timedelta(days=1)


WAS_APPROVED = (
    select(Comment.id)
    .where(Comment.email == bindparam("email"), Comment.name == bindparam("name"))
    .where(Comment.state == APPROVED, Comment.id != bindparam("own", type_=Integer))
    .limit(1)
)


def was_approved(name: str, email: str, own: int = 0) -> bool:
    """Return True if a comment under this name and email, other than `own`, is published."""
    at = {"name": name, "email": email, "own": own}
    return rows(WAS_APPROVED, at).first() is not None


def _sent_query(sender: InstrumentedAttribute[Any]) -> Select[datetime]:
    return (
        select(Comment.created_at)
        .where(sender == bindparam("sender"), Comment.created_at > SINCE)
        .order_by(Comment.created_at.desc())
        .limit(RATES[-1][1])
    )


SINCE = bindparam("since", type_=Comment.created_at.type)
SENT_BY, SENT_FROM = _sent_query(Comment.email), _sent_query(Comment.address_hash)


def ages_of(email: str, address_hash: str | None) -> list[list[float]]:
    """Return the ages in seconds of the day's comments by this email and from this address.

    One list for each, newest first.
    """
    now = clock.now()
    lists = []
    for query, sender in ((SENT_BY, email), (SENT_FROM, address_hash)):
        at = {"sender": sender, "since": now - DAY}
        newest = rows(query, at).scalars() if sender is not None else ()
        lists.append([(now - moment).total_seconds() for moment in newest])
    return lists


def _counts_query() -> Select[*tuple[int, ...]]:
    moments = (bindparam(f"since_{n}", type_=Comment.created_at.type) for n in range(len(RATES)))
    counts = (func.count(case((Comment.created_at > moment, 1))) for moment in moments)
    return select(*counts).where(
        Comment.network_hash == bindparam("network"), Comment.created_at > SINCE
    )


COUNTS_FROM = _counts_query()


def counts_from(network_hash: str | None) -> list[int]:
    """Return how many comments came from this network, one number for each of RATES."""
    now = clock.now()
    at = {f"since_{n}": now - timedelta(seconds=period) for n, (period, _) in enumerate(RATES)}
    return list(rows(COUNTS_FROM, {**at, "network": network_hash, "since": now - DAY}).one())
