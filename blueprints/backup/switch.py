"""The switch from the station's previous files to the restored ones, as a list of moves."""

import errno
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

from blueprints.backup.archive import ALONE, DATABASE, FOLDERS, Manifest
from blueprints.core import clock
from blueprints.core.restore_journal import (
    BEFORE,
    FOLDER,
    NEW,
    Move,
    commit,
    finish,
    give_to_owner,
    note_drafts,
    sync,
    unused,
)

MADE_BY_ITSELF = {DATABASE, "secret_key"}  # in every new folder
LOGS = ("-wal", "-shm", "-journal")  # SQLite's, of a broken database: they would spoil the new one
SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
NOT_LINKED = (errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EMLINK)


class Switch:
    """The moves that a backup unpacked in `.restore/new` needs.

    The folders of pictures and covers are moved whole. Where a folder is another disk's, or a link
    to one, its files are replaced one by one, by drafts made beside them.
    """

    def __init__(self, instance: Path, database: Path, manifest: Manifest) -> None:
        self._instance, self._database, self._manifest = instance, database, manifest
        self._staged, self._before = instance / FOLDER / NEW, instance / FOLDER / BEFORE
        self._aside: str | None = None
        self._moves: list[Move] = []
        self._drafts: dict[Path, Path] = {}  # each with its source
        self._movable: dict[Path, bool] = {}

    def prepare(self, has_content: bool) -> Path | None:
        """Prepare everything without changing the station; return where its content will be kept.

        That is None if there is nothing worth keeping. Raises OSError.
        """
        self._before.mkdir(mode=0o700)
        give_to_owner(self._before, self._instance)
        self._settle()
        whole = [name for name in FOLDERS if self._is_movable(name)]
        for name in whole:
            self._move_folder(name)
        single = dict(self._present(set(FOLDERS) - set(whole)))
        self._move_files(single, [f"{name}/" for name in whole])
        note_drafts(self._instance / FOLDER, self._drafts)
        for draft, source in self._drafts.items():
            _copy(source, draft)
            give_to_owner(draft, self._instance)
        if has_content or not single.keys() <= MADE_BY_ITSELF or self._has_files(whole):
            aside = unused(self._instance / f"before-restore-{clock.now():%Y%m%d-%H%M%S}")
            self._aside = aside.name
            self._keep(single)
            return aside
        return None

    def make(self) -> None:
        """Commit to the switch and do it. Raises OSError; after that the next start finishes it.

        Ctrl-C and similar signals wait until it is done.
        """
        before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        try:
            commit(self._instance, self._moves, self._aside)
            finish(self._instance)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _is_movable(self, name: str) -> bool:
        place = self._instance / name
        if not os.path.lexists(place):
            return True
        return not place.is_symlink() and self._can_move_to(place) and self._can_move(place)

    def _can_move(self, folder: Path) -> bool:
        """Return True if the folder itself can be renamed; raise OSError if it is not ours.

        It is renamed onto one that is not empty, which always fails: the reason tells. (A folder
        that comes with a container's image can be renamed only file by file.)
        """
        try:
            os.rename(folder, self._staged)
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.EXDEV):
                raise
            return error.errno != errno.EXDEV
        raise AssertionError("a folder took the place of one that is not empty")

    def _can_move_to(self, folder: Path) -> bool:
        """Return True if a file can be renamed from `.restore/` into `folder`."""
        if folder not in self._movable:
            self._movable[folder] = _is_same_disk(self._instance / FOLDER, folder)
        return self._movable[folder]

    def _settle(self) -> None:
        """Give the unpacked files their modes and owner, and sync their names to the disk."""
        for path in (self._staged, *self._staged.rglob("*")):
            is_served = path.relative_to(self._staged).parts[:1] in [(name,) for name in FOLDERS]
            if path.is_dir():
                path.chmod(0o755 if is_served else 0o700)
                sync(path)
            else:
                path.chmod(0o644 if is_served else 0o600)
            give_to_owner(path, self._instance)

    def _has_files(self, folders: list[str]) -> bool:
        return any(
            path.is_file() for name in folders for path in (self._instance / name).rglob("*")
        )

    def _present(self, folders: set[str]) -> Iterator[tuple[str, Path]]:
        """Yield the files that are replaced one by one, by their names in a backup."""
        for ending in ("", *LOGS):
            path = self._database.with_name(self._database.name + ending)
            if path.exists():
                yield DATABASE + ending, path
        for name in ALONE[1:]:
            if (self._instance / name).exists():
                yield name, self._instance / name
        for folder in folders:
            for path in (self._instance / folder).rglob("*"):
                if path.is_file():
                    yield path.relative_to(self._instance).as_posix(), path

    def _move_folder(self, name: str) -> None:
        new = self._relative(self._staged / name) if (self._staged / name).is_dir() else None
        self._moves.append(Move(new, name, self._relative(self._before / name)))

    def _move_files(self, present: dict[str, Path], whole: list[str]) -> None:
        """Add the moves of single files: those that go first, then new ones, the database last."""
        gone = [path for name, path in present.items() if name not in self._manifest.files]
        self._moves += [Move(None, self._relative(path)) for path in gone]
        for name in self._manifest.files:
            if not name.startswith(tuple(whole)) and name != DATABASE:
                self._move_file(self._staged / name, self._instance / name)
        self._move_file(self._staged / DATABASE, self._database)

    def _move_file(self, source: Path, place: Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        if not self._can_move_to(place.parent):
            draft = place.with_name(f".restored-{place.name}")
            self._drafts[draft] = source
            source = draft
        self._moves.append(Move(self._relative(source), self._relative(place)))

    def _relative(self, path: Path) -> str:
        """Return the path relative to the station's folder, which may move; absolute if outside."""
        if path.is_relative_to(self._instance):
            return path.relative_to(self._instance).as_posix()
        return str(path.absolute())

    def _keep(self, present: dict[str, Path]) -> None:
        """Give each file that will be replaced a second name in `before/`."""
        for name, path in present.items():
            kept = self._before / name
            kept.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, kept)
            except OSError as error:
                if error.errno not in NOT_LINKED:
                    raise
                _copy(path, kept)


def _is_same_disk(one: Path, other: Path) -> bool:
    """Return True if files can be renamed from one folder into the other.

    Two mounts of one disk are told apart by renaming a file that does not exist: Linux checks the
    mounts first.
    """
    if one.stat().st_dev != other.stat().st_dev:
        return False
    try:
        os.rename(one / "no such file", other / "no such file")
    except OSError as error:
        return error.errno != errno.EXDEV
    return True


def _copy(source: Path, target: Path) -> None:
    shutil.copy2(source, target)
    sync(target)
