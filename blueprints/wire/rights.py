"""Rights that have become narrower: what only the former ones allowed goes.

None of these commits: routes do. Call the changes inside begin_write().
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import contains_eager

from blueprints.accounts.models import User
from blueprints.core.extensions import db
from blueprints.core.text import plain, words_of
from blueprints.news.imports import Original, update_story
from blueprints.news.models import Story
from blueprints.wire.models import WireEntry, WireSource
from blueprints.wire.pictures import forget
from blueprints.wire.prepared import digest_of
from blueprints.wire.stories import LONGEST_STANDFIRST, lacks_headline

WIDER = {"link": ("excerpt", "full"), "excerpt": ("full",), "full": ()}
FULL_ONLY: dict[str, Any] = {"body": "", "pictures": []}  # as an entry is without full rights
FIELDS = ("headline", "url", "summary", "body", "author", "language", "tags", "pictures",
          "read_more")  # fmt: skip


def narrow(source: WireSource, by: User) -> list[str]:
    """Cut the entries and updates of `source` to its rights, as if they came today.

    Entries of stories keep what their stories show. Returns the keys of files for
    library.drop_unneeded().
    """
    keys: list[str] = []
    if source.rights == "full":
        return keys
    known = WireEntry.source_id == source.id, WireEntry.state != "removed"
    for entry in db.session.scalars(select(WireEntry).where(*known)):
        newest = {name: getattr(entry, name) for name in FIELDS} | (entry.update or {})
        entry.digest = digest_of(newest | FULL_ONLY)  # so that the next fetch finds no change
        if entry.update is not None:
            entry.update = entry.update | FULL_ONLY
        if entry.story_id is None:
            keys += _empty(entry, by)
    return keys


def _empty(entry: WireEntry, by: User) -> list[str]:
    keys = forget(entry, by)
    for name, nothing in FULL_ONLY.items():
        setattr(entry, name, nothing)
    return keys


def count_excess(source: WireSource) -> int:
    """Return how many stories and drafts show more than the rights of `source` allow now."""
    query = select(func.count()).select_from(WireEntry).join(WireEntry.story)
    return db.session.scalar(query.where(_is_excess(source))) or 0


def find_excess(source: WireSource) -> Sequence[WireEntry]:
    """Return the entries of those stories, with the stories, newest first."""
    query = select(WireEntry).join(WireEntry.story).where(_is_excess(source))
    query = query.options(contains_eager(WireEntry.story))
    return db.session.scalars(query.order_by(Story.publish_at.desc(), Story.id.desc())).all()


def _is_excess(source: WireSource) -> ColumnElement[bool]:
    return and_(
        WireEntry.source_id == source.id,
        WireEntry.state != "removed",
        Story.rights.in_(WIDER[source.rights]),
    )


def is_excess(entry: WireEntry, story: Story) -> bool:
    """Return True if `story`, made of `entry`, shows more than the rights allow now."""
    return story.rights in WIDER[entry.source.rights]


def shorten(entry: WireEntry, story: Story, by: User) -> list[str]:
    """Cut `story`, made of `entry`, to what the rights allow; its earlier text stays a revision.

    Returns the keys of files for library.drop_unneeded().
    """
    theirs = {one.get("hash") for one in entry.pictures}
    lead = story.lead_picture
    original = Original(
        headline=_headline(entry, story),
        standfirst=_standfirst(entry, story),
        byline=story.byline,
        source_name=story.source_name,
        source_url=story.source_url,
        rights=entry.source.rights,
        language=story.language,
        lead_picture=None if lead and lead.hash in theirs else lead,
    )
    update_story(story, original, by, "shortened")
    return _empty(entry, by)


def _headline(entry: WireEntry, story: Story) -> str:
    is_theirs = lacks_headline(entry) and story.headline == entry.headline
    return story.source_name if is_theirs else story.headline


def _standfirst(entry: WireEntry, story: Story) -> str:
    if entry.source.rights == "link":
        return own_standfirst(entry, story)
    return story.standfirst or plain(entry.summary, LONGEST_STANDFIRST)


def own_standfirst(entry: WireEntry, story: Story) -> str:
    """Return the story's standfirst, or "" if it is the original's words."""
    said = f"{plain(entry.summary)} {words_of(entry.body)}"
    return "" if story.standfirst.removesuffix(" …") in said else story.standfirst
