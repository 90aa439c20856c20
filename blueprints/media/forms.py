"""The library's forms: texts of a picture or a clip, a picture's focal point, a choice of one."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, NumberRange, Optional

from blueprints.core.database import number_in
from blueprints.core.extensions import db
from blueprints.core.forms import Form, Within
from blueprints.core.text import one_line, tidy
from blueprints.media.models import Clip, Picture

LONGEST_TRANSCRIPT = 100_000
IN_PERCENT = NumberRange(0, 100, _l("Enter a whole number from 0 to 100."))


class Percent(IntegerField):  # type: ignore[misc]
    """A whole number; anything else is refused with our own message."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the number as typed. Raises ValueError for anything else."""
        if valuelist and not valuelist[0].strip().isascii():
            raise ValueError(str(IN_PERCENT.message))
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(str(IN_PERCENT.message)) from error


class PictureField(StringField):  # type: ignore[misc]
    """The number of a picture of the library, or ""; once validated, `picture` is that picture."""

    picture: Picture | None = None

    def pre_validate(self, _form: Any) -> None:
        """Find the picture. Raises ValidationError if the library has none of this number."""
        number = number_in(self.data or "")
        self.picture = db.session.get(Picture, number) if number else None
        if self.data and self.picture is None:
            raise ValidationError(_("This picture is not in the library. Choose another one."))


class WordsForm(Form):
    """The alt text, caption and credit of a picture."""

    alternative_text = StringField(_l("Alt text"), [Within(500)], [one_line])
    is_decorative = BooleanField(_l("Decorative: adds nothing to the text"))
    caption = StringField(_l("Caption"), [Within(500)], [one_line])
    credit = StringField(_l("Credit"), [Within(200)], [one_line])

    def write_words(self, picture: Picture) -> None:
        """Write the valid texts into `picture`; a decorative one has no alt text."""
        for field in (self.alternative_text, self.caption, self.credit):
            if not field.errors:
                setattr(picture, field.name, field.data or "")
        picture.is_decorative = bool(self.is_decorative.data)
        if picture.is_decorative:
            picture.alternative_text = ""


class PictureForm(WordsForm):
    """The texts of a picture, and its focal point in percent from the upper left."""

    focus_x = Percent(_l("Focal point, % from the left"), [Optional(), IN_PERCENT])
    focus_y = Percent(_l("Focal point, % from the top"), [Optional(), IN_PERCENT])

    @classmethod
    def of(cls, picture: Picture) -> "PictureForm":
        """Return the form, filled in for `picture`, or as it was sent."""
        focus = {"focus_x": round(picture.focus_x * 100), "focus_y": round(picture.focus_y * 100)}
        return cls(data={name: getattr(picture, name) for name in WORDS} | focus)

    def focus(self) -> tuple[float, float]:
        """Return the focal point as fractions of width and height; the centre by default."""
        across, down = (50 if f.data is None else f.data for f in (self.focus_x, self.focus_y))
        return across / 100, down / 100


WORDS = ("alternative_text", "is_decorative", "caption", "credit")


class ClipForm(Form):
    """The title and transcript of a clip."""

    title = StringField(_l("Title"), [InputRequired(_l("Enter a title.")), Within(300)], [one_line])
    transcript = TextAreaField(_l("Transcript"), [Within(LONGEST_TRANSCRIPT)], [tidy])

    @classmethod
    def of(cls, clip: Clip) -> "ClipForm":
        """Return the form, filled in for `clip`, or as it was sent."""
        return cls(data={"title": clip.title, "transcript": clip.transcript})

    def write(self, clip: Clip) -> None:
        """Write the title and the transcript into `clip`."""
        clip.title, clip.transcript = self.title.data, self.transcript.data or ""
