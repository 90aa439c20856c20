"""The files of media/ and covers/, named by their content's hash and readable by the web server."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PIECE = 1 << 20
READABLE_FOLDER, READABLE_FILE = 0o755, 0o644


def hash_of(source: bytes | IO[bytes]) -> str:
    """Return the hash by which these very bytes are stored."""
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest()[:20]
    source.seek(0)
    digest = hashlib.sha256()
    for piece in iter(lambda: source.read(PIECE), b""):
        digest.update(piece)
    return digest.hexdigest()[:20]


def keep(path: Path, data: bytes) -> None:
    """Write `data` to `path` whole or not at all, unless it is there already."""
    if path.exists():
        return
    with draft_in(path.parent) as (file, draft):
        file.write(data)
        file.flush()
        publish(draft, path)


@contextmanager
def draft_in(folder: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """Create a file in `folder` that is deleted again unless it is published."""
    make_readable_folder(folder)
    handle, draft = tempfile.mkstemp(dir=folder, prefix=".draft-")
    try:
        with open(handle, "w+b") as file:
            yield file, Path(draft)
    finally:
        Path(draft).unlink(missing_ok=True)


def publish(draft: Path, path: Path) -> None:
    """Give a draft its name; the web server may read it, whatever the umask of the process."""
    draft.chmod(READABLE_FILE)
    os.replace(draft, path)


def make_readable_folder(folder: Path) -> None:
    """Make `folder` if it is missing; the web server may read it, whatever the umask."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(READABLE_FOLDER)


def drop(key: str, folder: Path) -> None:
    """Remove every file of a picture, crop or clip; `key` is its hash."""
    for path in folder.glob(f"{key}[-.]*") if key else ():
        path.unlink(missing_ok=True)
