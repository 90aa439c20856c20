"""Writing comments. None of these commits: routes and commands do."""

import hashlib
from dataclasses import replace
from datetime import timedelta

from blueprints.comments import rules, tree
from blueprints.comments.blocked_writers import is_blocked
from blueprints.comments.models import Comment
from blueprints.comments.queries import (
    find_published,
    find_same,
)
from blueprints.comments.sender_queries import ages_of, counts_from, was_approved
from blueprints.comments.senders import sender_hashes
from blueprints.comments.station_rules import rules_of
from blueprints.core import clock
from blueprints.core.database import number_in
from blueprints.core.extensions import db
from blueprints.core.station import station
from blueprints.player.queries import song_heard_at


class ParentGone(Exception):
    """The parent comment is gone, or not under this story."""


class SaidAlready(Exception):
    """The same comment was posted before: `first` is that one."""

    def __init__(self, first: Comment) -> None:
        self.first = first


class TooSoon(Exception):
    """The writer must wait for `seconds`."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds


def weigh(reply: rules.Reply, address: str | None, own: int = 0) -> rules.Verdict:
    """Judge `reply`, unless it is refused; call before begin_write(), to keep the lock short.

    `own` is the number of the comment that it replaces, whose own approval counts for nothing.
    """
    known = replace(
        rules_of(station()),
        is_known=was_approved(reply.name, reply.email, own),
        from_network=counts_from(sender_hashes(address)[1]),
        is_blocked=is_blocked(reply.email, address),
    )
    return rules.judge(reply, known)


def leave(
    story_id: int, reply: rules.Reply, parent: str, address: str | None, verdict: rules.Verdict
) -> Comment:
    """Write `reply` under this story; call inside begin_write().

    `parent` is the number of the parent comment, as posted, or "". Raises, in this order,
    ParentGone, SaidAlready, TooSoon.
    """
    above = _find_parent(story_id, parent)
    fingerprint = fingerprint_of(story_id, above.id if above else 0, reply)
    if first := find_same(fingerprint):
        raise SaidAlready(first)
    address_hash, network_hash = sender_hashes(address)
    seconds = max(map(rules.seconds_to_wait, ages_of(reply.email, address_hash)))
    if seconds:
        raise TooSoon(seconds)
    now = clock.now()
    comment = Comment(
        story_id=story_id,
        state=verdict.state,
        why=verdict.why,
        name=reply.name,
        email=reply.email,
        website=reply.website,
        text=reply.text,
        fingerprint=fingerprint,
        address_hash=address_hash,
        network_hash=network_hash,
        play_id=_song_on_air(),
        created_at=now,
        changed_at=now,
    )
    place(comment, above.path if above else "")
    return comment


def _find_parent(story_id: int, parent: str) -> Comment | None:
    if not parent:
        return None
    number = number_in(parent)
    found = find_published(story_id, number) if number else None
    if found is None:
        raise ParentGone
    return found


def place(comment: Comment, answered: str) -> None:
    """Put a new comment into its thread; `answered` is the path of its parent."""
    above = tree.stand_under(answered, station().comment_depth)
    comment.parent_id, comment.answers_id = tree.number_of(above), tree.number_of(answered)
    db.session.add(comment)
    db.session.flush()  # its number is a part of its path
    comment.path = tree.path_of(above, comment.id)


def _song_on_air() -> int | None:
    """Return the id of the play on air at this moment, if it is a song and songs are shown."""
    if not station().comment_songs:
        return None
    delay = timedelta(seconds=station().stream_delay)
    play = song_heard_at(clock.now() - delay)
    return play.id if play else None


def fingerprint_of(story_id: int, answers_id: int, reply: rules.Reply) -> str:
    """Return a fingerprint that is equal for the same reply sent twice: SHA-256, in hexadecimal."""
    parts = (str(story_id), str(answers_id), reply.name, reply.email, reply.text)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
