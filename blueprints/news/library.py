"""The library of pictures and clips: finding, adding, changing, and what is used where."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import abort, current_app
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, Text, cast, exists, or_, select
from sqlalchemy.orm import joinedload

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.database import number_in
from blueprints.core.extensions import db
from blueprints.core.media_files import drop
from blueprints.core.pictures import StoredPicture
from blueprints.core.sound import StoredSound
from blueprints.core.station import station
from blueprints.core.text import plain
from blueprints.news.desk_models import WorkingCopy
from blueprints.news.models import Clip, Picture, StationPage, Story, story_clip, story_picture

PAGE_SIZE = 24
LONGEST_SEARCH = 200
MOST_WORDS = 10
MOST_USES = 50


@dataclass(frozen=True)
class Use:
    """Where a picture or clip is used: in words, and where that is ("" if it is nowhere to go)."""

    title: str
    address: str


def folder() -> Path:
    """Where the station keeps pictures and clips."""
    return Path(current_app.instance_path) / "media"


def may_change(thing: Picture | Clip, user: User) -> bool:
    """Whether `user` may change it: editors may, and whoever uploaded it."""
    return user.holds("editor") or thing.uploaded_by_id == user.id


def picture_for(user: User, number: str) -> Picture:
    """The picture of that number, if `user` may change it; else 404."""
    found = db.session.get(Picture, number_in(number) or 0)
    return found if found and may_change(found, user) else abort(404)


def clip_for(user: User, number: str) -> Clip:
    """The clip of that number, if `user` may change it; else 404."""
    found = db.session.get(Clip, number_in(number) or 0)
    return found if found and may_change(found, user) else abort(404)


def find_pictures(search: str, page: int) -> list[Picture]:
    """One page of the pictures with these words, newest first, and one more if there are more."""
    fields = (Picture.alternative_text, Picture.caption, Picture.credit, Picture.filename)
    query = select(Picture).where(*(or_(*(f.icontains(w, autoescape=True) for f in fields))
                                    for w in words_of(search)))  # fmt: skip
    query = query.options(joinedload(Picture.uploaded_by))
    query = query.order_by(Picture.uploaded_at.desc().nulls_last(), Picture.id.desc())
    return list(db.session.scalars(query.limit(PAGE_SIZE + 1).offset((page - 1) * PAGE_SIZE)))


def find_clips(search: str, page: int) -> list[Clip]:
    """One page of the clips with these words, newest first, and one more if there are more."""
    fields = (Clip.title, Clip.transcript)
    query = select(Clip).where(*(or_(*(f.icontains(w, autoescape=True) for f in fields))
                                 for w in words_of(search)))  # fmt: skip
    query = query.order_by(Clip.uploaded_at.desc(), Clip.id.desc())
    return list(db.session.scalars(query.limit(PAGE_SIZE + 1).offset((page - 1) * PAGE_SIZE)))


def words_of(search: str) -> list[str]:
    """The words that are looked for."""
    return plain(search, LONGEST_SEARCH).split()[:MOST_WORDS]


def find_picture(key: str) -> Picture | None:
    """The picture that is kept under this hash, or None."""
    return db.session.scalar(select(Picture).where(Picture.hash == key))


def find_clip(key: str) -> Clip | None:
    """The clip that is kept under this hash, or None."""
    return db.session.scalar(select(Clip).where(Clip.hash == key))


def add_picture(stored: StoredPicture, crop: str, filename: str, user: User) -> Picture:
    """The row of a picture that is kept; the first one if it was here. Inside begin_write()."""
    picture = find_picture(stored.hash)
    if picture is None:
        picture = Picture(
            hash=stored.hash,
            width=stored.width,
            height=stored.height,
            crop=crop,
            filename=filename,
            uploaded_by_id=user.id,
            uploaded_at=clock.now(),
            focus_x=0.5,
            focus_y=0.5,
        )
        db.session.add(picture)
    return picture


def add_clip(stored: StoredSound, user: User) -> Clip:
    """The row of a clip that is kept; the first one if it was here. Inside begin_write()."""
    clip = find_clip(stored.hash)
    if clip is None:
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
    """Removes the files of pictures, crops and clips that no row needs; call after the commit."""
    for key in keys:
        needed = (
            exists().where(or_(Picture.hash == key, Picture.crop == key)),
            exists().where(Clip.hash == key),
        )
        if not any(db.session.execute(select(*needed)).one()):
            drop(key, folder())


def uses_of_picture(picture: Picture, user: User) -> list[Use]:
    """Where the picture is used, as far as `user` may know; nameless where they may not."""
    inside = select(story_picture.c.story_id).where(story_picture.c.picture_id == picture.id)
    stories = or_(
        Story.lead_picture_id == picture.id,
        Story.id.in_(inside),
        Story.body.contains(picture.hash),
    )
    uses = _uses_in_stories(stories, user) + _uses_elsewhere(
        picture.hash, f'"lead_picture": "{picture.id}"'
    )
    logo = station().logo
    if logo and logo.file.startswith(picture.hash):  # made of the same file, and named after it
        uses.append(Use(_("The station’s logo"), ""))
    return uses


def uses_of_clip(clip: Clip, user: User) -> list[Use]:
    """Where the clip is used, as far as `user` may know; nameless where they may not."""
    inside = select(story_clip.c.story_id).where(story_clip.c.clip_id == clip.id)
    stories = or_(Story.id.in_(inside), Story.body.contains(clip.hash))
    return _uses_in_stories(stories, user) + _uses_elsewhere(clip.hash)


def _uses_in_stories(condition: ColumnElement[bool], user: User) -> list[Use]:
    query: Select[int, str, int | None] = select(Story.id, Story.headline, Story.owner_id)
    found = db.session.execute(query.where(condition).order_by(Story.id.desc()).limit(MOST_USES))
    return [
        Use(headline, f"/desk/stories/{number}")
        if user.holds("editor") or owner_id == user.id
        else Use(_("A story by someone else"), "")
        for number, headline, owner_id in found
    ]


def _uses_elsewhere(*marks: str) -> list[Use]:
    pages = select(StationPage.title, StationPage.slug).where(StationPage.body.contains(marks[0]))
    fields = cast(WorkingCopy.fields, Text)
    typed = exists().where(or_(*(fields.contains(mark, autoescape=True) for mark in marks)))
    uses = [Use(title, f"/pages/{slug}") for title, slug in db.session.execute(pages)]
    if db.session.scalar(select(typed)):
        uses.append(Use(_("A text someone is editing"), ""))
    return uses


def next_page(found: Sequence[object], page: int) -> int | None:
    """The number of the next page, or None when `found` shows that there is none."""
    return page + 1 if len(found) > PAGE_SIZE else None
