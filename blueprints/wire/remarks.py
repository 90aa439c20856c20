"""Words for what is wrong with feeds and entries, and for what was taken out of a text."""

from collections.abc import Iterable
from http import HTTPStatus

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

FAULTS = {
    "html": _l("This is a web page, not a feed."),
    "empty": _l("The answer is empty."),
    "unknown": _l("This is not a feed in RSS, Atom or JSON format."),
    "unreadable": _l("The feed is damaged: no complete entry can be read."),
    "json": _l("The feed is damaged: its JSON cannot be read."),
    "dtd": _l("The feed was refused: it defines its own entities, which can be an attack."),
    "internal": _l("The feed could not be processed. The log has the details."),
}
REMARKS = {
    # of a feed
    "charset": _l("The feed does not name its character set, or names a wrong one."),
    "half": _l("The feed is cut off: only its complete entries were read."),
    "long": _l("Entries that are too long were left out."),
    "many": _l("The feed is very long: only its 500 newest entries were read."),
    # of an entry
    "date": _l("The date cannot be read. The time when the entry was first seen is used."),
    "no date": _l("The entry has no date. The time when it was first seen is used."),
    "odd date": _l("The date is impossible. The time when the entry was first seen is used."),
    "no id": _l("The feed gives the entry no ID. It is recognised by its address or content."),
    "no headline": _l("The entry has no headline. The beginning of the text is used."),
    "no address": _l("The entry has no web address."),
    "too long": _l("The text is too long: only its words were kept."),
    "deep": _l("The text has broken HTML: only its words were kept."),
    "footer": _l("The “appeared first on” line was removed."),
    "pixel": _l("Tracking pixels were removed."),
    "tracking": _l("Tracking parameters were removed from links."),
    "embed": _l("Embedded media became links."),
}


def fault_words(code: str) -> str:
    """Return the sentence for the code of a FeedError."""
    return str(FAULTS[code])


def remark_words(codes: Iterable[str]) -> list[str]:
    """Return a sentence for each code of REMARKS, once."""
    return [str(REMARKS[code]) for code in dict.fromkeys(codes)]


def status_words(status: int) -> str:
    """Return the sentence for an answer that is neither a feed nor "not changed"."""
    if status == HTTPStatus.NOT_FOUND:
        return str(_("The server has no page at this address (404). Check the address."))
    if status == HTTPStatus.GONE:
        return str(_("The server says that this feed is gone for good (410)."))
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return str(_("The server does not allow access (%(status)s).", status=status))
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return str(_("The server asks for fewer requests (429)."))
    return str(_("The server answered with error %(status)s.", status=status))
