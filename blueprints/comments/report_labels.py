"""Labels for the reasons for which readers report a comment."""

from flask_babel import lazy_gettext as _l

REASONS = {
    "spam": _l("Spam or advertising"),
    "abuse": _l("Abuse, harassment or hate"),
    "private": _l("Private information"),
    "false": _l("False or misleading"),
    "other": _l("Something else"),
}
