"""Reads of the newswire."""

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, func, select

from blueprints.core.extensions import db, rows
from blueprints.news.models import Story
from blueprints.wire.models import ENDED, WireEntry, WireSource


def sources() -> Sequence[WireSource]:
    """Return all subscriptions, by name."""
    query = select(WireSource).where(WireSource.mode != ENDED)
    return db.session.scalars(query.order_by(func.lower(WireSource.name), WireSource.id)).all()


FEED_ADDRESSES = (
    select(WireEntry.story_id, WireSource.url)
    .join(WireSource, WireSource.id == WireEntry.source_id)
    .where(WireEntry.story_id.in_(bindparam("stories", expanding=True)))
    .order_by(WireEntry.id)
)


def feed_addresses(stories: Collection[Story]) -> dict[int, str]:
    """Return the address of the feed that each of `stories` came from, by the story's number."""
    others = [story.id for story in stories if story.source_name]
    found = rows(FEED_ADDRESSES, {"stories": others}) if others else ()
    return {story_id: url for story_id, url in found if story_id is not None}
