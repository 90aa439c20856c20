"""Uploads of audio that wait for their tags to be confirmed, in instance/uploads."""

import fcntl
import hashlib
import logging
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path, PurePath
from typing import IO

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.media.audio import UnusableSound
from blueprints.media.storage import draft_in, publish
from blueprints.media.tags import Found, read_audio
from blueprints.studio.models import Upload
from blueprints.studio.refusals import Refusal, not_there

MOST_BYTES = 200_000_000
MOST_WAITING = 100  # of one user
ROOM = 100_000_000  # bytes that stay free on the disk
KEPT_FOR = timedelta(days=2)
PIECE = 1 << 20

log = logging.getLogger("aerial.uploads")


@dataclass(frozen=True)
class Received:
    """A file that was stored to wait: its name as sent, its hash, what it holds."""

    name: str
    hash: str
    found: Found


def folder() -> Path:
    """Return the folder where uploads wait."""
    return Path(current_app.instance_path) / "uploads"


def path_of(upload: Upload) -> Path:
    """Return where an upload waits."""
    return folder() / f"{upload.hash}.{upload.ending}"


def receive(stream: IO[bytes], name: str) -> Received:
    """Check and store a file that was sent. Raises Refusal."""
    size = stream.seek(0, 2)
    if size > MOST_BYTES:
        raise too_large()
    try:
        return _stored(stream, size, name)
    except UnusableSound as error:
        raise Refusal(422, str(error), _("Choose another file.")) from error
    except OSError as error:
        log.error("an upload cannot be saved", extra={"fields": {"error": str(error)}})
        words = _("The server couldn’t save this file.")
        raise Refusal(422, words, _("Tell the person who runs it.")) from error


def need_place(user: User) -> None:
    """Raise Refusal if so many of the user's uploads wait that another must not."""
    waiting = select(func.count()).select_from(Upload).where(Upload.user_id == user.id)
    if (db.session.scalar(waiting) or 0) >= MOST_WAITING:
        words = _("%(most)s of your uploads wait to be added.", most=MOST_WAITING)
        raise Refusal(422, words, _("Add or delete some of them first."))


def too_large() -> Refusal:
    """Return the refusal of a file that is too large."""
    return Refusal(413, _("This file is larger than 200 MB."), _("Upload it as MP3, Ogg or FLAC."))


def _stored(stream: IO[bytes], size: int, name: str) -> Received:
    with draft_in(folder()) as (file, draft):
        check_room(draft, size)
        stream.seek(0)
        shutil.copyfileobj(stream, file, PIECE)
        file.flush()
        found = read_audio(draft)
        hash_ = hash_of(draft)
        publish(draft, folder() / f"{hash_}.{found.ending}")
    return Received(name, hash_, found)


def check_room(place: Path, size: int) -> None:
    """Raise Refusal if a file of `size` bytes would fill the disk."""
    if shutil.disk_usage(place.parent).free < size + ROOM:
        log.error("the disk is full: an upload was refused")
        words = _("The server’s disk is full.")
        raise Refusal(422, words, _("Tell the person who runs it, then try again."))


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def add_upload(user: User, received: Received) -> Upload:
    """Add the row of a file that waits, or find the user's own; call inside begin_write()."""
    known = db.session.scalar(
        select(Upload).where(Upload.user_id == user.id, Upload.hash == received.hash)
    )
    if known is not None:
        return known
    upload = Upload(
        user_id=user.id,
        name=received.name,
        hash=received.hash,
        ending=received.found.ending,
        duration=received.found.seconds,
        tags=_suggested(received),
        created_at=clock.now(),
    )
    db.session.add(upload)
    return upload


def _suggested(received: Received) -> dict[str, str]:
    """Return the file's tags; without a title, what its name says: “Artist - Title”."""
    tags = received.found.tags.texts
    if not tags["title"]:
        stem = PurePath(received.name).stem
        before, dash, after = stem.partition(" - ")
        is_split = bool(dash and before.strip() and after.strip()) and not tags["artist"]
        tags["title"] = after.strip() if is_split else stem
        tags["artist"] = before.strip() if is_split else tags["artist"]
    return tags


def uploads_of(user_id: int) -> Sequence[Upload]:
    """Return a user's uploads that wait, oldest first; none whose two days are over."""
    since = Upload.user_id == user_id, Upload.created_at >= clock.now() - KEPT_FOR
    return db.session.scalars(select(Upload).where(*since).order_by(Upload.id)).all()


def own_upload(user: User, number: int) -> Upload:
    """Return the user's own upload. Raises Refusal (404) for another's."""
    upload = db.session.get(Upload, number) if number < 2**31 else None
    if upload is None or upload.user_id != user.id:
        raise not_there()
    return upload


@contextmanager
def claimed(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that waits, for one request at a time. Raises Refusal."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise Refusal(404, _("The file is gone."), _("Upload it again.")) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            words = _("This file is being added to the library.")
            raise Refusal(409, words, _("Wait a moment, then search for it.")) from error
        yield file


def drop_unneeded(hash_: str) -> None:
    """Delete the file of an upload unless another upload waits with the same one."""
    if db.session.scalar(select(Upload.id).where(Upload.hash == hash_).limit(1)) is None:
        for path in folder().glob(f"{hash_}.*"):
            path.unlink(missing_ok=True)


def forget_uploads() -> None:
    """Delete uploads that waited for two days, and files without a row that are as old."""
    until = clock.now() - KEPT_FOR
    begin_write()
    db.session.execute(delete(Upload).where(Upload.created_at < until))
    db.session.commit()
    waiting = set(db.session.scalars(select(Upload.hash)))
    for path in folder().iterdir() if folder().is_dir() else ():
        if path.stem not in waiting and path.stat().st_mtime < until.timestamp():
            path.unlink(missing_ok=True)
