"""The tasks that make a new station ready, for an admin's front page of the desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select

from blueprints.accounts.models import User
from blueprints.core.extensions import db
from blueprints.core.station import changed_fields, station


@dataclass(frozen=True)
class Task:
    """Something that an admin does once: its title, what is so now, where it is done."""

    title: str
    fact: Any
    url: str
    is_done: bool
    is_optional: bool = False


def setup_tasks(is_backed_up: bool) -> list[Task]:
    """All tasks, or none once every one that is not optional is done."""
    tasks = [*_settings_tasks(), *_care_tasks(is_backed_up)]
    return tasks if any(not task.is_done and not task.is_optional for task in tasks) else []


def _settings_tasks() -> Iterator[Task]:
    here = station()
    section = {
        key: url_for("settings_desk.section", key=key) for key in ("station", "stream", "logo")
    }
    is_named = (
        current_app.config["RADIO_SOURCES"]["RADIO_STATION_NAME"] != "default"
        or "name" in changed_fields()
    )
    yield Task(_("Name the station"), here.name, section["station"], is_named)
    stream = here.stream_url or _("Without its address, visitors cannot listen on the site.")
    yield Task(_("Add the stream"), stream, section["stream"], bool(here.stream_url))
    email = here.contact_email or _("Readers need an address to write to.")
    yield Task(_("Add a contact email"), email, section["station"], bool(here.contact_email))
    logo = _("Shown instead of the name.")
    yield Task(_("Add a logo"), logo, section["logo"], bool(here.logo), is_optional=True)


def _care_tasks(is_backed_up: bool) -> Iterator[Task]:
    people = db.session.scalar(select(func.count()).select_from(User).where(User.active)) or 0
    invited = _("Each person signs in with their own account.")
    yield Task(_("Invite people"), invited, url_for("accounts_desk.people"), people > 1)
    backup = _("One file with the whole station; make one every night.")
    yield Task(
        _("Back up the station"), backup, url_for("home_desk.help") + "#backup", is_backed_up
    )
