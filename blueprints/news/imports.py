"""Stories from outside: imported with attribution, updated from the original, taken down.

None of these commits: routes do. Call them inside begin_write().
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.editor.body import Body
from blueprints.editor.working_copies import WorkingCopy
from blueprints.media.models import Picture
from blueprints.news import actions
from blueprints.news.desk_models import Revision
from blueprints.news.models import Story

GONE: dict[str, Any] = {"body": "", "standfirst": "", "read_more": [], "pictures": [], "clips": [],
                        "lead_picture": None, "corrections": []}  # fmt: skip


@dataclass(frozen=True)
class Original:
    """The fields that a story takes over from its original; `rights` are link, excerpt or full."""

    headline: str
    source_name: str
    source_url: str
    rights: str
    byline: str = ""
    standfirst: str = ""
    language: str = "en"
    body: Body = field(default_factory=lambda: Body(""))
    tags: tuple[str, ...] = ()
    read_more: tuple[dict[str, str], ...] = ()
    lead_picture: Picture | None = None


def import_story(
    original: Original, by: User | None, owner: User | None, publish_at: datetime | None
) -> Story:
    """Return a new story of `original`: a draft of `owner`, or published at `publish_at`.

    `by` (None: the station) imported it.
    """
    story = Story(slug="", headline="", owner=owner, version=0, corrections=[])
    story.updated_at = publish_at or clock.now()
    story.slug = actions.free_slug(story, original.headline)
    story.tags = actions.tags_named(original.tags)
    _write(story, original)
    story.publish_at = publish_at
    story.announced_at = clock.now() if publish_at else None  # who imports it need not be told
    db.session.add(story)
    actions.record(story, "imported", by)
    return story


def update_story(story: Story, original: Original, by: User | None, act: str = "updated") -> None:
    """Write the original's new text over a story; its address and tags stay."""
    actions.remember_first(story)
    _write(story, original)
    story.updated_at = clock.now()
    actions.record(story, act, by)


def _write(story: Story, original: Original) -> None:
    for name in ("headline", "byline", "standfirst", "language", "source_name", "source_url",
                 "rights", "lead_picture"):  # fmt: skip
        setattr(story, name, getattr(original, name))
    story.body = original.body.html
    story.pictures, story.clips = original.body.pictures, original.body.clips
    story.read_more = list(original.read_more)


def take_down(story: Story, note: str, by: User | None) -> None:
    """Unpublish a story for good: its text goes, from its revisions and unsaved copies, too.

    Its readers see `note` in its place (410).
    """
    if story.withdrawn_at is None:
        actions.withdraw(story, note)
    story.withdrawal_note, story.pinned_at = note, None
    story.body = story.standfirst = ""
    story.read_more, story.corrections = [], []
    story.pictures, story.clips, story.lead_picture = [], [], None
    actions.record(story, "taken down", by)
    kept = select(Revision.id, Revision.fields).where(Revision.story_id == story.id)
    for number, fields in db.session.execute(kept).all():
        emptied = update(Revision).where(Revision.id == number)
        db.session.execute(emptied.values(fields=fields | GONE))
    db.session.execute(delete(WorkingCopy).where(WorkingCopy.key == f"story-{story.id}"))
