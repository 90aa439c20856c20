"""Why a reply waits or is spam, and what moderators do, in words."""

from flask_babel import lazy_gettext as _l

WHY = {
    "honeypot": _l("filled the field that people leave empty"),
    "word": _l("has a word of your lists"),
    "links": _l("has many links"),
    "name": _l("has a name like one of yours"),
    "network": _l("comes from a network that sends very many"),
    "moderator": _l("was taken for spam by a moderator"),
    "first": _l("is the first under this name and address"),
    "back": _l("was taken back by a moderator"),
}
ACTS = {
    "approve": _l("approved"),
    "unapprove": _l("taken back"),
    "spam": _l("taken for spam"),
    "unspam": _l("found to be no spam"),
    "erase": _l("erased"),
}
