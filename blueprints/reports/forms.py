"""The forms of the desk's reports: the period, the report of use, the CSV's columns."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, StopValidation

from blueprints.core.forms import Form, Within
from blueprints.core.station import Station
from blueprints.core.text import one_line
from blueprints.reports.log_file import COLUMNS, DELIMITERS
from blueprints.reports.period import EARLIEST, LATEST, Period
from blueprints.reports.use_file import Head
from blueprints.settings.record_form import CATEGORIES
from blueprints.shows.form_fields import date_in

LONGEST_LINE = 200
HOURS = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,2})?")  # in "1,250" the comma may mean either
MOST_DAYS = 366  # of a report of use
COLUMN_NAMES = {
    "date": _l("Date"),
    "time": _l("Time"),
    "utc": _l("Time (UTC)"),
    "artist": _l("Artist"),
    "title": _l("Title"),
    "album": _l("Album"),
    "label": _l("Label"),
    "composer": _l("Composer"),
    "isrc": _l("ISRC"),
    "duration": _l("Duration (s)"),
    "usage": _l("Usage"),
    "show": _l("Show"),
    "presenters": _l("Presenters"),
    "genre": _l("Genre"),
    "language": _l("Language"),
    "local": _l("Local"),
}
CONTACT = {  # with what browsers fill in
    "contact": (_l("Contact person"), "name"),
    "street": (_l("Street address"), "street-address"),
    "city": (_l("City, state and ZIP code"), "off"),
    "phone": (_l("Phone"), "tel"),
    "email": (_l("Email address"), "email"),
}


class AskedForm(Form):
    """A form that is sent in the address: it changes nothing, and needs no token."""

    class Meta(Form.Meta):
        csrf = False


def a_day(_form: object, field: Any) -> None:
    """Read a date. Raises StopValidation."""
    day = date_in((field.data or "").strip())
    if day is None:
        raise StopValidation(_("Enter a date, like 2026-11-30."))
    if not EARLIEST <= day <= LATEST:
        raise StopValidation(_("Choose a date from 2000 to 2099."))
    field.day = day


class PeriodForm(AskedForm):
    """The first and the last day of a period."""

    first = StringField(_l("From"), [a_day])
    last = StringField(_l("Until"), [a_day])

    @classmethod
    def of(cls, usual: Period, sent: Any = None) -> "PeriodForm":
        """Return the form of a request, or of `usual` where it says nothing."""
        return cls(sent, data={"first": str(usual.first), "last": str(usual.last)})

    def validate_last(self, field: Any) -> None:
        """Raise ValidationError if the last day is before the first."""
        first = getattr(self.first, "day", None)
        if first is not None and field.day < first:
            raise ValidationError(_("This is before the first day. Choose a later date."))

    def validate_within(self, days: int) -> bool:
        """Return True if the form is valid, and its period of at most so many days."""
        if not self.validate():
            return False
        is_short = self.period("UTC").days <= days
        self.last.errors = [] if is_short else [_("Choose a period of up to a year.")]
        return is_short

    def period(self, zone: str) -> Period:
        """Return the period of a valid form."""
        first: Any = self.first
        last: Any = self.last
        return Period(first.day, last.day, zone)


def line(label: Any) -> StringField:
    """Return a field for one line of text."""
    return StringField(label, [Within(LONGEST_LINE)], [one_line])


class UseForm(AskedForm):
    """The form of a report of use: all that it says besides the plays."""

    service = line(_l("Name of service"))
    category = SelectField(
        _l("Transmission category"),
        [AnyOf(list(CATEGORIES), _l("Choose one of these."))],
        choices=[SelectChoice(*choice) for choice in CATEGORIES.items()],
        validate_choice=False,
    )
    hours = line(_l("Aggregate tuning hours"))
    channel = line(_l("Channel or program name"))
    header = BooleanField(_l("With a header"))
    contact, street, city, phone, email = (line(label) for label, _fill in CONTACT.values())
    compressed = BooleanField(_l("Compressed (.gz)"))

    @classmethod
    def of(cls, station: Station, sent: Any = None) -> "UseForm":
        """Return the form of a request, or as it is shown at first."""
        usual = {
            "service": station.report_service or station.name,
            "category": station.report_category,
            "channel": station.name,
            "email": station.contact_email,
        }
        return cls(sent, data=usual)

    def validate_service(self, field: Any) -> None:
        """Raise ValidationError for an empty name."""
        if not field.data:
            raise ValidationError(_("Enter a name."))

    @property
    def contacts(self) -> list[Field]:
        """Return the fields of the contact."""
        return [self[name] for name in CONTACT]

    def head(self, period: Period, needs_hours: bool) -> Head | None:
        """Return the report's head; None, with an error, if the hours are needed and are none."""
        hours = self._hours() if needs_hours else None
        if needs_hours and hours is None:
            words = _("Enter the hours of all listeners together, like 1250 or 1250.5.")
            self.hours.errors = [words]
            return None
        who = [field.data or "" for field in self.contacts]
        return Head(self.service.data or "", self.category.data, period.first, period.last, hours,
                    self.channel.data or "", who)  # fmt: skip

    def _hours(self) -> float | None:
        text = self.hours.data or ""
        hours = float(text.replace(",", ".")) if HOURS.fullmatch(text) else 0.0
        return hours or None


class LogForm(AskedForm):
    """How the CSV is written."""

    delimiter = SelectField(
        _l("Separator"),
        [AnyOf(DELIMITERS, _l("Choose one of these."))],
        choices=[SelectChoice(",", _l("Comma (,)")), SelectChoice(";", _l("Semicolon (;)"))],
        validate_choice=False,
        default=",",
    )


def columns_in(sent: Mapping[str, str]) -> list[str]:
    """Return the columns that are ticked in a form, by the places that it gives them."""

    def place(name: str) -> tuple[int, int]:
        text = sent.get(f"place-{name}", "").strip()
        typed = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else len(COLUMNS)
        return typed, list(COLUMNS).index(name)

    return sorted((name for name in COLUMNS if sent.get(f"has-{name}")), key=place)


def columns_of(station: Station) -> list[str]:
    """Return the columns of the station's CSV, in their order."""
    return [name for name in station.log_columns if name in COLUMNS] or list(COLUMNS)
