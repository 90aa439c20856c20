"""Words for the reasons that comments are pending or spam, and for moderators' acts."""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from blueprints.core import clock
from blueprints.core.dates import clock_time, list_moment

WHY = {
    "honeypot": _l("Filled in the hidden field that catches bots"),
    "word": _l("Contains a word from your lists"),
    "links": _l("Contains many links"),
    "name": _l("Name looks like the station’s or a staff member’s"),
    "network": _l("Too many comments from the same network"),
    "moderator": _l("Marked as spam by a moderator"),
    "first": _l("First comment under this name and email"),
    "returned": _l("Made pending again by a moderator"),
    "all": _l("All comments are held for review"),
    "blocked": _l("Writer is blocked"),
    "reported": _l("Reported by a reader"),
}
REASONS = (
    _l("Off topic"), _l("Abusive"), _l("Private information"), _l("Advertising"), _l("Other"),
)  # fmt: skip
ACTS = {  # in a list of what happened
    "approve": _l("Approved"),
    "unapprove": _l("Unapproved"),
    "reject": _l("Rejected"),
    "unreject": _l("Moved back to pending"),
    "spam": _l("Marked as spam"),
    "unspam": _l("Marked as not spam"),
    "edit": _l("Edited"),
    "reply": _l("Replied as the station"),
    "close": _l("Comments closed"),
    "open": _l("Comments opened"),
    "block": _l("Writer blocked"),
    "unblock": _l("Writer unblocked"),
    "keep": _l("Reports closed"),
    "hold": _l("Reported and held for review"),
    "delete": _l("Deleted permanently"),
    "own-edit": _l("Edited"),
    "own-delete": _l("Deleted permanently"),
    "undo": _l("Undone"),
}
NAMES = {  # in place of a moderator's
    "report": _l("a reader"),
    "writer": _l("its writer"),
    "command line": _l("an administrator"),
}
SAID = {  # to a moderator who was slower
    "approve": _l("%(name)s approved this comment at %(time)s."),
    "unapprove": _l("%(name)s unapproved this comment at %(time)s."),
    "reject": _l("%(name)s rejected this comment at %(time)s."),
    "unreject": _l("%(name)s moved this comment back to pending at %(time)s."),
    "spam": _l("%(name)s marked this comment as spam at %(time)s."),
    "unspam": _l("%(name)s marked this comment as not spam at %(time)s."),
    "edit": _l("%(name)s edited this comment at %(time)s."),
    "reply": _l("%(name)s replied as the station at %(time)s."),
    "close": _l("%(name)s closed the comments on this story at %(time)s."),
    "open": _l("%(name)s opened the comments on this story at %(time)s."),
    "block": _l("%(name)s blocked this writer at %(time)s."),
    "unblock": _l("%(name)s unblocked this writer at %(time)s."),
    "keep": _l("%(name)s closed the reports of this comment at %(time)s."),
    "hold": _l("A reader reported this comment at %(time)s."),
    "delete": _l("%(name)s deleted this comment permanently at %(time)s."),
    "own-edit": _l("Its writer edited this comment at %(time)s."),
    "own-delete": _l("Its writer deleted this comment at %(time)s."),
    "undo": _l("%(name)s undid an action on this comment at %(time)s."),
}
DONE = {
    "approve": ("Comment approved.", "%(num)s comments approved."),
    "unapprove": ("Comment unapproved.", "%(num)s comments unapproved."),
    "reject": ("Comment rejected.", "%(num)s comments rejected."),
    "unreject": ("Comment moved back to pending.", "%(num)s comments moved back to pending."),
    "spam": ("Comment marked as spam.", "%(num)s comments marked as spam."),
    "unspam": ("Comment marked as not spam.", "%(num)s comments marked as not spam."),
    "edit": ("Comment edited.", "%(num)s comments edited."),
    "reply": ("Reply published.", "%(num)s replies published."),
    "close": ("Comments on this story closed.", "Comments on %(num)s stories closed."),
    "open": ("Comments on this story opened.", "Comments on %(num)s stories opened."),
    "block": ("Writer blocked.", "%(num)s writers blocked."),
    "unblock": ("Writer unblocked.", "%(num)s writers unblocked."),
    "keep": ("Reports closed.", "Reports of %(num)s comments closed."),
    "delete": ("Comment deleted permanently.", "%(num)s comments deleted permanently."),
}


def name_of(name: str) -> str:
    """Return who did an act, as it stands after “by”: the name itself, if it is a moderator's."""
    return str(NAMES.get(name, name))


def done(act: str, count: int) -> str:
    """Return the message that `act`, one of DONE, was done to so many comments."""
    return str(ngettext(*DONE[act], count))


def undone(count: int) -> str:
    """Return the message that so many acts were undone."""
    return str(ngettext("Undone.", "%(num)s actions undone.", count))


def said(act: str, name: str, at: datetime) -> str:
    """Return the sentence that `name` did `act` at that time: “Ana approved this comment at …”."""
    is_recent = clock.now() - at < timedelta(hours=12)
    words = SAID.get(act) or _l("%(name)s changed this comment at %(time)s.")
    time = clock_time(at) if is_recent else list_moment(at)
    who = name_of(name)
    return str(words) % {"name": who if who == name else who.capitalize(), "time": time}


def changed() -> str:
    """Return the sentence that a comment was changed by nobody knows whom."""
    return str(_("This comment was changed in the meantime. Reload the page to see it."))
