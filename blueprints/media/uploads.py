"""Uploaded files: how large a request may be, their names, and their storage or refusal."""

import logging
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import IO, Any, ParamSpec, TypeVar

from flask import Response, current_app, jsonify, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from blueprints.core.extensions import csrf
from blueprints.core.forms import Form
from blueprints.core.text import plain
from blueprints.media import heif  # noqa: F401 - it adds a format
from blueprints.media.audio import StoredSound, UnusableSound, store_sound
from blueprints.media.decode_lock import TooBusy
from blueprints.media.images import (
    StoredPicture,
    UnusablePicture,
    crop_picture,
    is_kept,
    store_picture,
)
from blueprints.media.library import find_kept, folder
from blueprints.media.models import Picture
from blueprints.media.storage import hash_of

MOST_FILES = 30
MOST_BYTES_OF_PICTURES = 150_000_000  # several at once
MOST_BYTES_OF_A_CLIP = 61_000_000
LONGEST_NAME = 200

log = logging.getLogger("aerial.uploads")
Given = ParamSpec("Given")
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Refused:
    """A file that was refused, and why; `is_busy`: it may be sent again."""

    filename: str
    error: str
    is_busy: bool = False


@dataclass(frozen=True)
class KeptPicture:
    """A picture whose files are stored: its data, the hash of its crop, its original name."""

    stored: StoredPicture
    crop: str
    filename: str

    def remark(self) -> str:
        """Return a remark for the sender, or ""."""
        if not self.stored.was_animated:
            return ""
        words = _("“%(name)s” is animated. Only its first frame was kept.", name=self.filename)
        return str(words)


def takes_files(most_bytes: int) -> Callable[[Callable[Given, Any]], Callable[Given, Any]]:
    """Allow requests of up to that size on a route, once the sender is known.

    The usual check of the CSRF token reads the whole form before that: it is made here instead.
    Files go to disk while they come in. A client that wants JSON is refused in JSON.
    """

    def widen(view: Callable[Given, Any]) -> Callable[Given, Any]:
        @wraps(view)
        def widened(*args: Given.args, **kwargs: Given.kwargs) -> Any:
            request.max_content_length = most_bytes
            try:
                if current_app.config["WTF_CSRF_ENABLED"]:
                    csrf.protect()
                return view(*args, **kwargs)
            except RequestEntityTooLarge:
                if not wants_json():
                    raise
                words = _("This upload is too large. Upload fewer files at a time.")
                return answer_json(413, error=words, refused=[{"filename": "", "error": words}])

        exempt: Callable[Given, Any] = csrf.exempt(widened)
        return exempt

    return widen


def wants_json() -> bool:
    """Return True if a script asks, not a page."""
    return request.accept_mimetypes.best == "application/json"


def answer_json(status: int, **values: Any) -> Response:
    """Return a JSON response for a script."""
    response = jsonify(values)
    response.status_code = status
    return response


def errors_of(form: Form) -> dict[str, str]:
    """Return the first error of each field that has one, for a script."""
    return {name: str(words[0]) for name, words in form.errors.items()}


def sent_files() -> list[FileStorage]:
    """Return the files that were chosen in the form's field `file`."""
    return [file for file in request.files.getlist("file") if file.filename]


def name_of(file: FileStorage) -> str:
    """Return a file's name: the last part of its path, in one line, without invisible letters."""
    last = (file.filename or "").replace("\\", "/").rpartition("/")[2]
    seen = "".join(letter for letter in last if unicodedata.category(letter) != "Cf")
    return plain(seen, LONGEST_NAME)


def keep_picture(file: FileStorage) -> KeptPicture | Refused:
    """Store a picture's files, unless they exist already; it has no row yet."""
    return _kept(file, lambda stream: _with_crop(stream, name_of(file)))


def _with_crop(stream: IO[bytes], filename: str) -> KeptPicture:
    known = find_kept(Picture, hash_of(stream))
    if known is not None and is_kept(known.hash, folder()):
        stored = StoredPicture(known.hash, known.width, known.height)
        return KeptPicture(stored, known.crop, known.filename)
    stored = store_picture(stream, folder())
    return KeptPicture(stored, crop_picture(stored.hash, (0.5, 0.5), folder()), filename)


def keep_sound(file: FileStorage) -> StoredSound | Refused:
    """Store a clip's file; it has no row yet."""
    return _kept(file, lambda stream: store_sound(stream, folder()))


def _kept(file: FileStorage, keep: Callable[[IO[bytes]], Kept]) -> Kept | Refused:
    name = name_of(file)
    try:
        return keep(file.stream)
    except (UnusablePicture, UnusableSound) as error:
        return Refused(name, str(error))
    except TooBusy:
        return Refused(name, _("The server is busy. Please try the upload again."), True)
    except OSError as error:
        log.error("an upload cannot be saved", extra={"fields": {"error": str(error)}})
        return Refused(name, _("The server couldn’t save this file. Tell the person who runs it."))
