"""Putting an upload into the music folder: its tags written, under a safe name of its own."""

import logging
import os
import re
import shutil
from pathlib import Path
from typing import IO

from flask_babel import gettext as _

from blueprints.core.text import plain
from blueprints.media.audio import UnusableSound
from blueprints.media.storage import READABLE_FILE, draft_in, make_readable_folder
from blueprints.media.tags import Tags, write_tags
from blueprints.player.gateway import LOST
from blueprints.player.library_reader import LibraryReader
from blueprints.player.music_folder import music_folder
from blueprints.studio.refusals import Refusal
from blueprints.studio.studios import on_air
from blueprints.studio.uploads import PIECE, check_room

FOLDER = "uploads"
MOST_BYTES_OF_A_NAME = 120
MOST_COPIES = 1_000
UNSAFE = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]+')

log = logging.getLogger("aerial.uploads")


def place(source: IO[bytes], ending: str, tags: Tags) -> str:
    """Copy a file into the music folder, with `tags` written into it; return its name there.

    Raises Refusal: there is no folder, no room or no permission.
    """
    music = music_folder()
    if music is None:
        words = _("Uploads can’t be added: the music folder isn’t set up.")
        raise Refusal(422, words, _("Ask an admin to set RADIO_MPD_MUSIC_DIRECTORY."))
    folder = music / FOLDER / safe_name(tags.artist) if tags.artist else music / FOLDER
    try:
        make_readable_folder(music / FOLDER)
        make_readable_folder(folder)
        path = _copied(source, folder, ending, tags)
    except UnusableSound as error:
        words = _("The tags can’t be written into this file.")
        raise Refusal(422, words, _("Export it again and upload that.")) from error
    except OSError as error:
        log.error("an upload cannot be added", extra={"fields": {"error": str(error)}})
        words = _("The server can’t write to the music folder.")
        raise Refusal(422, words, _("Tell the person who runs it. Your upload is kept.")) from error
    return str(path.relative_to(music))


def _copied(source: IO[bytes], folder: Path, ending: str, tags: Tags) -> Path:
    with draft_in(folder) as (file, draft):
        check_room(draft, source.seek(0, 2))
        source.seek(0)
        shutil.copyfileobj(source, file, PIECE)
        write_tags(file, ending, tags)
        os.fsync(file.fileno())
        draft.chmod(READABLE_FILE)
        path = _free_name(folder, safe_name(tags.title), ending)
        os.replace(draft, path)
    return path


def _free_name(folder: Path, stem: str, ending: str) -> Path:
    """Reserve a name that no file has: “Title.mp3”, “Title (2).mp3” …"""
    for number in range(1, MOST_COPIES):
        path = folder / (f"{stem} ({number}).{ending}" if number > 1 else f"{stem}.{ending}")
        try:
            path.open("x").close()
        except FileExistsError:
            continue
        return path
    raise FileExistsError(f"too many files are called {stem}")


def safe_name(text: str) -> str:
    """Return `text` as a part of a path: no separators, no leading dot, up to 120 bytes."""
    name = UNSAFE.sub("-", plain(text)).strip(". ")
    while len(name.encode()) > MOST_BYTES_OF_A_NAME - 10:  # room for " (2)" and the ending
        name = name[:-1]
    return name.rstrip(". ") or "Untitled"


def tell_mpd() -> bool:
    """Make MPD look for new uploads; return False if it does not answer."""
    reader = LibraryReader(on_air().address)
    try:
        reader.connect()
        reader.update(FOLDER)
    except LOST as error:
        log.warning("MPD cannot be told of an upload", extra={"fields": {"error": str(error)}})
        return False
    finally:
        reader.disconnect()
    return True
