"""`flask restore`: replaces the station's content by a backup and keeps the previous content.

Everything is unpacked and checked, and the database upgraded, in a folder of its own. Only then
does the restore begin for good (core/restore_journal.py) and are files switched (switch.py):
one killed before has changed nothing, one killed after is finished at the next start.
"""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import current_app

from blueprints.backup.archive import DATABASE, BackupError, Manifest, look_into, unpack
from blueprints.backup.create import database_file
from blueprints.backup.switch import Switch
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.restore_journal import FOLDER, JOURNAL, NEW, held, sync, unfinished

ROOT = Path(__file__).parents[2]
CONTENT = ("story", "play", "user")
UNSENT = "not sent, because the station was restored from a backup"
NO_LONGER_SENT = (
    "UPDATE outgoing_mail SET given_up_at = ?, failure = ?"
    " WHERE sent_at IS NULL AND given_up_at IS NULL"
)


@dataclass(frozen=True)
class Restored:
    """The result: the manifest, the number of unsent emails, the folder of the previous content."""

    manifest: Manifest
    unsent: int
    aside: Path | None


def restore(file: Path, replace: bool) -> Restored:
    """Restore the station from the backup in `file`. Raises BackupError, and nothing is changed.

    A station that has content is refused, unless `replace` says to move it aside. Raises
    RestoreError while another restore is running, or if the switch could not be finished.
    """
    database = database_file("bring its copy back with pg_restore")
    db.engine.dispose()
    has_content = _has_content(database)
    if has_content and not replace:
        raise BackupError(
            "This station has content. Set RADIO_INSTANCE to an empty folder to restore the "
            "backup there, or use --replace to move the existing station aside first."
        )
    _make_sure_that_nobody_uses(database)
    instance = Path(current_app.instance_path)
    try:
        with held(instance) as folder:
            staged = folder / NEW
            staged.mkdir(mode=0o700)
            manifest = unpack(file, staged)
            unsent = _prepare(staged, manifest)
            _make_sure_that_nobody_uses(database)  # again, since unpacking takes a while
            switch = Switch(instance, database, manifest)
            aside = switch.prepare(has_content)
            switch.make()
    except OSError as error:
        if (instance / FOLDER / JOURNAL).exists():
            raise unfinished(error) from error
        raise BackupError(f"The backup could not be restored: {error}") from error
    return Restored(manifest, unsent, aside)


def _has_content(database: Path) -> bool:
    """Return True if there is a station, or something unreadable that may be one."""
    if not database.exists():
        return False
    try:
        with closing(sqlite3.connect(database)) as connection:
            named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            tables = {name for (name,) in named} & set(CONTENT)
            return any(
                connection.execute(f'SELECT 1 FROM "{table}" LIMIT 1').fetchone()  # noqa: S608
                for table in tables
            )
    except sqlite3.Error:
        return True


def _make_sure_that_nobody_uses(database: Path) -> None:
    """Raise BackupError if a process of the station runs; else end SQLite's log beside the file.

    SQLite deletes the write-ahead log only for the last connection.
    """
    if not database.exists():
        return
    try:
        with closing(sqlite3.connect(database, timeout=1, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            message = "The station is running. Stop it and all its processes, then try again."
            raise BackupError(message) from error
    except sqlite3.DatabaseError:
        return  # a broken file is moved aside as it is


def _prepare(staged: Path, manifest: Manifest) -> int:
    """Check the unpacked database and upgrade it; return the number of unsent emails."""
    database = staged / DATABASE
    if look_into(database) != (manifest.revision, dict(manifest.counts)):
        raise BackupError("The backup is damaged: its database does not match its manifest.")
    scripts = ScriptDirectory(str(ROOT / "migrations"))
    try:
        scripts.get_revision(manifest.revision)
    except CommandError as error:
        raise BackupError(
            "This backup was made by a newer version of Aerial (migration "
            f"{manifest.revision}). Update Aerial first."
        ) from error
    head = scripts.get_current_head()
    if manifest.revision != head:
        _upgrade(staged)
        if look_into(database)[0] != head:
            raise BackupError("This backup's database could not be upgraded.")
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        now = clock.now().replace(tzinfo=None).isoformat(" ")
        unsent = connection.execute(NO_LONGER_SENT, (now, UNSENT)).rowcount
    sync(database)
    return unsent


def _upgrade(staged: Path) -> None:
    """Migrate the unpacked station, as a station of its own. Raises BackupError."""
    environment = os.environ | {
        "RADIO_INSTANCE": str(staged),
        "RADIO_SQLALCHEMY_DATABASE_URI": f"sqlite:///{staged / DATABASE}",
    }
    command = [sys.executable, "-m", "flask", "--app", "app", "db", "upgrade"]
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise BackupError(f"This backup's database could not be upgraded: {why}")
