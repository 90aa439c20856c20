"""The form of the studio's settings."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf

from blueprints.core.forms import Within
from blueprints.core.setting_values import whole
from blueprints.core.station import Station, as_kept
from blueprints.core.text import one_line
from blueprints.settings.section_form import Reads, SectionForm

LONGEST_PLAYLIST_NAME = 200
TIME_OF_DAY = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
ROTATIONS = {
    "spaced": _l("Artist and track spacing"),
    "us": _l("United States (17 USC 114)"),
    "off": _l("Off"),
}
STUDIO_NAMES = {
    "studio_release": _l("Release of an idle desk"),
    "spin_cap": _l("Longest spin without a length"),
    "talk_cap": _l("Longest talk break"),
    "live_cap": _l("Longest live set"),
    "rotation": _l("Rotation warnings"),
    "explicit_from": _l("Explicit words allowed from"),
    "explicit_until": _l("Explicit words allowed until"),
    "refill_playlist": _l("Refill playlist"),
    "refill_below": _l("Refill when less is left than"),
    "djs_set_volume": _l("DJs may set volume and crossfade"),
    "desk_grace": _l("Desk kept after a show"),
}
IN_MINUTES = {
    "studio_release", "desk_grace", "spin_cap", "talk_cap", "live_cap", "refill_below"
}  # fmt: skip


def time_of_day(value: str) -> str:
    """Return a time of day as hh:mm. Raises ValueError for anything else."""
    found = TIME_OF_DAY.fullmatch(value)
    if not found:
        raise ValueError(value)
    return f"{int(found[1]):02}:{found[2]}"


def minutes(label: Any, least: int, most: int) -> StringField:
    """Return a field for a whole number of minutes from `least` to `most`."""
    told = _l("Enter a whole number of minutes from %(least)s to %(most)s.", least=least, most=most)
    return StringField(label, [Reads(whole(least, most), told)], [one_line])


def clock_time(label: Any) -> StringField:
    """Return a field for a time of day."""
    return StringField(label, [Reads(time_of_day, _l("Enter a time, like 22:00."))], [one_line])


class StudioForm(SectionForm):
    """The studio's rules: when open rows end, which warnings are shown, what is refilled."""

    studio_release = minutes(_l("Minutes until an idle desk is released"), 5, 240)
    desk_grace = minutes(_l("Minutes that presenters keep the desk after their show"), 0, 60)
    spin_cap = minutes(_l("Longest spin without a length, in minutes"), 1, 60)
    talk_cap = minutes(_l("Longest talk break, in minutes"), 1, 240)
    live_cap = minutes(_l("Longest live set, in minutes"), 1, 720)
    rotation = SelectField(
        STUDIO_NAMES["rotation"],
        [AnyOf(list(ROTATIONS), _l("Choose one of these."))],
        choices=[SelectChoice(*choice) for choice in ROTATIONS.items()],
        validate_choice=False,
    )
    explicit_from = clock_time(STUDIO_NAMES["explicit_from"])
    explicit_until = clock_time(STUDIO_NAMES["explicit_until"])
    refill_playlist = StringField(
        STUDIO_NAMES["refill_playlist"], [Within(LONGEST_PLAYLIST_NAME)], [one_line]
    )
    refill_below = minutes(_l("Refill when fewer minutes are left than"), 1, 120)
    djs_set_volume = BooleanField(STUDIO_NAMES["djs_set_volume"])

    @classmethod
    def of(cls, here: Station) -> "StudioForm":
        """Return the form, filled in with the station's values."""
        typed = {name: str(getattr(here, name)) for name in IN_MINUTES}
        return cls(formdata=None, data=as_kept(here) | typed)

    def validate_refill_playlist(self, field: Any) -> None:
        """Raise ValidationError for a name that no saved playlist can have."""
        if "/" in (field.data or ""):
            raise ValidationError(_("The name of a saved playlist has no slash (/)."))


def worded(field: str, value: Any) -> Any:
    """Return a value of the studio's as the desk lists it."""
    if field in IN_MINUTES:
        return _("%(number)s minutes", number=value)
    return str(ROTATIONS.get(value, value)) if field == "rotation" else value
