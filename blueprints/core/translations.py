"""Translations of the interface into the page's language."""

from typing import Any

from flask import Flask, g
from flask_babel import get_translations


def set_up_words(app: Flask) -> None:
    """Install gettext in templates, with the request's catalogue found once.

    (Flask-Babel's own lookup finds the language anew for each word; a page has fifty.)
    """
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda word: _catalogue().ugettext(word),
        lambda one, many, count: _catalogue().ungettext(one, many, count),
        newstyle=True,
    )


def _catalogue() -> Any:
    if "catalogue" not in g:
        g.catalogue = get_translations()
    return g.catalogue
