"""`flask backup`: a complete copy of the station in one file, made while it runs."""

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import current_app

from blueprints.backup.archive import (
    ALONE,
    DATABASE,
    FOLDERS,
    NAME,
    BackupError,
    BadArchive,
    Manifest,
    entry_of,
    look_into,
    pack,
    unpack,
)
from blueprints.core import clock
from blueprints.core.extensions import db

ENDINGS = (".tar", ".tar.gz", ".tgz")
TRIES = 3
NOTE = "last_backup.json"
FOREIGN = (
    "This station's database is not SQLite but {name}: {hint}, and copy besides "
    "{folder}/media, {folder}/covers, {folder}/secret_key and {folder}/config.py."
)


@dataclass(frozen=True)
class LastBackup:
    """The last backup that was made and checked."""

    made_at: datetime
    file: str
    bytes: int


def last_backup() -> LastBackup | None:
    """Return the last backup of this station, or None."""
    try:
        note = json.loads((Path(current_app.instance_path) / NOTE).read_text(encoding="utf-8"))
        made_at = datetime.fromisoformat(note["time"])
        return LastBackup(made_at, str(note["file"]), int(note["bytes"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def database_file(hint: str) -> Path:
    """Return this station's database file. Raises BackupError with `hint` if it is not SQLite."""
    url, folder = db.engine.url, current_app.instance_path
    if url.get_backend_name() != "sqlite" or not url.database:
        raise BackupError(FOREIGN.format(name=url.get_backend_name(), hint=hint, folder=folder))
    return Path(url.database)


def make_backup(target: Path) -> tuple[Manifest, int]:
    """Write the station's backup to `target`, whole or not at all; return its manifest and size.

    Raises BackupError.
    """
    if not target.name.endswith(ENDINGS) or target.is_dir():
        raise BackupError(
            f"The backup file name must end in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}."
        )
    database = database_file("make a copy with pg_dump --format=custom")
    if not database.exists():
        raise BackupError(f"There is no station to back up: {database} does not exist.")
    if not target.parent.is_dir():
        raise BackupError(f"The folder {target.parent} does not exist.")
    for _ in range(TRIES):
        try:
            with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as draft:
                return _make_in(Path(draft), target, database)
        except (FileNotFoundError, BadArchive) as error:  # a file was deleted or changed
            why: Exception = error
        except (OSError, sqlite3.Error) as error:
            raise BackupError(f"The backup could not be written to {target}: {error}") from error
    raise BackupError(f"The station changed while it was being copied. Try again. ({why})")


def _make_in(draft: Path, target: Path, database: Path) -> tuple[Manifest, int]:
    made_at = clock.now()
    copy = draft / DATABASE
    _copy_database(database, copy)  # before the files: those that it names exist already
    sources = {DATABASE: copy, **dict(_files(Path(current_app.instance_path)))}
    revision, counts = look_into(copy)
    files = {name: entry_of(path) for name, path in sources.items()}
    manifest = Manifest(str(clock.rfc3339(made_at)), revision, counts, files)
    whole = draft / target.name
    pack(whole, sources, manifest)
    if unpack(whole) != manifest:
        raise BadArchive("The backup is not what was written.")
    size = whole.stat().st_size
    os.replace(whole, target)
    _note(made_at, target, size)
    return manifest, size


def _copy_database(database: Path, copy: Path) -> None:
    """Copy the database by SQLite's online backup: one moment's state, while others write."""
    copy.touch(mode=0o600)
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def _files(instance: Path) -> Iterator[tuple[str, Path]]:
    for name in ALONE[1:]:
        if (instance / name).is_file():
            yield name, instance / name
    for folder in FOLDERS:
        for path in sorted((instance / folder).rglob("*")):
            name = path.relative_to(instance).as_posix()
            if NAME.fullmatch(name) and path.is_file():  # drafts begin with a dot
                yield name, path


def _note(made_at: datetime, target: Path, size: int) -> None:
    """Note the backup where last_backup() finds it."""
    instance = Path(current_app.instance_path)
    note = {"time": clock.rfc3339(made_at), "file": str(target.absolute()), "bytes": size}
    draft = instance / f".{NOTE}-{os.getpid()}"
    draft.write_text(json.dumps(note), encoding="utf-8")
    os.replace(draft, instance / NOTE)
