"""The time at which a feed last changed, including changes of stories that have left it.

No date is stored for this; it follows from other records. Where those do not tell
exactly, the date is rather too late than too early: a whole answer too many, never a stale 304.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Select, and_, bindparam, func, select

from blueprints.accounts.models import AuditEntry
from blueprints.core import clock
from blueprints.core.extensions import db, rows
from blueprints.core.station import StationSettings
from blueprints.core.text import slug_of
from blueprints.news.desk_models import BulkEdit, Revision
from blueprints.news.models import LONGEST_TAG, FormerTag, Story, Tag
from blueprints.news.queries import BEARS_TAG, NOW, each_asked

MOST_EDITED = 30  # stories whose revisions are read
RENAMED = AuditEntry.act.in_(("tag renamed", "tag merged"))
RETAGGED = BulkEdit.act == "tag"

# Functions of blueprints further right, which return when their part of these stories changed.
ALSO_SHOWN: list[Callable[[Collection[Story]], datetime | None]] = []


def feed_changed_at(stories: Collection[Story], tag: Tag | None) -> datetime | None:
    """Return when the feed that shows `stories` last changed; None before the first story."""
    own = _stories_changed_at(tag)
    if own is None:
        return None
    moments = [own, *_names_changed_at(own), *(changed_at(stories) for changed_at in ALSO_SHOWN)]
    latest = max(filter(None, moments))
    return max(latest, _left_at(tag, latest) or latest) if tag else latest


@cache
def _changed_query(is_of_tag: bool) -> Select[*tuple[datetime | None, ...]]:
    """The statement of _stories_changed_at."""
    rule = Story.publish_at <= NOW
    if is_of_tag:
        rule = each_asked(and_(BEARS_TAG, rule))
    newest = (
        select(moment).where(rule, moment.is_not(None)).order_by(moment.desc()).limit(1)
        for moment in (Story.publish_at, Story.updated_at, Story.withdrawn_at)
    )
    return select(*(one.scalar_subquery() for one in newest))


def _stories_changed_at(tag: Tag | None) -> datetime | None:
    """Return when a story of the feed was last published, changed or unpublished."""
    at = {"now": clock.now(), "tag": tag and tag.id}
    moments = rows(_changed_query(tag is not None), at).one()
    return max(filter(None, moments), default=None)


SINCE = bindparam("since", type_=AuditEntry.at.type)
NAMES_CHANGED_AT = select(
    select(func.max(StationSettings.changed_at)).scalar_subquery(),
    select(func.max(AuditEntry.at)).where(AuditEntry.at > SINCE, RENAMED).scalar_subquery(),
    select(func.max(BulkEdit.at)).where(RETAGGED).scalar_subquery(),
    select(func.max(BulkEdit.undone_at)).where(RETAGGED).scalar_subquery(),
)


def _names_changed_at(since: datetime) -> Sequence[datetime | None]:
    """Return when the station's settings, a tag's name, or the tags of several stories changed."""
    return rows(NAMES_CHANGED_AT, {"since": since}).one()


def _left_at(tag: Tag, since: datetime) -> datetime | None:
    """Return when a published story that had `tag` before was last edited, if later than `since`.

    Of the stories edited since then, so many are looked at; with more of them it may be any.
    """
    edited = (
        select(Story.id, Story.updated_at)
        .where(Story.updated_at > since, Story.publish_at <= clock.now())
        .where(Story.updated_at > Story.publish_at, ~BEARS_TAG)
        .order_by(Story.updated_at.desc())
        .limit(MOST_EDITED + 1)
        .subquery()
    )
    tags = select(edited, Revision.fields["tags"]).outerjoin(
        Revision, Revision.story_id == edited.c.id
    )
    found = rows(tags.order_by(edited.c.updated_at.desc(), edited.c.id), {"tag": tag.id}).all()
    seen: set[int] = set()
    slugs = _slugs_of(tag) if found else set()
    for number, edited_at, names in found:
        seen.add(number)
        if len(seen) > MOST_EDITED or slugs.intersection(_slugs(names or ())):
            latest: datetime = edited_at
            return latest
    return None


def _slugs_of(tag: Tag) -> set[str]:
    """Return the slugs that the tag's names have had."""
    former = db.session.scalars(select(FormerTag.slug).where(FormerTag.tag_id == tag.id))
    return {tag.slug, *former, *_slugs((tag.name,))}


def _slugs(names: Collection[str]) -> Iterator[str]:
    return (slug_of(name, LONGEST_TAG) for name in names)
