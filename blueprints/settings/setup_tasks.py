"""Tasks that make a new station ready, on an admin's front page of the desk."""

from collections.abc import Callable, Iterator
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
    """A task that an admin does once: its title, the present state, the page for it."""

    title: str
    fact: Any
    url: str
    is_done: bool
    is_optional: bool = False


Maker = Callable[[], Task]
MAKERS: list[Maker] = []


def add_task(maker: Maker) -> None:
    """Add a function that returns a task of another feature."""
    MAKERS.append(maker)


def setup_tasks() -> list[Task]:
    """Return all tasks, or none once every one that is not optional is done."""
    tasks = [*_settings_tasks(), _people_task(), *(make() for make in MAKERS)]
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


def _people_task() -> Task:
    people = db.session.scalar(select(func.count()).select_from(User).where(User.active)) or 0
    fact = _("Each person signs in with their own account.")
    return Task(_("Invite people"), fact, url_for("accounts_desk.people"), people > 1)
