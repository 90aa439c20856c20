"""The base of readers' forms: without a session, their token is signed, timed, for one subject."""

import re
import unicodedata
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import StringField, ValidationError
from wtforms.csrf.core import CSRF, CSRFTokenField
from wtforms.validators import StopValidation

from blueprints.comments import tokens
from blueprints.core.forms import Form

# The pattern of <input type=email> (html.spec.whatwg.org), and a dot in the domain.
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
EMAIL = re.compile(
    rf"[a-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{LABEL}(?:\.{LABEL})+", re.IGNORECASE | re.ASCII
)
UNSEEN = ("C", "Z", "M")
BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs that are invisible


class Needed:
    """A validator that refuses text without visible characters."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms reads it from the class

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, _form: object, field: Any) -> None:
        if all(map(_is_unseen, field.data or "")):
            raise StopValidation(self.message)


def _is_unseen(letter: str) -> bool:
    return letter in BLANK or unicodedata.category(letter)[0] in UNSEEN


class Within:
    """A validator that refuses text of too many bytes and says how many characters to cut."""

    def __init__(self, most: int) -> None:
        self.most = most  # no maxlength in the page: browsers cut what is pasted

    def __call__(self, _form: object, field: Any) -> None:
        text: str = field.data or ""
        over = len(text) - len(text.encode()[: self.most].decode(errors="ignore"))
        if over > 0:
            words = (
                "Too long. Shorten this by %(num)s character.",
                "Too long. Shorten this by %(num)s characters.",
            )
            raise StopValidation(ngettext(*words, over))


class ReaderToken(CSRF):  # type: ignore[misc]
    """WTForms' CSRF protection by a token that is signed for a subject, like a story.

    The fault of the posted token is noted on the form, since each has its own message.
    """

    def setup_form(self, form: Any) -> Any:
        """Take the subject from the form's meta."""
        self._form, self._subject = form, form.meta.csrf_context
        return super().setup_form(form)

    def generate_csrf_token(self, field: CSRFTokenField) -> str:
        """Return the token to show: the posted one while it is valid, else a new one."""
        posted: str = field.data or ""
        if self._subject is None:
            return posted  # unknown while the database is unavailable
        try:
            if tokens.is_timely(tokens.age_of(posted, self._subject)):
                return posted
        except tokens.BadToken:
            pass
        return tokens.token_for(self._subject)

    def validate_csrf_token(self, _form: object, field: CSRFTokenField) -> None:
        """Raise ValidationError for a token that is forged, too new or too old."""
        try:
            age = tokens.age_of(field.data or "", self._subject)
        except tokens.BadToken as error:
            self._form.is_forged = True
            raise ValidationError(str(error)) from error
        if not tokens.is_timely(age):
            self._form.is_untimely = True
            raise ValidationError("sent too soon or too late")


class ReaderForm(Form):
    """A form that readers send; `meta={"csrf_context": subject}` says what its token is for.

    After validate(): `is_forged` (400) comes before `is_untimely` (422) and all other errors.
    `subject` is the hidden field that catches bots.
    """

    class Meta:
        csrf = True
        csrf_class = ReaderToken
        csrf_field_name = "token"

    is_forged = False
    is_untimely = False

    subject = StringField(_l("Leave this field empty"))


def check_email(_form: object, field: Any) -> None:
    """Raise ValidationError unless the field is empty or looks like an email address."""
    if field.data and not EMAIL.fullmatch(field.data):
        raise ValidationError(_("Enter a valid email address, like name@example.org."))
