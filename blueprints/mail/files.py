"""Emails as files, for a station without a mail server. Each exists as long as its row."""

import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from flask import current_app
from flask_mailman import EmailMessage
from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.mail.outbox import OutgoingMail

OURS = re.compile(r"\d{4}-\d\d-\d\d-\d{6}-\d+\.eml")
DRAFT = ".draft-"
DRAFTS_KEPT_FOR = 3600.0  # seconds: a process that writes one for longer was killed


def mail_folder() -> Path:
    """Return the folder of the files."""
    return Path(current_app.instance_path) / "mail"


def filename_of(number: int, created_at: datetime) -> str:
    """Return the name of an email's file."""
    return f"{created_at:%Y-%m-%d-%H%M%S}-{number}.eml"


def delete_stray_files() -> None:
    """Delete the files of emails that are no longer in the outbox.

    It keeps no transaction open. Files that others put there stay.
    """
    folder = mail_folder()
    found = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    ours = set(filter(OURS.fullmatch, found))
    if ours:
        ours -= _names_in_outbox()
    drafts = {name for name in found if name.startswith(DRAFT) and _is_old(folder / name)}
    for name in ours | drafts:
        (folder / name).unlink(missing_ok=True)


def _names_in_outbox() -> set[str]:
    with db.engine.connect() as connection:
        rows = connection.execute(select(OutgoingMail.id, OutgoingMail.created_at))
        return {filename_of(number, created_at) for number, created_at in rows}


def _is_old(path: Path) -> bool:
    with suppress(OSError):
        return path.stat().st_mtime < clock.timestamp() - DRAFTS_KEPT_FOR
    return False


class MailFiles:
    """Emails as files; each has the same name at every try."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, message: EmailMessage, name: str) -> Path:
        """Write one email, readable by the station's owner alone. Raises OSError."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path, draft = self._folder / name, self._folder / f"{DRAFT}{uuid4().hex}"
        try:
            draft.touch(mode=0o600)
            draft.write_bytes(message.message().as_bytes())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        return path
