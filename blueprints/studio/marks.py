"""Marks that staff set on tracks: explicit words, rotation, local, language."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, update

from blueprints.core.database import LARGEST_NUMBER
from blueprints.core.extensions import db
from blueprints.player.models import Track
from blueprints.studio.refusals import Refusal, not_there
from blueprints.studio.request_fields import unreadable

MOST_TRACKS = 1_000
ROTATIONS = ("", "heavy", "medium", "light")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*|")  # BCP 47
LONGEST_LANGUAGE = 35


def ids_in(sent: dict[str, Any]) -> list[int]:
    """Return the tracks' numbers in a request: one to a thousand. Raises Refusal."""
    ids = sent.get("ids")
    if not isinstance(ids, list) or not all(type(number) is int for number in ids) or not ids:
        raise unreadable()
    if len(ids) > MOST_TRACKS:
        raise Refusal(
            422,
            _("You can mark up to 1,000 tracks at a time."),
            _("Select fewer tracks."),
        )
    if not all(0 < number <= LARGEST_NUMBER for number in ids):
        raise not_there()
    return list(dict.fromkeys(ids))


def marks_in(sent: dict[str, Any]) -> dict[str, Any]:
    """Return the marks that a request sets. Raises Refusal."""
    marks: dict[str, Any] = {
        name: sent[name] for name in ("explicit", "rotation", "local") if name in sent
    }
    if "language" in sent:
        marks["language"] = _language(sent["language"])
    are_valid = (
        isinstance(marks.get("explicit"), bool | None),
        marks.get("rotation", "") in ROTATIONS,
        isinstance(marks.get("local", False), bool),
    )
    if not marks or not all(are_valid):
        raise unreadable()
    return marks


def _language(text: Any) -> str:
    if not isinstance(text, str):
        raise unreadable()
    code = text.strip()
    if len(code) > LONGEST_LANGUAGE or not LANGUAGE.fullmatch(code):
        words = _("“%(language)s” isn’t a language code.", language=code[:LONGEST_LANGUAGE])
        raise Refusal(422, words, _("Enter a code like en, pt or pt-BR."))
    return code


def set_marks(numbers: Sequence[int], marks: dict[str, Any]) -> None:
    """Set marks on tracks; call inside begin_write(). Raises Refusal if one does not exist."""
    known = set(db.session.scalars(select(Track.id).where(Track.id.in_(numbers))))
    if len(known) != len(numbers):
        raise not_there()
    db.session.execute(update(Track).where(Track.id.in_(numbers)).values(**marks))
