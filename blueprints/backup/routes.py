"""The desk's view of backups: the last one, the command, and an admin's setup task."""

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.backup.create import last_backup
from blueprints.core.command_line import typed
from blueprints.settings.setup_tasks import Task, add_task

bp = Blueprint("backup", __name__)
bp.add_app_template_global(last_backup)


@bp.app_template_global("backup_command")
def command(*settings: str) -> str:
    """Return the command that backs up this station, with those `settings` of the environment."""
    return typed("backup /var/backups/aerial.tar.gz", *settings)


def task() -> Task:
    """Return the task of making a backup, done once there is one."""
    fact = _("One file with the whole station; make one every night.")
    address = url_for("home_desk.help") + "#backup"
    return Task(_("Back up the station"), fact, address, last_backup() is not None)


add_task(task)
