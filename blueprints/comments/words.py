"""Why a reply waits or is spam, and what moderators do, in words."""

from flask_babel import lazy_gettext as _l

WHY = {
    "honeypot": _l("filled in a hidden field, as bots do"),
    "word": _l("contains a word from your lists"),
    "links": _l("contains many links"),
    "name": _l("name looks like a staff member’s"),
    "network": _l("many comments from the same network"),
    "moderator": _l("marked as spam by a moderator"),
    "first": _l("first comment with this name and email address"),
    "returned": _l("unapproved by a moderator"),
}
ACTS = {
    "approve": _l("approved"),
    "unapprove": _l("unapproved"),
    "spam": _l("marked as spam"),
    "unspam": _l("marked as not spam"),
    "delete": _l("deleted"),
}
