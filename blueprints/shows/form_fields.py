"""Fields of the desk's forms: years, dates and times of day."""

import re
from datetime import date, time
from typing import Any

from flask_babel import gettext as _
from wtforms import StringField, ValidationError
from wtforms.validators import StopValidation

from blueprints.core import clock
from blueprints.settings.studio_form import time_of_day

FIRST_YEAR, LAST_YEAR = 1900, 2100
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YEAR = re.compile(r"[0-9]{4}")


def date_in(text: str) -> date | None:
    """Return the date that `text` is ("2026-11-29"), or None."""
    try:
        return date.fromisoformat(text) if DATE.fullmatch(text) else None
    except ValueError:
        return None


def has_words(_form: object, field: Any) -> None:
    """Refuse, as a validator, a picture that says nothing to people who cannot see it."""
    picture = field.picture
    if picture is not None and not picture.alternative_text and not picture.is_decorative:
        raise ValidationError(
            _("This picture has no alt text. Add it in the library, or mark it as decorative.")
        )


class YearField(StringField):  # type: ignore[misc]
    """A year up to this one, or ""; once validated, `year` is the number."""

    year: int | None = None

    def pre_validate(self, _form: Any) -> None:
        """Parse the year. Raises StopValidation for anything else."""
        if not self.data:
            return
        this_year = clock.now().year
        self.year = int(self.data) if YEAR.fullmatch(self.data) else 0
        if not FIRST_YEAR <= self.year <= this_year:
            raise StopValidation(
                _("Enter a year from %(first)s to %(last)s.", first=FIRST_YEAR, last=this_year)
            )


class ClockField(StringField):  # type: ignore[misc]
    """A time of day; once validated, `time` is it."""

    time: time

    def pre_validate(self, _form: Any) -> None:
        """Parse the time. Raises StopValidation for anything else."""
        try:
            self.time = time.fromisoformat(time_of_day(self.data or ""))
        except ValueError as error:
            raise StopValidation(_("Enter a time, like 19:00.")) from error


class DateField(StringField):  # type: ignore[misc]
    """A date, or ""; once validated, `day` is it."""

    day: date | None = None

    def pre_validate(self, _form: Any) -> None:
        """Parse the date. Raises StopValidation for anything else."""
        if not self.data:
            return
        self.day = date_in(self.data)
        if self.day is None:
            raise StopValidation(_("Enter a date, like 2026-11-29."))
        if not FIRST_YEAR <= self.day.year <= LAST_YEAR:
            raise StopValidation(
                _("Choose a date from %(first)s to %(last)s.", first=FIRST_YEAR, last=LAST_YEAR)
            )
