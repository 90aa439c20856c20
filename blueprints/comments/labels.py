"""Labels for the reasons that comments are pending or spam, and for moderators' acts."""

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

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
    "edited": _l("Edited by its writer"),
}
ACTS = {
    "approve": _l("Approved by"),
    "unapprove": _l("Unapproved by"),
    "spam": _l("Marked as spam by"),
    "unspam": _l("Marked as not spam by"),
    "delete": _l("Deleted by"),
}
DONE = {
    "approve": ("Comment approved.", "%(num)s comments approved."),
    "unapprove": ("Comment unapproved.", "%(num)s comments unapproved."),
    "spam": ("Comment marked as spam.", "%(num)s comments marked as spam."),
    "unspam": ("Comment marked as not spam.", "%(num)s comments marked as not spam."),
    "delete": ("Comment deleted permanently.", "%(num)s comments deleted permanently."),
}


def done(act: str, count: int) -> str:
    """Return the message that `act`, one of ACTS, was done to so many comments."""
    return str(ngettext(*DONE[act], count))
