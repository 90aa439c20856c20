"""Reads of the moderation ledger: who did what, when and why."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Row, Select, exists, func, select
from sqlalchemy.orm import aliased

from blueprints.accounts.models import User
from blueprints.comments.models import Comment, ModerationEntry
from blueprints.core.database import LARGEST_NUMBER
from blueprints.core.extensions import db, rows
from blueprints.news.models import Story

UNDO_FOR = timedelta(minutes=1)
SETTLED_AFTER = UNDO_FOR + timedelta(seconds=15)  # then nobody can undo an act any more
PAGE_SIZE = 50
MOST_CHANGES = 500
ON_STORY, ON_WRITER = ("close", "open"), ("block", "unblock")  # acts beside the comment itself
NAME = func.coalesce(User.name, ModerationEntry.by).label("name")

Entry = Row[int | None, str, str, str, datetime, str]  # comment, act, by, name, at, why


def _entries() -> Select[int | None, str, str, str, datetime, str]:
    columns = (ModerationEntry.comment_id, ModerationEntry.act, ModerationEntry.by, NAME,
               ModerationEntry.at, ModerationEntry.why)  # fmt: skip
    return select(*columns).outerjoin(User, User.email == ModerationEntry.by)


def last_entries(numbers: Collection[int]) -> dict[int, Entry]:
    """Return the last act of moderation on each of these comments, by the comment's number."""
    newest = (
        select(func.max(ModerationEntry.id))
        .where(ModerationEntry.comment_id.in_(numbers))
        .group_by(ModerationEntry.comment_id)
    )
    found = rows(_entries().where(ModerationEntry.id.in_(newest)), {})
    return {row.comment_id: row for row in found if row.comment_id is not None}


Change = Row[int, str, int, str, str, str, datetime]  # comment, state, version, act, by, name, at


def changes_since(last: int) -> Sequence[Change]:
    """Return each comment that was moderated after the entry `last`, with its last act."""
    newest = (
        select(func.max(ModerationEntry.id))
        .where(ModerationEntry.id > min(last, LARGEST_NUMBER))
        .group_by(ModerationEntry.comment_id)
    )
    query = (
        select(Comment.id, Comment.state, Comment.version, ModerationEntry.act,
               ModerationEntry.by, NAME, ModerationEntry.at)
        .join(Comment, Comment.id == ModerationEntry.comment_id)
        .outerjoin(User, User.email == ModerationEntry.by)
        .where(ModerationEntry.id.in_(newest))
        .order_by(ModerationEntry.id)
    )  # fmt: skip
    return rows(query.limit(MOST_CHANGES), {}).all()


def last_number() -> int:
    """Return the id of the newest entry, 0 while there is none."""
    return db.session.scalar(select(func.max(ModerationEntry.id))) or 0


UNDO = aliased(ModerationEntry)
IS_UNDONE = exists().where(UNDO.undoes_id == ModerationEntry.id)


def batch_of(batch: str) -> Sequence[ModerationEntry]:
    """Return the acts of a batch that can be undone and were not, in their order."""
    query = select(ModerationEntry).where(
        ModerationEntry.batch == batch,
        ModerationEntry.before.is_not(None),
        ~IS_UNDONE,
    )
    return db.session.scalars(query.order_by(ModerationEntry.id)).all() if batch else []


def overtaking(entry: ModerationEntry) -> Entry | None:
    """Return the last act after `entry` on the same comment, story or writer, or None.

    Acts that were undone do not count, nor does undoing them.
    """
    same: tuple[ColumnElement[bool], ...] = (
        ModerationEntry.comment_id == entry.comment_id,
        ModerationEntry.act.not_in((*ON_STORY, *ON_WRITER, "undo")),
    )
    if entry.act in ON_STORY:
        same = ModerationEntry.act.in_(ON_STORY), ModerationEntry.story_id == entry.story_id
    elif entry.act in ON_WRITER:
        key = (entry.before or {})["key"]
        same = (ModerationEntry.act.in_(ON_WRITER),
                ModerationEntry.before["key"].as_string() == key)  # fmt: skip
    later = _entries().where(ModerationEntry.id > entry.id, ~IS_UNDONE)
    return rows(later.where(*same).order_by(ModerationEntry.id.desc()).limit(1), {}).first()


Line = Row[ModerationEntry, str, str | None, str | None, str | None, str | None]


def page_of_ledger(page: int) -> Sequence[Line]:
    """Return a page of the ledger and one line more, newest first.

    Each: the entry, who, the comment's state, name and text, the story's headline.
    """
    query = (
        select(ModerationEntry, NAME, Comment.state, Comment.name.label("writer"), Comment.text,
               Story.headline)
        .outerjoin(User, User.email == ModerationEntry.by)
        .outerjoin(Comment, Comment.id == ModerationEntry.comment_id)
        .outerjoin(Story, Story.id == func.coalesce(ModerationEntry.story_id, Comment.story_id))
        .order_by(ModerationEntry.id.desc())
    )  # fmt: skip
    found = db.session.execute(query.limit(PAGE_SIZE + 1).offset((page - 1) * PAGE_SIZE))
    return found.all()
