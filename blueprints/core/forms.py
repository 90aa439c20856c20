"""The base of all forms, with our own messages, and limits on text length."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import ValidationError
from wtforms.validators import StopValidation

LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*", re.IGNORECASE | re.ASCII)


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


def language_tag(_form: object, field: Any) -> None:
    """Refuse, as a validator, what is not a language tag (BCP 47); "" means English."""
    field.data = field.data or "en"
    if not LANGUAGE.fullmatch(field.data):
        raise ValidationError(_("Enter a language code, like en, pt-BR or ar."))
