"""The form of the settings of charts and reports."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf

from blueprints.core.station import Station, as_kept
from blueprints.core.text import one_line
from blueprints.settings.section_form import Reads, SectionForm

WEEKDAYS = {
    "0": _l("Monday"),
    "1": _l("Tuesday"),
    "2": _l("Wednesday"),
    "3": _l("Thursday"),
    "4": _l("Friday"),
    "5": _l("Saturday"),
    "6": _l("Sunday"),
}
# 37 CFR 370.4(d)(2)(ii); D to G are reserved.
CATEGORIES = {
    "A": _l("A: internet radio with music"),
    "B": _l("B: simulcast of a broadcast with music"),
    "C": _l("C: news, talk, sports or business"),
    "H": _l("H: music of a new subscription service"),
    "I": _l("I: simulcast by a new subscription service"),
    "J": _l("J: news, talk, sports or business of a new subscription service"),
    "K": _l("K: business establishment service"),
    "L": _l("L: satellite radio"),
}
SERVICE = re.compile(r"[A-Z0-9]{0,40}")
RECORD_NAMES = {
    "chart_weekday": _l("Charts begin on"),
    "report_service": _l("Name of the service in reports"),
    "report_category": _l("Transmission category in reports"),
}


def service_name(value: str) -> str:
    """Return the name of a service as a report's file is named. Raises ValueError."""
    if not SERVICE.fullmatch(value.upper()):
        raise ValueError(value)
    return value.upper()


def choice(name: str, options: dict[str, Any]) -> SelectField:
    """Return a field for one of `options`."""
    return SelectField(
        RECORD_NAMES[name],
        [AnyOf(list(options), _l("Choose one of these."))],
        choices=[SelectChoice(*option) for option in options.items()],
        validate_choice=False,
    )


class RecordForm(SectionForm):
    """The charting week, and what reports of use say of the station."""

    chart_weekday = choice("chart_weekday", WEEKDAYS)
    report_service = StringField(
        RECORD_NAMES["report_service"],
        [Reads(service_name, _l("Use up to 40 letters from A to Z and digits."))],
        [one_line],
    )
    report_category = choice("report_category", CATEGORIES)

    @classmethod
    def of(cls, here: Station) -> "RecordForm":
        """Return the form, filled in with the station's values."""
        return cls(formdata=None, data=as_kept(here) | {"chart_weekday": str(here.chart_weekday)})

    def kept(self) -> dict[str, Any]:
        """Return the values, with the weekday as a number."""
        return super().kept() | {"chart_weekday": int(self.chart_weekday.data)}


def worded(field: str, value: Any) -> Any:
    """Return a value of charts and reports as the desk lists it."""
    options = {"chart_weekday": WEEKDAYS, "report_category": CATEGORIES}.get(field, {})
    return str(options.get(str(value), value))
