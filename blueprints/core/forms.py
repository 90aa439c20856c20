"""What all forms have in common: our own words, and how long a text may be."""

from typing import Any

from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms.validators import StopValidation


class Form(FlaskForm):  # type: ignore[misc]
    """A form in which every word is ours."""

    class Meta:
        def get_translations(self, _form: object) -> None:
            """None of WTForms' own."""


class Within:
    """Refuses a text of more than so many characters, and says how many too many; cuts nothing."""

    def __init__(self, most: int) -> None:
        self.most = most  # no maxlength in the page: browsers cut what is pasted

    def __call__(self, _form: object, field: Any) -> None:
        over = len(field.data or "") - self.most
        if over > 0:
            words = "This is %(num)s character too long.", "This is %(num)s characters too long."
            raise StopValidation(ngettext(*words, over))
