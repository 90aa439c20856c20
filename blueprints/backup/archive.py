"""The file of a backup: a tar whose first member is the manifest that names all others.

Nothing that is read is trusted: every name, kind, size and hash is checked against the manifest,
and no more is unpacked than the manifest says.
"""

import gzip
import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import click

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "aerial.sqlite3"
ALONE = (DATABASE, "secret_key", "config.py")
FOLDERS = ("media", "covers")
NAME = re.compile(rf"(?:{'|'.join(FOLDERS)})(?:/[\w-][\w.-]*)+", re.ASCII)
TABLES = {"stories": "story", "plays": "play", "comments": "comment"}
LARGEST_MANIFEST = 50_000_000
SLACK = 1_000_000  # what tar itself may need between two files
CHUNK = 1 << 20
BROKEN = (tarfile.TarError, zlib.error, EOFError, gzip.BadGzipFile)


class BackupError(click.ClickException):
    """A reason that a backup cannot be made or used, in one line."""


class BadArchive(BackupError):
    """A file that is not a complete backup."""


@dataclass(frozen=True)
class Entry:
    """One file of the backup."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The contents of a backup: when it was made (RFC 3339), its migration, its rows and files."""

    made_at: str
    revision: str
    counts: Mapping[str, int]
    files: Mapping[str, Entry]

    def to_json(self) -> bytes:
        """Return the manifest as JSON."""
        return json.dumps({"format": FORMAT} | asdict(self), indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, data: bytes) -> "Manifest":
        """Parse and check a manifest. Raises BadArchive."""
        try:
            read: dict[str, Any] = json.loads(data)
            if read["format"] != FORMAT:
                raise BadArchive(f"This backup has the unknown format {read['format']!r}.")
            files = {name: Entry(int(e["bytes"]), e["sha256"]) for name, e in read["files"].items()}
            counts = {name: int(read["counts"][name]) for name in TABLES}
            made = cls(str(read["made_at"]), str(read["revision"]), counts, files)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise BadArchive("This backup is damaged: its manifest is wrong.") from error
        for name, entry in files.items():
            if not (name in ALONE or NAME.fullmatch(name)) or entry.bytes < 0:
                raise BadArchive(f"This backup holds what no backup may: {name!r}.")
        if DATABASE not in files:
            raise BadArchive("This backup holds no database.")
        return made


def entry_of(path: Path) -> Entry:
    """Return size and hash of the file at `path`. Raises OSError."""
    with open(path, "rb") as file:
        return Entry(
            os.fstat(file.fileno()).st_size, hashlib.file_digest(file, "sha256").hexdigest()
        )


def pack(target: Path, sources: Mapping[str, Path], manifest: Manifest) -> None:
    """Write the backup to `target`, readable by its owner alone, and sync it. Raises OSError."""
    data = manifest.to_json()
    target.touch(mode=0o600)
    with open(target, "r+b") as file:
        zipped = ["w", "w:gz"][is_zipped(target)]
        level = {"compresslevel": 6} if is_zipped(target) else {}
        with tarfile.open(fileobj=file, mode=zipped, **level) as tar:  # type: ignore[call-overload]
            tar.addfile(_member(MANIFEST, len(data)), io.BytesIO(data))
            for name, source in sources.items():
                with open(source, "rb") as content:
                    tar.addfile(_member(name, manifest.files[name].bytes), content)
        file.flush()
        os.fsync(file.fileno())


def is_zipped(target: Path) -> bool:
    """Return True if a backup of that name is compressed."""
    return target.name.endswith((".gz", ".tgz"))


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


class _Bounded(io.RawIOBase):
    """A stream that reads no more bytes than allowed: a small file may unpack to a huge one."""

    def __init__(self, stream: io.BufferedIOBase) -> None:
        self._stream = stream
        self._left = 0

    def allow(self, most: int) -> None:
        """Allow `most` bytes from here on."""
        self._left = most

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise BadArchive("This backup unpacks to more than it says.")
        return data


@contextmanager
def _opened(path: Path) -> Iterator[_Bounded]:
    with open(path, "rb") as file:
        is_gzip = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        yield _Bounded(gzip.GzipFile(fileobj=file) if is_gzip else file)


def unpack(path: Path, folder: Path | None = None) -> Manifest:
    """Read the whole backup and check it; write its files into `folder`, if given.

    Raises BadArchive, and OSError for errors of the disk.
    """
    try:
        with _opened(path) as stream:
            stream.allow(LARGEST_MANIFEST + SLACK)
            with tarfile.open(fileobj=stream, mode="r|") as tar:
                return _unpack(tar, stream, folder)
    except BROKEN as error:
        raise BadArchive(f"This file is not a complete backup: {error}") from error


def _unpack(tar: tarfile.TarFile, stream: _Bounded, folder: Path | None) -> Manifest:
    first = tar.next()
    if (
        first is None
        or first.name != MANIFEST
        or not first.isreg()
        or first.size > LARGEST_MANIFEST
    ):
        raise BadArchive("This file is not an Aerial backup.")
    manifest = Manifest.from_json(_content(tar, first).read())
    _check_space(manifest, folder)
    missing = dict(manifest.files)
    stream.allow(SLACK)
    while member := tar.next():
        entry = missing.pop(member.name, None)
        if entry is None or not member.isreg() or member.size != entry.bytes:
            raise BadArchive(f"This backup holds what its manifest does not name: {member.name!r}.")
        stream.allow(entry.bytes + SLACK)
        if _copied(_content(tar, member), folder and folder / member.name) != entry:
            raise BadArchive(f"This backup was changed or damaged: {member.name}.")
    if missing:
        raise BadArchive(f"This backup is not whole: {next(iter(missing))} is missing.")
    return manifest


def _check_space(manifest: Manifest, folder: Path | None) -> None:
    needed = sum(entry.bytes for entry in manifest.files.values())
    if folder and needed > shutil.disk_usage(folder).free:
        raise BackupError(f"Not enough disk space: the backup needs {needed / 1e6:,.1f} MB.")


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    content = tar.extractfile(member)
    assert content is not None  # noqa: S101 - it is a regular file
    return content


def _copied(content: IO[bytes], target: Path | None) -> Entry:
    """Copy `content` to `target`, if given; return its size and hash."""
    digest, size = hashlib.sha256(), 0
    if target:
        target.parent.mkdir(parents=True, exist_ok=True)
    with open(target, "xb") if target else io.BytesIO() as file:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if target:
                file.write(chunk)
        if target:
            file.flush()
            os.fsync(file.fileno())
    return Entry(size, digest.hexdigest())


def look_into(database: Path) -> tuple[str, dict[str, int]]:
    """Return the migration of a closed SQLite file, and its counts. Raises BadArchive if broken."""
    try:
        address = f"{database.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            for (fault,) in connection.execute("PRAGMA integrity_check"):
                if fault != "ok":
                    raise BadArchive(f"The copy of the database is broken: {fault}")
            (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            return revision, {name: _count(connection, TABLES[name]) for name in TABLES}
    except (sqlite3.Error, TypeError) as error:
        raise BadArchive(f"The copy of the database cannot be used: {error}") from error


def _count(connection: sqlite3.Connection, table: str) -> int:
    known = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = ?", (table,))
    if not known.fetchone()[0]:  # older than that table
        return 0
    (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - ours
    return int(count)
