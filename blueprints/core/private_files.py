"""The permissions of a station's folder: for its owner alone, except what a web server reads."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

log = logging.getLogger("aerial.files")

OWNERS_FOLDER, OWNERS_FILE = 0o700, 0o600
ENTERED_BY_GROUP = 0o710


def keep_private(folder: Path) -> None:
    """Make `folder` accessible to its owner alone (0700), and the files in it and mail/ (0600).

    A folder of 0710 stays so: its group, the web server's, may enter and reach media/ and covers/.
    What belongs to another account is left as it is, and the log says so.
    """
    _set(folder, OWNERS_FOLDER, ENTERED_BY_GROUP)
    for path, mode in _private(folder):
        _set(path, mode)


def _private(folder: Path) -> Iterator[tuple[Path, int]]:
    for entry in os.scandir(folder):
        if entry.is_file(follow_symlinks=False):
            yield Path(entry.path), OWNERS_FILE
        elif entry.name == "mail" and entry.is_dir(follow_symlinks=False):
            yield Path(entry.path), OWNERS_FOLDER
            yield from _private(Path(entry.path))


def _set(path: Path, *modes: int) -> None:
    try:
        if path.stat().st_mode & 0o777 not in modes:
            path.chmod(modes[0])
    except FileNotFoundError:
        return  # another process has just removed it
    except PermissionError:
        log.warning("other accounts may read a file", extra={"fields": {"file": str(path)}})
