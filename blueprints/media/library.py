"""The library of pictures and clips: finding, adding, deleting."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from flask import abort, current_app
from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.database import number_in
from blueprints.core.extensions import db
from blueprints.core.text import plain
from blueprints.media.audio import StoredSound
from blueprints.media.images import StoredPicture
from blueprints.media.models import Clip, Picture
from blueprints.media.storage import drop

PAGE_SIZE = 24
LONGEST_SEARCH = 200
MOST_WORDS = 10
Kind = TypeVar("Kind", Picture, Clip)


def folder() -> Path:
    """Return the folder where the station stores pictures and clips."""
    return Path(current_app.instance_path) / "media"


def may_change(thing: Picture | Clip, user: User) -> bool:
    """Return True if `user` may change it: editors may, and the user who uploaded it."""
    return user.holds("editor") or thing.uploaded_by_id == user.id


def own_or_404(kind: type[Kind], user: User, number: str) -> Kind:
    """Return the picture or clip with that number, if `user` may change it; else abort with 404."""
    found = db.session.get(kind, number_in(number) or 0)
    return found if found and may_change(found, user) else abort(404)


def find_pictures(search: str, page: int) -> list[Picture]:
    """Return a page of the pictures with these words, newest first, and one more if there is."""
    fields = (Picture.alternative_text, Picture.caption, Picture.credit, Picture.filename)
    query = select(Picture).options(joinedload(Picture.uploaded_by))
    query = query.order_by(Picture.uploaded_at.desc().nulls_last(), Picture.id.desc())
    return _page_of(query, fields, search, page)


def latest_pictures(chosen: Picture | None, limit: int = 24) -> list[Picture]:
    """Return the latest pictures of the library, and the chosen one if it is older."""
    newest = select(Picture).order_by(Picture.id.desc()).limit(limit)
    pictures = list(db.session.scalars(newest))
    return pictures if chosen is None or chosen in pictures else [*pictures, chosen]


def find_clips(search: str, page: int) -> list[Clip]:
    """Return a page of the clips with these words, newest first, and one more if there is."""
    query = select(Clip).order_by(Clip.uploaded_at.desc(), Clip.id.desc())
    return _page_of(query, (Clip.title, Clip.transcript), search, page)


def _page_of(
    query: Select[Kind], fields: Sequence[InstrumentedAttribute[str]], search: str, page: int
) -> list[Kind]:
    for word in plain(search, LONGEST_SEARCH).split()[:MOST_WORDS]:
        query = query.where(or_(*(field.icontains(word, autoescape=True) for field in fields)))
    return list(db.session.scalars(query.limit(PAGE_SIZE + 1).offset((page - 1) * PAGE_SIZE)))


def find_kept(kind: type[Kind], key: str) -> Kind | None:
    """Return the picture or clip with this hash, or None."""
    return db.session.scalar(select(kind).where(kind.hash == key))


def add_picture(stored: StoredPicture, crop: str, filename: str, user: User | None) -> Picture:
    """Add the row of a stored picture that has none yet; without a `user` it came from a feed."""
    picture = Picture(
        hash=stored.hash,
        width=stored.width,
        height=stored.height,
        crop=crop,
        filename=filename,
        uploaded_by_id=user.id if user else None,
        uploaded_at=clock.now(),
        focus_x=0.5,
        focus_y=0.5,
    )
    db.session.add(picture)
    return picture


def add_clip(stored: StoredSound, user: User) -> Clip:
    """Add the row of a stored clip that has none yet."""
    clip = Clip(
        hash=stored.hash,
        ending=stored.ending,
        bytes=stored.bytes,
        seconds=stored.seconds,
        title="",
        uploaded_by_id=user.id,
        uploaded_at=clock.now(),
    )
    db.session.add(clip)
    return clip


def drop_unneeded(*keys: str) -> None:
    """Delete the files of pictures, crops and clips that no row needs; call after the commit."""
    for key in keys:
        needed = (
            exists().where(or_(Picture.hash == key, Picture.crop == key)),
            exists().where(Clip.hash == key),
        )
        if not any(db.session.execute(select(*needed)).one()):
            drop(key, folder())


def next_page(found: Sequence[object], page: int) -> int | None:
    """Return the number of the next page, or None if `found` shows that there is none."""
    return page + 1 if len(found) > PAGE_SIZE else None
