"""The files and streams of the station that the entries of a playlist file mean.

What is found is always a path that MPD has listed or a stream that the station lists; what the
file says is only compared with them, and is never sent anywhere.
"""

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import unquote, urlsplit

from blueprints.core.text import composed
from blueprints.studio.playlist_entry import Entry

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")  # one letter is a drive
LONGEST_PATH = 4096  # the file system's own limit
LOCAL_HOSTS = ("", "localhost")


class Catalogue:
    """The files of the library, by path and by name, and the listed streams."""

    def __init__(self, files: Iterable[str], streams: Collection[str], folder: str = "") -> None:
        """Take in the files' paths below the music folder; `folder` is where that is, if known."""
        self._streams, self._folder = set(streams), _folded(folder)
        self._files: dict[str, str] = {}
        self._names: dict[str, str | None] = {}
        for file in files:
            path = _folded(file)
            self._files.setdefault(path, file)
            name = posixpath.basename(path)
            self._names[name] = None if name in self._names else file

    def find(self, entry: Entry) -> str | None:
        """Return the file or stream that is meant: the first location known; None if none is."""
        places = [(at.strip(), list(_paths(at))) for at in entry.locations]
        found = (self._by_address(at) or self._by_path(paths) for at, paths in places)
        named = (self._by_name(paths) for _at, paths in places)
        return next(filter(None, found), None) or next(filter(None, named), None)

    def _by_address(self, address: str) -> str | None:
        return address if address in self._streams else None

    def _by_path(self, paths: Iterable[str]) -> str | None:
        below = (self._below(path) for path in paths)
        return next((self._files[path] for path in below if path in self._files), None)

    def _below(self, path: str) -> str:
        """Return a path as MPD has it: below the music folder, without "." and ".."."""
        plainly = posixpath.normpath(path)
        folder = self._folder.rstrip("/")
        if folder and plainly.startswith(f"{folder}/"):
            return plainly[len(folder) + 1 :]
        return plainly

    def _by_name(self, paths: Iterable[str]) -> str | None:
        """Return the only file with that name, in whatever folder."""
        names = (posixpath.basename(path) for path in paths)
        return next((file for name in names if (file := self._names.get(name))), None)


def _folded(path: str) -> str:
    """Return `path` in one form of Unicode: file systems differ in how they write an accent."""
    return composed(path)


def _paths(location: str) -> Iterator[str]:
    """Return the paths that a location may mean: as it is, percent-decoded, with \\ as /."""
    if "\0" in location or len(location) > LONGEST_PATH:
        return
    written = _without_scheme(location)
    if written is None:
        return
    for path in dict.fromkeys((written, unquote(written, errors="replace"))):
        yield _folded(path)
        if "\\" in path:
            yield _folded(path.replace("\\", "/"))


def _without_scheme(location: str) -> str | None:
    """Return the path of a file: address of this machine, another text as it is; None for others.

    Addresses of the web are not paths: their file's name says nothing of what they play.
    """
    found = SCHEME.match(location)
    if found is None:
        return location
    if found[0].lower() != "file:":
        return None if location[found.end() :].startswith("//") else location
    try:
        parts = urlsplit(location)
    except ValueError:  # [ of an IPv6 address that is none
        return None
    if parts.netloc.lower() not in LOCAL_HOSTS:
        return None
    return location[found.end() :].removeprefix("//").removeprefix(parts.netloc)
