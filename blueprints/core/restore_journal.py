"""The journal of a restore: a list of moves by which an interrupted restore is finished.

A restore prepares everything in the folder `.restore/` of the station: the new files in `new/`, the
previous ones in `before/`. Until `journal.json` is written there, nothing of the station has
changed, and whatever was prepared can be deleted. From then on the restore is always finished:
by itself, or by the next start. Each move can be repeated, and is one renaming.
"""

import fcntl
import json
import logging
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from time import sleep
from typing import IO

import click

from blueprints.core import clock

FOLDER, NEW, BEFORE = ".restore", "new", "before"
JOURNAL, DRAFTS, LOCK = "journal.json", "drafts.json", "lock"
PATIENCE = 10.0  # seconds that a start waits for another process that is finishing the restore
BETWEEN_TRIES = 0.05
LEFT = "Temporary files of a restore in %s can’t be deleted: %s"

log = logging.getLogger("aerial.restore")


class RestoreError(click.ClickException):
    """A reason that the station cannot start, or be restored, just now: in one line."""


@dataclass(frozen=True)
class Move:
    """One move: `new` (None: nothing) takes the place of what is at `place`.

    What was there goes to `before`, or is replaced or deleted when that is None. Paths are taken
    from the station's folder, unless they are absolute.
    """

    new: str | None
    place: str
    before: str | None = None


def finish_interrupted(instance: Path, patience: float = PATIENCE) -> None:
    """Finish a restore that was killed, or delete what it had prepared. Called at each start.

    Raises RestoreError if another process is restoring for longer than `patience`, in seconds, and
    if the restore cannot be finished.
    """
    if not (instance / FOLDER).is_dir():
        return
    try:
        with held(instance, patience):
            pass  # the process that holds the folder finishes or clears it first
    except OSError as error:
        if (instance / FOLDER / JOURNAL).exists():
            raise unfinished(error) from error
        log.warning(LEFT, instance / FOLDER, error)


def unfinished(error: OSError) -> RestoreError:
    """Say that a restore has begun and cannot go on, and what to do."""
    return RestoreError(
        f"The restore has begun, but can’t be finished: {error}. Free up disk space or fix the "
        "permissions, then start the station to finish it."
    )


@contextmanager
def held(instance: Path, patience: float = 0.0) -> Iterator[Path]:
    """Hold the station's `.restore/` folder, empty, for this process alone; delete it afterwards.

    A restore that was killed is finished first. Raises RestoreError if another process holds it
    for longer than `patience`, in seconds; OSError.
    """
    folder = instance / FOLDER
    with _locked(folder, patience):
        if (folder / JOURNAL).exists():
            finish(instance)
            log.warning("A restore was interrupted. It has been finished now.")
        _clear(folder, keep_lock=True)
        try:
            yield folder
        finally:
            if not (folder / JOURNAL).exists():
                _clear_at_last(folder)


@contextmanager
def _locked(folder: Path, patience: float) -> Iterator[None]:
    until = clock.monotonic() + patience
    while (lock := _lock(folder)) is None:
        if clock.monotonic() >= until:
            raise RestoreError(
                "A restore of this station is running. Wait until it has finished, then try again."
            )
        sleep(BETWEEN_TRIES)
    with lock:
        yield


def _lock(folder: Path) -> IO[str] | None:
    """Return the folder's lock, released when the process ends; None if another process has it."""
    folder.mkdir(mode=0o700, exist_ok=True)
    give_to_owner(folder, folder.parent)
    try:
        lock = open(folder / LOCK, "a")  # noqa: SIM115 - closed by whoever asked
    except FileNotFoundError:  # another has just deleted the folder
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(lock.fileno()), (folder / LOCK).stat()):
            give_to_owner(folder / LOCK, folder.parent)
            return lock
    except (BlockingIOError, FileNotFoundError):
        pass
    lock.close()
    return None


def give_to_owner(path: Path, instance: Path) -> None:
    """Give `path` to the owner of the station's folder, if root made it."""
    if os.geteuid() == 0:
        owner = instance.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def note_drafts(folder: Path, drafts: Iterable[Path]) -> None:
    """Note the files that will be prepared outside `folder`, to be deleted if it is cleared."""
    _write(folder / DRAFTS, [str(path) for path in drafts])


def commit(instance: Path, moves: Iterable[Move], aside: str | None) -> None:
    """Write the journal: the restore is now final. Raises OSError, and nothing is changed.

    `aside` is the name that `before/` gets at the end; without one it is deleted.
    """
    journal = {"aside": aside, "moves": [asdict(move) for move in moves]}
    sync(instance)
    _write(instance / FOLDER / JOURNAL, journal)


def finish(instance: Path) -> None:
    """Do what the journal says, or what is left of it. Raises OSError; it can be repeated."""
    folder = instance / FOLDER
    journal = json.loads((folder / JOURNAL).read_text(encoding="utf-8"))
    moves = [Move(**move) for move in journal["moves"]]
    for move in moves:
        _make(move, instance)
    if journal["aside"] and (folder / BEFORE).exists():
        os.rename(folder / BEFORE, instance / journal["aside"])
    for parent in {(instance / move.place).parent for move in moves} | {instance}:
        sync(parent)
    (folder / JOURNAL).unlink()
    sync(folder)


def _make(move: Move, instance: Path) -> None:
    new, place = instance / (move.new or ""), instance / move.place
    if move.new and not os.path.lexists(new):
        return  # done before
    if move.before and os.path.lexists(place):
        (instance / move.before).parent.mkdir(mode=0o700, exist_ok=True)
        # Unused, unless a process that was not stopped has created the folder again.
        os.rename(place, unused(instance / move.before))
    if move.new:
        os.replace(new, place)
    else:
        place.unlink(missing_ok=True)


def unused(path: Path) -> Path:
    """Return `path`, or a similar one that does not exist yet."""
    while os.path.lexists(path):
        path = path.with_name(f"{path.name}-2")
    return path


def _write(path: Path, content: object) -> None:
    """Write JSON, in whole or not at all, and down to the disk."""
    draft = path.with_name(f"{path.name}.draft")
    with open(draft, "w", encoding="utf-8") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    give_to_owner(draft, path.parents[1])
    os.replace(draft, path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Sync a file, or the names in a folder, to the disk. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _clear(folder: Path, keep_lock: bool = False) -> None:
    """Delete what was prepared, also outside `folder`; the list of that, and the lock, last."""
    if (folder / DRAFTS).exists():
        for draft in json.loads((folder / DRAFTS).read_text(encoding="utf-8")):
            Path(draft).unlink(missing_ok=True)
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in (LOCK, DRAFTS):
            path.unlink()
    (folder / DRAFTS).unlink(missing_ok=True)
    if not keep_lock:
        (folder / LOCK).unlink()
        folder.rmdir()


def _clear_at_last(folder: Path) -> None:
    """Delete the folder; the restore is complete even if that fails."""
    try:
        _clear(folder)
    except OSError as error:
        log.warning(LEFT, folder, error)
