"""Bulk edits: tagging or unpublishing several stories, and undoing it.

None of these commits: routes do. Call them inside begin_write().
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import select

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.clock import rfc3339
from blueprints.core.extensions import db
from blueprints.news import actions
from blueprints.news.desk_models import BulkEdit
from blueprints.news.models import Story, Tag

OFFERED_FOR = timedelta(minutes=30)


class StoryGone(Exception):
    """One of the stories does not exist."""


def stories_of(numbers: Sequence[int]) -> list[Story]:
    """Return the stories with these numbers. Raises StoryGone if one does not exist."""
    stories = list(db.session.scalars(select(Story).where(Story.id.in_(numbers))))
    if len(stories) < len(numbers):
        raise StoryGone
    return stories


def tag(stories: Iterable[Story], name: str, by: User) -> BulkEdit | None:
    """Add the tag to the stories that lack it; return None if none does."""
    given = actions.tag_named(name)
    changed = [story for story in stories if given not in story.tags]
    for story in changed:
        actions.remember_first(story)
        story.tags.append(given)
        actions.record(story, "tagged", by)
    before = {"tag": given.id, "name": given.name, "stories": [story.id for story in changed]}
    return _kept("tag", by, before) if changed else None


def withdraw(stories: Iterable[Story], note: str, by: User) -> BulkEdit | None:
    """Unpublish the stories that are not; return None if all are."""
    before = {}
    for story in stories:
        if story.withdrawn_at is None:
            actions.remember_first(story)
            former_note = story.withdrawal_note
            actions.withdraw(story, note)
            actions.record(story, "unpublished", by)
            before[str(story.id)] = {"at": rfc3339(story.withdrawn_at), "note": former_note}
    return _kept("unpublish", by, {"stories": before}) if before else None


def _kept(act: str, by: User, before: dict[str, object]) -> BulkEdit:
    edit = BulkEdit(act=act, by_id=by.id, at=clock.now(), before=before)
    db.session.add(edit)
    return edit


def undo(edit: BulkEdit, by: User) -> int:
    """Undo the edit where nobody has changed the story since; return the number of stories."""
    edit.undone_at = clock.now()
    numbers = [int(number) for number in edit.before["stories"]]
    stories = list(db.session.scalars(select(Story).where(Story.id.in_(numbers))))
    undone = _untag if edit.act == "tag" else _reinstate
    return sum(undone(story, edit, by) for story in stories)


def _untag(story: Story, edit: BulkEdit, by: User) -> bool:
    given = db.session.get(Tag, edit.before["tag"])
    if given is None or given not in story.tags:
        return False
    story.tags.remove(given)
    actions.record(story, "bulk edit undone", by)
    return True


def _reinstate(story: Story, edit: BulkEdit, by: User) -> bool:
    """Publish the story again unless another act has changed its state since; return True if so."""
    was = edit.before["stories"][str(story.id)]
    if story.withdrawn_at is None or rfc3339(story.withdrawn_at) != was["at"]:
        return False
    actions.reinstate(story)
    story.withdrawal_note = was["note"]
    actions.record(story, "bulk edit undone", by)
    return True


def offered_undo(by: User) -> BulkEdit | None:
    """Return the user's last bulk edit, while it is recent and not undone."""
    query = select(BulkEdit).where(BulkEdit.by_id == by.id).order_by(BulkEdit.id.desc()).limit(1)
    edit = db.session.scalar(query)
    is_offered = edit and edit.undone_at is None and clock.now() - edit.at < OFFERED_FOR
    return edit if is_offered else None
