"""Settings as the desk lists them: each value, and where it comes from."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints.core.station import (
    FROM_CONFIG,
    as_kept,
    changed_fields,
    default_station,
    station,
)
from blueprints.settings import alarm_form, colours, comments_form, record_form, studio_form
from blueprints.settings.sections import NAMES

SOURCES = {
    "desk": _l("Changed at the desk"),
    "environment": _l("Set in the environment"),
    "file": _l("Set in config.py"),
    "start": _l("Set at startup"),
    "default": _l("Default"),
}
WORDED = {
    **dict.fromkeys(comments_form.NUMBERS, comments_form.worded),
    **dict.fromkeys(studio_form.STUDIO_NAMES, studio_form.worded),
    **dict.fromkeys(alarm_form.ALARM_NAMES, alarm_form.worded),
    **dict.fromkeys(record_form.RECORD_NAMES, record_form.worded),
}
OWN_COLOURS = {"signal": colours.DEFAULT_SIGNAL, "deep": colours.DEFAULT_DEEP}


@dataclass(frozen=True)
class ShownSetting:
    """A setting: its name, value and source; its default and that one's source; its RADIO_ name."""

    title: Any
    value: Any
    source: Any
    default: Any
    default_source: Any
    variable: str
    is_changed: bool


def shown_settings(fields: Collection[str] = ()) -> dict[str, ShownSetting]:
    """Return these fields of Station, or all that have a name at the desk, by field."""
    now, default, changed = as_kept(station()), as_kept(default_station()), changed_fields()
    return {
        field: _shown(field, now[field], default[field], field in changed)
        for field in fields or NAMES
    }


def _shown(field: str, value: Any, default: Any, is_changed: bool) -> ShownSetting:
    variable = FROM_CONFIG.get(field, "")
    given = SOURCES[current_app.config["RADIO_SOURCES"].get(variable, "default")]
    return ShownSetting(
        title=NAMES[field],
        value=_worded(field, value),
        source=SOURCES["desk"] if is_changed else given,
        default=_worded(field, default),
        default_source=given,
        variable=variable,
        is_changed=is_changed,
    )


def _worded(field: str, value: Any) -> Any:
    if field == "stream_delay":
        return _("%(number)s seconds", number=f"{value:g}")
    if field in WORDED:
        return WORDED[field](field, value)
    return value or OWN_COLOURS.get(field, value)
