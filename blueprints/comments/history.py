"""The history of comments' writers, for moderators: read for a whole page by one query."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, literal, null, select, union_all

from blueprints.comments.models import Comment
from blueprints.core import clock
from blueprints.core.extensions import rows

NETWORK_FOR = timedelta(days=30)
NAMES = {
    "approved": ("%(num)s approved", "%(num)s approved"),
    "pending": ("%(num)s pending", "%(num)s pending"),
    "rejected": ("%(num)s rejected", "%(num)s rejected"),
    "spam": ("%(num)s spam", "%(num)s spam"),
}


@dataclass
class Past:
    """Counts of other comments by the same email address, by their state.

    `others`: other writers from the same network in 30 days. `is_first_said`: the reason that the
    comment is pending says already that it is the first one.
    """

    counts: dict[str, int] = field(default_factory=dict)
    others: int = 0
    is_first_said: bool = False


def histories_of(comments: Collection[Comment]) -> dict[int, str]:
    """Return the history of each comment's writer in words, by the comment's number.

    “First comment”, or “12 approved, 1 rejected, 2 spam; 3 others from this network in 30 days”.
    """
    by_email, by_network = _counts(comments)
    known: dict[tuple[object, ...], str] = {}
    told = {}
    for comment in comments:
        if not comment.email:
            continue
        counts = dict(by_email.get(comment.email, {}))
        counts[comment.state] = counts.get(comment.state, 1) - 1  # it is not its own past
        others = max(0, by_network.get(comment.network_hash or "", 1) - 1)
        is_first_said = comment.why == "first"
        key = (*counts.items(), others, is_first_said)
        if key not in known:
            known[key] = _words(Past(counts, others, is_first_said))
        told[comment.id] = known[key]
    return told


def _words(past: Past) -> str:
    counted = [
        str(ngettext(*names, past.counts[state]))
        for state, names in NAMES.items()
        if past.counts.get(state)
    ]
    parts = [", ".join(counted) or ("" if past.is_first_said else str(_("First comment")))]
    if past.others:
        parts.append(ngettext("%(num)s other from this network in 30 days",
                              "%(num)s others from this network in 30 days",
                              past.others))  # fmt: skip
    return "; ".join(filter(None, parts))


def _counts(comments: Collection[Comment]) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """Return counts by email and state, and how many writers there are by network."""
    emails = {comment.email for comment in comments if comment.email}
    networks = {comment.network_hash for comment in comments if comment.network_hash}
    of_writers = (
        select(literal("writer"), Comment.email, Comment.state, func.count())
        .where(Comment.email.in_(emails), Comment.state.in_(NAMES))
        .group_by(Comment.email, Comment.state)
    )
    of_networks = (
        select(literal("network"), Comment.network_hash, null(),
               func.count(Comment.email.distinct()))
        .where(Comment.network_hash.in_(networks), Comment.created_at > clock.now() - NETWORK_FOR)
        .group_by(Comment.network_hash)
    )  # fmt: skip
    by_email: dict[str, dict[str, int]] = {}
    by_network: dict[str, int] = {}
    found: Sequence[Any] = rows(union_all(of_writers, of_networks), {}).all()
    for kind, key, state, count in found:
        if kind == "writer":
            by_email.setdefault(key, {})[state] = count
        else:
            by_network[key] = count
    return by_email, by_network
