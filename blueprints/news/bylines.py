"""Who wrote a story, from its byline: one author, or several with commas between."""

from flask_babel import gettext as _


def authors(byline: str) -> list[str]:
    """Each author of a byline; none when it is blank."""
    return [name for part in byline.split(",") if (name := part.strip())]


def listed(names: list[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return str(_("%(names)s and %(last)s", names=", ".join(names[:-1]), last=names[-1]))
