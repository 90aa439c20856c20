"""Names of saved playlists: MPD makes each a file of that name."""

import unicodedata
from typing import Any

from flask_babel import gettext as _

from blueprints.core.text import composed, has_visible
from blueprints.studio.refusals import Refusal, not_there

LONGEST = 80
MOST_BYTES = 240  # a file's name, with its ending, has at most 255
LONGEST_OF_MPD = 1000
DRAFT = ".aerial-draft-"


def new_name(sent: Any) -> str:
    """Return a name for a new playlist; raise Refusal (422) if it cannot be one."""
    name = composed(sent).strip() if isinstance(sent, str) and len(sent) < LONGEST_OF_MPD else sent
    if not isinstance(name, str) or not has_visible(name):
        raise Refusal(422, _("Enter a name for the playlist."))
    if len(name) > LONGEST or len(name.encode("utf-8", "replace")) > MOST_BYTES:
        raise Refusal(422, _("Enter a shorter name, of up to %(most)s characters.", most=LONGEST))
    if name.startswith(".") or any(letter in "/\\" for letter in name):
        words = _("A playlist’s name can’t contain / or \\ or begin with a full stop.")
        raise Refusal(422, words, _("Choose another name."))
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in name):
        words = _("A playlist’s name can’t contain line breaks or control characters.")
        raise Refusal(422, words, _("Choose another name."))
    return name


def sent_name(sent: Any) -> str:
    """Return the name of a playlist that may exist; raise Refusal (404) if MPD can have none such.

    An address or a path is no name: MPD would open what is there.
    """
    is_name = isinstance(sent, str) and 0 < len(sent) <= LONGEST_OF_MPD
    if not is_name or any(
        letter == "/" or unicodedata.category(letter) in ("Cc", "Cs") for letter in sent
    ):
        raise not_there()
    return str(sent)


def is_draft(name: str) -> bool:
    """Return True for a playlist that is still being written."""
    return name.startswith(DRAFT)
