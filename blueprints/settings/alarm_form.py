"""The form of the settings of alarms and titles."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField, ValidationError

from blueprints.core.forms import Within
from blueprints.core.outbound import address_in, is_reachable
from blueprints.core.setting_values import mail_address, web_address, whole
from blueprints.core.station import Station, as_kept
from blueprints.core.text import one_line, tidy
from blueprints.settings.addresses import LONGEST_ADDRESS
from blueprints.settings.section_form import Reads, SectionForm
from blueprints.settings.studio_form import minutes

MOST_EMAILS = 20
LONGEST_EMAIL = 254
ALARM_NAMES = {
    "alarm_emails": _l("Alarms are sent to"),
    "alarm_after": _l("Alarm after silence of"),
    "alarm_queue": _l("Alarm when the queue is shorter than"),
    "webhook_url": _l("Webhook for titles"),
}


class AlarmForm(SectionForm):
    """Who is told when the station goes quiet, and where titles are sent."""

    alarm_emails = TextAreaField(ALARM_NAMES["alarm_emails"], filters=[tidy])
    alarm_after = StringField(
        _l("Seconds of silence before an alarm"),
        [Reads(whole(15, 3600), _l("Enter a whole number of seconds from 15 to 3600."))],
        [one_line],
    )
    alarm_queue = minutes(_l("Minutes left in the queue before an alarm"), 1, 120)
    webhook_url = StringField(
        ALARM_NAMES["webhook_url"],
        [
            Within(LONGEST_ADDRESS),
            Reads(web_address, _l("Enter a web address, like https://example.org/titles.")),
        ],
        [one_line],
    )

    @classmethod
    def of(cls, here: Station) -> "AlarmForm":
        """Return the form, filled in with the station's values."""
        typed = {name: str(getattr(here, name)) for name in ("alarm_after", "alarm_queue")}
        emails = {"alarm_emails": "\n".join(here.alarm_emails)}
        return cls(formdata=None, data=as_kept(here) | typed | emails)

    def validate_alarm_emails(self, field: Any) -> None:
        """Raise ValidationError unless each line is an email address."""
        emails = _lines(field.data)
        if len(emails) > MOST_EMAILS:
            raise ValidationError(_("Enter up to %(most)s addresses.", most=MOST_EMAILS))
        for email in emails:
            if not _is_email(email):
                raise ValidationError(_("“%(line)s” is not an email address.", line=email[:80]))

    def validate_webhook_url(self, field: Any) -> None:
        """Raise ValidationError for an address in a private network that is not allowed."""
        try:
            address = address_in(urlsplit(field.data or "").hostname or "")
        except ValueError:  # no web address, as the field's own check says
            return
        if address and not is_reachable(address, current_app.config["RADIO_OUTBOUND_ALLOW"]):
            raise ValidationError(
                _("Enter a public address. Private networks need RADIO_OUTBOUND_ALLOW.")
            )

    def kept(self) -> dict[str, Any]:
        """Return the values, with the email addresses as a list."""
        return super().kept() | {"alarm_emails": _lines(self.alarm_emails.data)}


def _is_email(line: str) -> bool:
    try:
        return len(mail_address(line)) <= LONGEST_EMAIL
    except ValueError:
        return False


def _lines(text: str | None) -> list[str]:
    return list(dict.fromkeys(filter(None, map(one_line, (text or "").split("\n")))))


def worded(field: str, value: Any) -> Any:
    """Return a value of alarms and titles as the desk lists it."""
    if field == "alarm_after":
        return _("%(number)s seconds", number=value)
    return _("%(number)s minutes", number=value) if field == "alarm_queue" else value
