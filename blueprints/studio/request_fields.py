"""The fields of a JSON request, each of the type that it must have, or refused in words."""

from typing import Any

from flask_babel import gettext as _

from blueprints.core.text import one_line
from blueprints.studio.refusals import Refusal

LONGEST = 300


def unreadable() -> Refusal:
    """Return the refusal of a request that no page of ours sends."""
    return Refusal(422, _("This request can’t be read."), _("Reload the page and try again."))


def text_of(sent: dict[str, Any], name: str, called: str, most: int = LONGEST) -> str:
    """Return a text in one line, "" if missing; `called` is the field's label."""
    text = sent.get(name)
    if text is None:
        return ""
    if not isinstance(text, str):
        raise unreadable()
    line = one_line(text)
    if len(line) > most:
        words = _("“%(field)s” is too long.", field=called)
        raise Refusal(422, words, _("Shorten it to %(most)d characters or fewer.", most=most))
    return line


def file_in(sent: dict[str, Any]) -> str:
    """Return the file of a request. Raises Refusal for what no file can be called."""
    file = sent.get("file")
    if not isinstance(file, str) or "\0" in file or not _is_unicode(file):
        raise unreadable()
    return file


def _is_unicode(text: str) -> bool:
    """Return False for halves of letters, which JSON can hold and no database."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
