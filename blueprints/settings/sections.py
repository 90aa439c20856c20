"""The sections of the desk's settings: their forms, with every check."""

from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired

from blueprints.core.forms import Within
from blueprints.core.setting_values import between, mail_address, web_address
from blueprints.core.station import Station
from blueprints.core.text import one_line, tidy
from blueprints.settings import colours
from blueprints.settings.addresses import LONGEST_ADDRESS, LONGEST_TITLE, check_address
from blueprints.settings.alarm_form import ALARM_NAMES, AlarmForm
from blueprints.settings.comments_form import COMMENT_NAMES, CommentsForm
from blueprints.settings.links import MenuForm, SocialForm, StreamsForm
from blueprints.settings.record_form import RECORD_NAMES, RecordForm
from blueprints.settings.section_form import Reads, SectionForm
from blueprints.settings.studio_form import STUDIO_NAMES, StudioForm

LONGEST_NAME = 80
LONGEST_LINE = 200
LONGEST_FOOTER = 1000
seconds = between(0, 120)


@cache
def zones() -> list[str]:
    """Return the names of all time zones that are known here."""
    return sorted(available_timezones())


def known_zone(value: str) -> str:
    """Return the name of a known zone. Raises ValueError for any other."""
    if value not in zones():
        raise ValueError(value)
    return value


class StationForm(SectionForm):
    """The station's name, time zone and address."""

    name = StringField(
        _l("Name"),
        [DataRequired(_l("Enter a name.")), Within(LONGEST_NAME)],
        [one_line],
    )
    tagline = StringField(_l("Tagline"), [Within(LONGEST_LINE)], [one_line])
    timezone = StringField(
        _l("Time zone"),
        [Reads(known_zone, _l("Enter a time zone, like Europe/Lisbon."))],
        [one_line],
    )
    contact_email = StringField(
        _l("Contact email"),
        [
            Within(254),
            Reads(mail_address, _l("Enter a valid email address, like name@example.org.")),
        ],
        [one_line],
    )


class StreamForm(SectionForm):
    """The stream's address and delay."""

    stream_url = StringField(
        _l("Stream address"),
        [
            Within(LONGEST_ADDRESS),
            Reads(web_address, _l("Enter a web address, like https://stream.example.org/live.")),
        ],
        [one_line],
    )
    stream_delay = StringField(_l("Stream delay in seconds"), filters=[one_line])

    def validate_stream_delay(self, field: Any) -> None:
        """Raise ValidationError for an invalid delay; leave the field as it was typed."""
        try:
            seconds(field.data)
        except ValueError as error:
            raise ValidationError(_("Enter a number of seconds from 0 to 120.")) from error

    @classmethod
    def of(cls, here: Station) -> "StreamForm":
        """Return the form, filled in with the station's stream."""
        return cls(formdata=None, stream_url=here.stream_url, stream_delay=f"{here.stream_delay:g}")

    def kept(self) -> dict[str, Any]:
        """Return the stream's address, and its delay as a number."""
        return super().kept() | {"stream_delay": seconds(self.stream_delay.data)}


class ColoursForm(SectionForm):
    """The station's two colours."""

    signal = StringField(_l("Accent colour"))
    deep = StringField(_l("On-air background"))

    def validate_signal(self, field: Any) -> None:
        """Raise ValidationError unless it is a colour."""
        try:
            field.data = colours.colour(field.data or "")
        except ValueError as error:
            raise ValidationError(_("Enter a colour, like #f13e18.")) from error

    validate_deep = validate_signal

    @classmethod
    def of(cls, here: Station) -> "ColoursForm":
        """Return the form, filled in with the colours that are shown."""
        return cls(
            formdata=None,
            signal=here.signal or colours.DEFAULT_SIGNAL,
            deep=here.deep or colours.DEFAULT_DEEP,
        )

    def uses(self) -> tuple[colours.Use, ...]:
        """Return the properties made of the chosen colours; nothing while one is invalid."""
        if self.errors:
            return ()
        return colours.uses(self.signal.data, self.deep.data)

    def kept(self) -> dict[str, Any]:
        """Return the two colours; "" for Aerial's own."""
        own = {"signal": colours.DEFAULT_SIGNAL, "deep": colours.DEFAULT_DEEP}
        return {name: "" if value == own[name] else value for name, value in super().kept().items()}


