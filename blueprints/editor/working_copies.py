"""Working copies of unsaved texts, one for each user and form. None of these commits."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import JSON, ForeignKey, String, Text, cast, delete, exists, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.extensions import Model, db
from blueprints.media.models import Clip, Picture
from blueprints.media.usage import Use

KEPT_FOR = timedelta(days=30)


class WorkingCopy(Model):
    """A text that a user has typed and not saved yet; never public, and no revision.

    `key` is "story-<id>", or made up by the page of a new story; `fields` are the form's, as
    typed; `version` is the story's version that they are based on.
    """

    __tablename__ = "working_copy"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    story_id: Mapped[int | None] = mapped_column(
        ForeignKey("story.id", ondelete="CASCADE"), index=True
    )
    version: Mapped[int] = mapped_column(default=0)
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime]


def find_copy(user_id: int, key: str) -> WorkingCopy | None:
    """Return the working copy of a user under `key`, or None."""
    return db.session.get(WorkingCopy, (user_id, key))


def count_copies(user_id: int) -> int:
    """Return the number of a user's working copies."""
    query = select(func.count()).where(WorkingCopy.user_id == user_id)
    return db.session.scalar(query) or 0


def keep_copy(
    user: User, key: str, story_id: int | None, version: int, fields: dict[str, str]
) -> WorkingCopy:
    """Write and return the working copy of `user` under `key`."""
    copy = find_copy(user.id, key)
    if copy is None:
        copy = WorkingCopy(user_id=user.id, key=key, story_id=story_id)
        db.session.add(copy)
    copy.version, copy.fields, copy.saved_at = version, fields, clock.now()
    return copy


def discard_copy(user: User, key: str) -> None:
    """Delete the working copy of `user` under `key`."""
    mine = WorkingCopy.user_id == user.id, WorkingCopy.key == key
    db.session.execute(delete(WorkingCopy).where(*mine))


def forget_working_copies() -> None:
    """Delete working copies that belong to no story and were not changed for a month."""
    old = WorkingCopy.saved_at < clock.now() - KEPT_FOR
    db.session.execute(delete(WorkingCopy).where(WorkingCopy.story_id.is_(None), old))


def unsaved_texts_with(item: Picture | Clip, _user: User) -> list[Use]:
    """Return one use if a working copy shows a picture or clip."""
    marks = [item.hash]
    if isinstance(item, Picture):
        marks.append(f'"lead_picture": "{item.id}"')
    fields = cast(WorkingCopy.fields, Text)
    typed = exists().where(or_(*(fields.contains(mark, autoescape=True) for mark in marks)))
    return [Use(_("A text someone is editing"), "")] if db.session.scalar(select(typed)) else []
