"""The base of all forms, with our own messages, and limits on text length."""

from typing import Any

from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms.validators import StopValidation


class Form(FlaskForm):  # type: ignore[misc]
    """A form whose messages are all ours."""

    class Meta:
        def get_translations(self, _form: object) -> None:
            """Return None: WTForms' own translations are not used."""


class Within:
    """A validator that refuses text of too many characters and says how many; it cuts nothing."""

    def __init__(self, most: int) -> None:
        self.most = most  # no maxlength in the page: browsers cut what is pasted

    def __call__(self, _form: object, field: Any) -> None:
        over = len(field.data or "") - self.most
        if over > 0:
            words = "This is %(num)s character too long.", "This is %(num)s characters too long."
            raise StopValidation(ngettext(*words, over))
