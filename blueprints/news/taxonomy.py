"""Tags and artists: renaming, merging, deleting; former names redirect to the present one.

None of these commits: routes do. Call them inside begin_write().
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy import Table, delete, exists, func, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute

from blueprints.accounts import audit
from blueprints.core.extensions import db
from blueprints.core.text import LONGEST_SLUG, same_name, slug_of
from blueprints.news.desk_queries import find_artist_named, find_tag_named
from blueprints.news.forms import LONGEST_ARTIST
from blueprints.news.models import (
    LONGEST_TAG,
    Artist,
    ArtistAlias,
    FormerArtist,
    FormerTag,
    Tag,
    story_artist,
    story_tag,
)

PAGE_SIZE = 50
LONGEST_SUBJECT = 254
Named = Tag | Artist


@dataclass(frozen=True)
class Kind:
    """Tags or artists: their tables, how long names and slugs may be, and if names have commas."""

    name: str
    model: type[Any]
    former: type[Any]
    of_former: InstrumentedAttribute[int]
    links: Table
    longest: int
    longest_slug: int
    has_commas: bool

    @property
    def linked(self) -> Any:
        """Return the column of the link table with the tag or artist."""
        return self.links.c[f"{self.name}_id"]


TAGS = Kind("tag", Tag, FormerTag, FormerTag.tag_id, story_tag, LONGEST_TAG, 80, False)
ARTISTS = Kind(
    "artist", Artist, FormerArtist, FormerArtist.artist_id, story_artist, LONGEST_ARTIST,
    LONGEST_SLUG, True,
)  # fmt: skip


class NameTaken(Exception):
    """Another has this name: `other`."""

    def __init__(self, other: Named) -> None:
        self.other = other


class InUse(Exception):
    """A story has it."""


def find(kind: Kind, number: int) -> Named | None:
    """Return the tag or artist with that number, or None."""
    found: Named | None = db.session.get(kind.model, number)
    return found


def list_names(kind: Kind, q: str, page: int) -> Sequence[Any]:
    """Return a page of them by name, and one more: rows of (id, name, slug, stories)."""
    model = kind.model
    stories = select(func.count()).where(kind.linked == model.id).scalar_subquery()
    query = select(model.id, model.name, model.slug, stories.label("stories"))
    if q:
        query = query.where(model.name.icontains(q, autoescape=True))
    query = query.order_by(func.lower(model.name), model.id).offset((page - 1) * PAGE_SIZE)
    return db.session.execute(query.limit(PAGE_SIZE + 1)).all()


def count_stories(kind: Kind, named: Named) -> int:
    """Return the number of its stories, in any state."""
    return db.session.scalar(select(func.count()).where(kind.linked == named.id)) or 0


def find_named(kind: Kind, name: str) -> Named | None:
    """Return the one with this name or former name, or None."""
    return find_tag_named(name) if kind is TAGS else find_artist_named(name)


def rename(kind: Kind, named: Named, name: str) -> None:
    """Rename it to `name`; its former slug redirects. Raises NameTaken."""
    if name == named.name:
        return
    other = find_named(kind, name)
    if other is not None and other is not named:
        raise NameTaken(other)
    before = named.name
    _move(kind, named, _free_slug(kind, named, name))
    if isinstance(named, Artist):
        _rekey(named, same_name(name))
    named.name = name
    _note(kind, "renamed", name, before, name)


def _free_slug(kind: Kind, named: Named, name: str) -> str:
    """Return a slug that no other has or had: tags with equal slugs are the same."""
    made = slug_of(name, kind.longest_slug - (6 if kind is ARTISTS else 0))
    others = (
        select(kind.model.slug).where(kind.model.id != named.id),
        select(kind.former.slug).where(kind.of_former != named.id),
    )
    taken = {slug for query in others for slug in db.session.scalars(query)}
    return next(s for n in count(1) if (s := made if n == 1 else f"{made}-{n}") not in taken)


def _move(kind: Kind, named: Named, slug: str) -> None:
    if slug != named.slug:
        db.session.execute(delete(kind.former).where(kind.former.slug == slug))
        db.session.execute(
            insert(kind.former).values({kind.former.slug: named.slug, kind.of_former: named.id})
        )
        named.slug = slug


def _rekey(artist: Artist, key: str) -> None:
    """Give the artist another key; songs that are credited to the old one stay theirs."""
    if key != artist.key:
        db.session.execute(delete(ArtistAlias).where(ArtistAlias.key == key))
        db.session.execute(insert(ArtistAlias).values(key=artist.key, artist_id=artist.id))
        artist.key = key


def merge(kind: Kind, named: Named, into: Named) -> None:
    """Merge `named` into `into`, with its stories, former slugs and aliases."""
    _move_stories(kind, named, into)
    whose = {kind.of_former: into.id}
    db.session.execute(update(kind.former).where(kind.of_former == named.id).values(whose))
    db.session.execute(insert(kind.former).values({kind.former.slug: named.slug, **whose}))
    if isinstance(named, Artist):
        aliases = update(ArtistAlias).where(ArtistAlias.artist_id == named.id)
        db.session.execute(aliases.values(artist_id=into.id))
        db.session.execute(insert(ArtistAlias).values(key=named.key, artist_id=into.id))
    _note(kind, "merged", into.name, named.name, into.name)
    db.session.execute(delete(kind.model).where(kind.model.id == named.id))
    db.session.expire_all()


def _move_stories(kind: Kind, named: Named, into: Named) -> None:
    story = kind.links.c.story_id
    has_both = select(story).where(kind.linked == into.id)
    mine = kind.linked == named.id
    db.session.execute(delete(kind.links).where(mine, story.in_(has_both)))
    db.session.execute(update(kind.links).where(mine).values({kind.linked: into.id}))


def forget(kind: Kind, named: Named) -> None:
    """Delete one without stories. Raises InUse."""
    if db.session.scalar(select(exists().where(kind.linked == named.id))):
        raise InUse
    _note(kind, "deleted", named.name, named.name, "")
    db.session.execute(delete(kind.model).where(kind.model.id == named.id))


def _note(kind: Kind, act: str, subject: str, before: str, after: str) -> None:
    audit.record(f"{kind.name} {act}", subject[:LONGEST_SUBJECT], before=before, after=after)
