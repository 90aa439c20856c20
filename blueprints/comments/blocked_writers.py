"""Writers whose comments are kept as spam. Nothing here commits."""

from collections.abc import Collection, Sequence

from sqlalchemy import Row, func, or_, select

from blueprints.accounts.models import User
from blueprints.comments import moderation
from blueprints.comments.models import BlockedWriter, Comment, ModerationEntry
from blueprints.comments.senders import email_hash, sender_hashes
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.news.models import Story

FACTS = ("key", "comment_id", "by", "why")
Line = Row[BlockedWriter, str, str | None, str | None, str | None, str | None]


def is_blocked(email: str, address: str | None) -> bool:
    """Return True if the writer with this email, or anybody at this network address, is blocked."""
    keys = [email_hash(email), sender_hashes(address)[0]]
    return bool(_found(list(filter(None, keys))))


def blocked_of(comments: Collection[Comment]) -> set[int]:
    """Return the numbers of those comments whose writers are blocked."""
    keys = {email_hash(comment.email): comment.email for comment in comments if comment.email}
    emails = {keys[key] for key in _found(list(keys))}
    return {comment.id for comment in comments if comment.email in emails}


def _found(keys: list[str]) -> Sequence[str]:
    is_open = or_(BlockedWriter.until.is_(None), BlockedWriter.until > clock.now())
    return db.session.scalars(
        select(BlockedWriter.key).where(BlockedWriter.key.in_(keys), is_open)
    ).all()


def page_of_blocked(page: int, size: int) -> Sequence[Line]:
    """Return a page of the blocks and one more, newest first.

    Each: the block, by whom, the name, email and text of the comment it came from, its story.
    """
    query = (
        select(BlockedWriter, func.coalesce(User.name, BlockedWriter.by).label("moderator"),
               Comment.name.label("writer"), Comment.email, Comment.text, Story.headline)
        .outerjoin(User, User.email == BlockedWriter.by)
        .outerjoin(Comment, Comment.id == BlockedWriter.comment_id)
        .outerjoin(Story, Story.id == Comment.story_id)
        .order_by(BlockedWriter.id.desc())
    )  # fmt: skip
    return db.session.execute(query.limit(size + 1).offset((page - 1) * size)).all()


def block_of(comment: Comment) -> BlockedWriter | None:
    """Return the block of this comment's writer, or None."""
    query = select(BlockedWriter).where(BlockedWriter.key == email_hash(comment.email))
    return db.session.scalar(query) if comment.email else None


def block(comment: Comment, by: str, why: str = "", batch: str = "") -> bool:
    """Block a comment's writer; return False if there is none, or they are blocked already.

    The comment itself stays as it is.
    """
    if not comment.email or block_of(comment):
        return False
    key = email_hash(comment.email)
    made = BlockedWriter(key=key, comment_id=comment.id, by=by, why=why[:500], at=clock.now())
    db.session.add(made)
    moderation.note(comment, "block", by, why, batch, {"key": key})
    return True


def unblock(blocked: BlockedWriter, by: str, batch: str = "") -> None:
    """Unblock a writer: later comments are judged by the rules again."""
    facts = {name: getattr(blocked, name) for name in FACTS} | {
        "at": blocked.at.isoformat(), "until": blocked.until and blocked.until.isoformat()
    }  # fmt: skip
    entry = ModerationEntry(
        comment_id=blocked.comment_id, act="unblock", by=by, at=clock.now(), batch=batch,
        before=facts,
    )  # fmt: skip
    db.session.add(entry)
    db.session.delete(blocked)
