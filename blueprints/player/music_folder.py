"""The music folder of MPD, where it is at hand: files by their names in MPD's library."""

from pathlib import Path

from flask import current_app


def music_folder() -> Path | None:
    """Return the music folder, without symbolic links; None if the station names none."""
    named: str = current_app.config["RADIO_MPD_MUSIC_DIRECTORY"]
    try:
        return Path(named).resolve(strict=True) if named else None
    except (OSError, RuntimeError):
        return None


def find_file(name: str) -> Path | None:
    """Return the file with that name in the music folder; None if missing, or outside of it.

    A symbolic link that leads out of the folder is outside.
    """
    folder = music_folder()
    if folder is None or not name or "\0" in name or name.startswith("/"):
        return None
    if ".." in name.split("/"):
        return None
    try:
        path = (folder / name).resolve(strict=True)
        return path if path.is_relative_to(folder) and path.is_file() else None
    except (OSError, ValueError, RuntimeError):  # a name that no file can have, a ring of links
        return None