class FooterForm(SectionForm):
    """The footer of every page."""

    footer = TextAreaField(_l("Footer text"), [Within(LONGEST_FOOTER)], [tidy])
    support_title = StringField(_l("Support button text"), [Within(LONGEST_TITLE)], [one_line])
    support_url = StringField(
        _l("Support button address"), [Within(LONGEST_ADDRESS), check_address], [one_line]
    )
    imprint_title = StringField(_l("Imprint link text"), [Within(LONGEST_TITLE)], [one_line])
    imprint_url = StringField(
        _l("Imprint link address"), [Within(LONGEST_ADDRESS), check_address], [one_line]
    )

    @classmethod
    def of(cls, here: Station) -> "FooterForm":
        """Return the form, filled in with the footer."""
        links = {"support": here.support, "imprint": here.imprint}
        told = {f"{name}_title": link.title for name, link in links.items() if link}
        told |= {f"{name}_url": link.url for name, link in links.items() if link}
        return cls(formdata=None, footer=here.footer, **told)

    def validate_support_url(self, field: Any) -> None:
        """Raise ValidationError for a text without an address, or an address without a text."""
        name = field.name.removesuffix("_url")
        if bool(field.data) != bool(self[f"{name}_title"].data):
            raise ValidationError(_("Enter both a text and an address."))

    validate_imprint_url = validate_support_url

    def kept(self) -> dict[str, Any]:
        """Return the texts, and each link or None."""
        kept: dict[str, Any] = {"footer": self.footer.data}
        for name in ("support", "imprint"):
            title, url = self[f"{name}_title"].data, self[f"{name}_url"].data
            kept[name] = {"title": title, "url": url} if title else None
        return kept


@dataclass(frozen=True)
class Section:
    """A page of the settings: its form, and its fields of Station."""

    title: Any
    form: Any
    fields: tuple[str, ...]


SECTIONS = {
    "station": Section(
        _l("Station"), StationForm, ("name", "tagline", "timezone", "contact_email")
    ),
    "stream": Section(_l("Stream"), StreamForm, ("stream_url", "stream_delay")),
    "logo": Section(_l("Logo"), None, ("logo",)),
    "colours": Section(_l("Colours"), ColoursForm, ("signal", "deep")),
    "menu": Section(_l("Menu"), MenuForm, ("menu",)),
    "links": Section(_l("Social links"), SocialForm, ("social",)),
    "footer": Section(_l("Footer"), FooterForm, ("footer", "support", "imprint")),
    "comments": Section(_l("Comments"), CommentsForm, tuple(COMMENT_NAMES)),
    "studio": Section(_l("Studio"), StudioForm, tuple(STUDIO_NAMES)),
    "streams": Section(_l("Studio streams"), StreamsForm, ("streams",)),
    "alarms": Section(_l("Alarms and titles"), AlarmForm, tuple(ALARM_NAMES)),
    "record": Section(_l("Charts and reports"), RecordForm, tuple(RECORD_NAMES)),
}
NAMES = {
    "name": _l("Name"),
    "tagline": _l("Tagline"),
    "timezone": _l("Time zone"),
    "contact_email": _l("Contact email"),
    "stream_url": _l("Stream address"),
    "stream_delay": _l("Stream delay"),
    "logo": _l("Logo"),
    "signal": _l("Accent colour"),
    "deep": _l("On-air background"),
    "menu": _l("Menu links"),
    "social": _l("Social links"),
    "footer": _l("Footer text"),
    "support": _l("Support button"),
    "imprint": _l("Imprint link"),
    **COMMENT_NAMES,
    **STUDIO_NAMES,
    "streams": _l("Streams that DJs may queue"),
    **ALARM_NAMES,
    **RECORD_NAMES,
}
