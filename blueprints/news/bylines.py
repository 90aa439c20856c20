"""Authors of a story, from its byline: one name, or several with commas between."""

from flask_babel import gettext as _


def authors(byline: str) -> list[str]:
    """Return each author of a byline; none if it is blank."""
    return [name for part in byline.split(",") if (name := part.strip())]


def listed(names: list[str]) -> str:
    """Return "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return str(_("%(names)s and %(last)s", names=", ".join(names[:-1]), last=names[-1]))
