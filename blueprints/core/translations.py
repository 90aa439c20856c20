"""Translations of the interface into the page's language."""

from typing import Any

from flask import Flask, g
from flask_babel import get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape


def set_up_words(app: Flask) -> None:
    """Give templates their `_()` and `ngettext()`, in new style.

    Jinja's own copy the page's variables for each word in a loop, and Flask-Babel's find the
    language for it anew; a page has fifty.
    """
    app.jinja_env.globals.update({"_": _translated, "gettext": _translated, "ngettext": _counted})


@pass_eval_context
def _translated(template: EvalContext, words: str, /, **values: Any) -> str:
    return _filled(template, _catalogue().ugettext(words), values)


@pass_eval_context
def _counted(template: EvalContext, one: str, many: str, num: int, /, **values: Any) -> str:
    return _filled(template, _catalogue().ungettext(one, many, num), {"num": num, **values})


def _filled(template: EvalContext, words: str, values: dict[str, Any]) -> str:
    if not template.autoescape:
        return words % values
    safe = {name: escape(value) for name, value in values.items()}
    return Markup(words % safe)  # noqa: S704 - the catalogues are ours


def _catalogue() -> Any:
    try:
        return g.catalogue
    except AttributeError:
        g.catalogue = get_translations()
        return g.catalogue
