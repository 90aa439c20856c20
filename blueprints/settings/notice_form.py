"""The form of the site notice."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError
from wtforms.validators import DataRequired

from blueprints.core import clock
from blueprints.core.dates import at_local, from_local
from blueprints.core.forms import Form, Within
from blueprints.core.station import station
from blueprints.core.text import one_line
from blueprints.settings.addresses import LONGEST_ADDRESS, check_address

LONGEST_NOTICE = 300
LONGEST_WHILE = timedelta(days=366)


class NoticeForm(Form):
    """A notice and its end: one of ENDS, by the button pressed, or the time in `until`."""

    text = StringField(
        _l("Notice"),
        [
            DataRequired(_l("Enter the text of the notice.")),
            Within(LONGEST_NOTICE),
        ],
        [one_line],
    )
    url = StringField(
        _l("Link (optional)"),
        [Within(LONGEST_ADDRESS), check_address],
        [one_line],
    )
    end = StringField()
    until = StringField(_l("Visible until"))

    ends_at: datetime

    def validate_until(self, field: Any) -> None:
        """Set `ends_at`. Raises ValidationError unless it is in the next year."""
        now = clock.now()
        try:
            self.ends_at = _end(self.end.data or "", field.data or "", now)
        except ValueError as error:
            raise ValidationError(_("Enter a date and time, like 27 Nov 2026, 14:30.")) from error
        if not now < self.ends_at:
            raise ValidationError(_("Choose a time in the future."))
        if self.ends_at > now + LONGEST_WHILE:
            raise ValidationError(_("Choose a time within the next year."))


HOURS = {"1h": 1, "3h": 3}
MORNINGS = {"midnight": 0, "noon": 12}  # hours of the coming day, in the station's zone


def _end(preset: str, until: str, now: datetime) -> datetime:
    """Return when a notice ends. Raises ValueError for what is neither a preset nor a time."""
    zone = station().timezone
    if preset in HOURS:
        return now + timedelta(hours=HOURS[preset])
    if preset in MORNINGS:
        return at_local(now, zone, days=1, hour=MORNINGS[preset])
    return from_local(until, zone)
