"""Labels for the rights, modes and states of the newswire."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from blueprints.wire.models import WireEntry, WireSource
from blueprints.wire.stories import awaited_pictures, lack_alt_text, needs_teaser, pictures_of

RIGHTS = {
    "link": _l("Headline and link"),
    "excerpt": _l("Excerpt and link"),
    "full": _l("Full text"),
}
RIGHTS_EXPLAINED = {
    "link": _l("The headline, one sentence of your own, and a link. Needs no permission."),
    "excerpt": _l("The headline, up to 300 characters of their summary, and a link."),
    "full": _l("The whole text with its pictures. Only with a licence or written permission."),
}
MODES = {
    "pending": _l("Wait in the inbox"),
    "draft": _l("Become drafts"),
    "publish": _l("Are published right away"),
}
STATES = {
    "new": _l("New"),
    "published": _l("Published"),
    "drafted": _l("Draft created"),
    "dismissed": _l("Dismissed"),
    "removed": _l("Taken down"),
}
DECIDED = {
    "published": _l("%(name)s published this entry at %(time)s."),
    "drafted": _l("%(name)s created a draft of this entry at %(time)s."),
    "dismissed": _l("%(name)s dismissed this entry at %(time)s."),
    "removed": _l("%(name)s took this entry down at %(time)s."),
}
INTERVALS = {
    15: _l("Every 15 minutes"),
    30: _l("Every 30 minutes"),
    60: _l("Every hour"),
    180: _l("Every 3 hours"),
    360: _l("Every 6 hours"),
    720: _l("Every 12 hours"),
    1440: _l("Once a day"),
}


def rights_words(source: WireSource) -> str:
    """Return the rights of a source in words, with the licence."""
    words = str(RIGHTS[source.rights])
    return f"{words} ({source.licence})" if source.rights == "full" and source.licence else words


def lacks_of(entry: WireEntry) -> list[str]:
    """Return what a new entry needs from an editor before it is published."""
    found: list[str] = []
    if entry.state != "new":
        return found
    if needs_teaser(entry):
        found.append(_("Needs one sentence of your own."))
    if count := len(lack_alt_text(entry)):
        words = "%(num)s picture needs alt text.", "%(num)s pictures need alt text."
        found.append(ngettext(*words, count))
    return found


def remarks_of(entry: WireEntry) -> list[str]:
    """Return what else an editor should know of `entry`: faults of the feed and of pictures."""
    found = list(entry.remarks)
    if awaiting := len(awaited_pictures(entry)):
        words = ("%(num)s picture is fetched when you use the entry.",
                 "%(num)s pictures are fetched when you use the entry.")  # fmt: skip
        found += [ngettext(*words, awaiting)] if entry.state == "new" else []
    for picture in pictures_of(entry):
        if picture.get("fault"):
            found.append(_("A picture was left out: %(reason)s", reason=picture["fault"]))
    return found
