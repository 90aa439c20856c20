"""The pictures of full copies: fetched, re-encoded, put into the library, deleted again.

Fetching needs the network: it happens outside of transactions, and only what it gave is written.
"""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.fetch import FetchError, fetch
from blueprints.core.text import plain
from blueprints.media import library
from blueprints.media.models import Picture
from blueprints.media.uploads import KeptPicture, keep_picture
from blueprints.media.usage import uses_of
from blueprints.wire.models import WireEntry
from blueprints.wire.stories import pictures_of

MOST = 10
MOST_BYTES = 10_000_000
MOST_SECONDS = 20.0
SECONDS_IN_ALL = 40.0
Pictures = list[dict[str, str]]


@dataclass(frozen=True)
class Fetched:
    """The outcome of fetching a picture: its files, or a fault in words."""

    url: str
    kept: KeptPicture | None = None
    fault: str = ""


def deadline() -> float:
    """Return the moment, in seconds of clock.monotonic(), until which one request fetches."""
    return clock.monotonic() + SECONDS_IN_ALL


def fetch_for(entry: WireEntry, until: float | None = None) -> list[Fetched]:
    """Fetch the pictures of `entry` that are neither in the library nor refused, ten at most."""
    pictures = [dict(one) for one in pictures_of(entry)]
    db.session.commit()  # no transaction is open while the network is asked
    until = until or deadline()
    return [
        _fetched(one["url"], place, until)
        for place, one in enumerate(pictures)
        if not one.get("hash") and not one.get("fault")
    ]


def drop_fetched(fetched: Iterable[Fetched]) -> None:
    """Delete the files of pictures that were fetched for nothing; call it after the rollback."""
    kept = [one.kept for one in fetched if one.kept is not None]
    library.drop_unneeded(*(key for one in kept for key in (one.stored.hash, one.crop)))


@contextmanager
def dropped_if_refused(fetched: Iterable[Fetched]) -> Iterator[None]:
    """Delete the files of fetched pictures if the block aborts: nobody will use them."""
    try:
        yield
    except Exception:
        db.session.rollback()
        drop_fetched(fetched)
        raise


def _fetched(url: str, place: int, until: float) -> Fetched:
    if place >= MOST:
        words = _("Only the first %(number)s pictures are fetched.", number=MOST)
        return Fetched(url, fault=str(words))
    seconds = min(MOST_SECONDS, until - clock.monotonic())
    if seconds <= 0:
        return Fetched(url, fault=str(_("The pictures took too long to fetch.")))
    try:
        answer = fetch(url, limit=MOST_BYTES, seconds=seconds)
    except FetchError as error:
        return Fetched(url, fault=str(error))
    if answer.status != 200:
        words = _("The server answered with error %(status)s.", status=answer.status)
        return Fetched(url, fault=str(words))
    name = unquote(urlsplit(url).path.rpartition("/")[2])
    kept = keep_picture(FileStorage(io.BytesIO(answer.body), filename=name or "picture"))
    if isinstance(kept, KeptPicture):
        return Fetched(url, kept)
    return Fetched(url, fault="" if kept.is_busy else kept.error)


def take_in(entry: WireEntry, fetched: list[Fetched]) -> None:
    """Put fetched pictures into the library, with the words of the feed; note the faults.

    Call it inside begin_write().
    """
    by_url = {one.url: one for one in fetched}
    pictures = []
    for picture in entry.pictures:
        one = by_url.get(picture["url"])
        if one is not None and not picture.get("hash"):
            picture = picture | _taken_in(one, picture, entry)
        pictures.append(picture)
    entry.pictures = pictures


def _taken_in(one: Fetched, picture: dict[str, str], entry: WireEntry) -> dict[str, str]:
    credit = picture.get("credit") or entry.source.name
    if one.kept is None:
        return {"fault": one.fault}
    row = library.find_kept(Picture, one.kept.stored.hash)
    if row is None:
        row = library.add_picture(one.kept.stored, one.kept.crop, one.kept.filename, None)
        row.alternative_text = plain(picture.get("alt", ""), 500)
        row.caption = plain(picture.get("caption", ""), 500)
        row.credit = plain(credit, 200)
        db.session.flush()
    return {"hash": row.hash, "credit": credit}


def describe(entry: WireEntry, words: dict[int, str], decorative: set[int]) -> None:
    """Write alt texts by the picture's place, and which are decorative, into entry and library."""
    pictures = []
    for place, picture in enumerate(entry.pictures):
        if place in decorative:
            picture = picture | {"decorative": "y", "alt": ""}
        elif words.get(place):
            picture = picture | {"alt": words[place]}
        _describe(picture)
        pictures.append(picture)
    entry.pictures = pictures


def _describe(picture: dict[str, str]) -> None:
    row = library.find_kept(Picture, picture["hash"]) if picture.get("hash") else None
    if row is not None and row.uploaded_by_id is None and not row.alternative_text:
        row.alternative_text = plain(picture.get("alt", ""), 500)
        row.is_decorative = bool(picture.get("decorative"))


def merged(new: Pictures, old: Pictures) -> Pictures:
    """Return an update's pictures with what is known of them, and after them those that went.

    The latter are still in the library, and leave it with the entry.
    """
    known = {one["url"]: _without_former(one) for one in old}
    names = {one["url"] for one in new}
    kept = [one | known.get(one["url"], {}) | _said(one) for one in new]
    return kept + [one | {"former": "y"} for one in old if one["url"] not in names]


def _without_former(picture: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in picture.items() if name != "former"}


def _said(picture: dict[str, str]) -> dict[str, str]:
    return {name: text for name in ("alt", "caption", "credit") if (text := picture.get(name))}


def forget(entry: WireEntry, by: User) -> list[str]:
    """Delete what came with `entry` from the library, unless a page or a colleague uses it.

    Returns the keys of files for library.drop_unneeded(), which comes after the commit.
    """
    keys = []
    db.session.flush()
    for hash_ in {one["hash"] for one in entry.pictures if one.get("hash")}:
        row = library.find_kept(Picture, hash_)
        if row is not None and row.uploaded_by_id is None and not uses_of(row, by):
            keys += [row.hash, row.crop]
            db.session.delete(row)
    entry.pictures = [
        {name: text for name, text in one.items() if name != "hash"} for one in entry.pictures
    ]
    return keys
