"""flask restore: puts a backup in the place of the station; what was there before is kept aside.

All is unpacked and checked, and the database upgraded, in a folder of its own. Only then are its
files put in place, each by one renaming, the database last: whoever is interrupted before has the
former station, and may begin anew.
"""

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import current_app

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.home.archive import (
    ALONE,
    DATABASE,
    FOLDERS,
    BackupError,
    Manifest,
    look_into,
    unpack,
)
from blueprints.home.backup import database_file

ROOT = Path(__file__).parents[2]
CONTENT = ("story", "play", "user")
UNSENT = "not sent, because the station was restored from a backup"
NO_LONGER_SENT = (
    "UPDATE outgoing_mail SET given_up_at = ?, failure = ?"
    " WHERE sent_at IS NULL AND given_up_at IS NULL"
)
MADE_BY_ITSELF = {DATABASE, "secret_key"}  # in every new folder
SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


@dataclass(frozen=True)
class Restored:
    """What came of it: what the backup held, how many mails stay unsent, where the former is."""

    manifest: Manifest
    unsent: int
    aside: Path | None


def restore(file: Path, replace: bool) -> Restored:
    """Puts the backup in `file` in the station's place. Raises BackupError, and nothing is changed.

    A station that has content is refused, unless `replace` says to move it aside.
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
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=instance) as draft:
            staged = Path(draft)
            manifest = unpack(file, staged)
            unsent = _prepare(staged, manifest)
            present = dict(_present(instance, database))
            aside = None
            if has_content or not present.keys() <= MADE_BY_ITSELF:
                aside = _keep_aside(present, instance)
            with _without_interruption():
                _put_in_place(staged, instance, database, manifest, present)
    except OSError as error:
        raise BackupError(f"The backup could not be restored: {error}") from error
    return Restored(manifest, unsent, aside)


def _has_content(database: Path) -> bool:
    """Whether there is a station, or something that cannot be read and may be one."""
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
    """Raises BackupError while a process of the station runs; ends SQLite's log beside the file.

    SQLite leaves the write-ahead log only for the last connection.
    """
    if not database.exists():
        return
    try:
        with closing(sqlite3.connect(database, timeout=1, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            message = "The station is running: end it (and all its processes), then try again."
            raise BackupError(message) from error
    except sqlite3.DatabaseError:
        return  # a broken file is moved aside as it is


def _prepare(staged: Path, manifest: Manifest) -> int:
    """Checks the unpacked database and brings it up to date; gives how many mails stay unsent."""
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
    if manifest.revision != scripts.get_current_head():
        _upgrade(staged)
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        now = clock.now().replace(tzinfo=None).isoformat(" ")
        return connection.execute(NO_LONGER_SENT, (now, UNSENT)).rowcount


def _upgrade(staged: Path) -> None:
    """Migrates the unpacked station, as a station of its own. Raises BackupError."""
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


def _present(instance: Path, database: Path) -> Iterator[tuple[str, Path]]:
    """The station's files, by their names below the instance folder."""
    for ending in ("", "-wal", "-shm"):
        path = database.with_name(database.name + ending)
        if path.exists():
            yield DATABASE + ending, path
    for name in ALONE[1:]:
        if (instance / name).exists():
            yield name, instance / name
    for folder in FOLDERS:
        for path in (instance / folder).rglob("*"):
            if path.is_file():
                yield path.relative_to(instance).as_posix(), path


def _keep_aside(present: Mapping[str, Path], instance: Path) -> Path:
    """Gives each file that is there a second name, below before-restore-<time>/."""
    aside = instance / f"before-restore-{clock.now():%Y%m%d-%H%M%S}"
    aside.mkdir(mode=0o700)
    for name, path in present.items():
        (aside / name).parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, aside / name)
        except OSError as error:
            if error.errno not in (errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EMLINK):
                raise
            shutil.copy2(path, aside / name)
    return aside


@contextmanager
def _without_interruption() -> Iterator[None]:
    """Puts off Ctrl-C and its like for the moment that the renaming takes."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _put_in_place(
    staged: Path, instance: Path, database: Path, manifest: Manifest, former: Mapping[str, Path]
) -> None:
    """Puts the new files over the former ones, the database last; then clears former ones away."""
    for name in sorted(manifest.files, key=lambda name: name in ALONE):
        if name != DATABASE:
            _move(staged / name, instance / name, 0o600 if name in ALONE else 0o644)
    for ending in ("-wal", "-shm"):  # of a broken database: they would spoil the new one
        database.with_name(database.name + ending).unlink(missing_ok=True)
    _move(staged / DATABASE, database, 0o600)
    for name, path in former.items():
        if name not in manifest.files and not name.startswith(DATABASE):
            path.unlink()


def _move(source: Path, target: Path, mode: int) -> None:
    """Renames a file over another, also onto another disk; it belongs to the folder's owner."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".restored-{os.getpid()}")
    shutil.move(source, draft)
    draft.chmod(mode)
    if os.geteuid() == 0:  # root restores for the station's own user
        owner = Path(current_app.instance_path).stat()
        for path in (target.parent, draft):
            os.chown(path, owner.st_uid, owner.st_gid)
    os.replace(draft, target)
