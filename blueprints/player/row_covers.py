"""Covers of many plays at once, for lists of the public record."""

from collections.abc import Iterable

from flask import url_for
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.player.covers import keys_of
from blueprints.player.models import Cover, Play, Track
from blueprints.player.mpd_status import Song
from blueprints.player.public_rows import Logged

MOST = 500  # plays with covers on a page
WIDTH = 96


def covers_of(plays: Iterable[Logged | Play], width: int = WIDTH) -> dict[int, str]:
    """Return the addresses of covers by the play's number, where they are known."""
    of_files = [play for play in plays if play.file][:MOST]
    artists = _album_artists({play.file for play in of_files})
    keys = {play.id: keys_of(_song(play, artists.get(play.file, ""))) for play in of_files}
    hashes = _hashes({key for pair in keys.values() for key in pair})
    found = {number: hashes.get(album) or hashes.get(own) for number, (album, own) in keys.items()}
    return {number: url_for("player.art", key=f"{hash_}-{width}.jpg")
            for number, hash_ in found.items() if hash_}  # fmt: skip


def _song(play: Logged | Play, album_artist: str) -> Song:
    return Song(play.file, play.title, play.artist, play.album, album_artist)


def _album_artists(files: set[str]) -> dict[str, str]:
    query = select(Track.file, Track.album_artist).where(Track.file.in_(files))
    return {file: artist for file, artist in db.session.execute(query)} if files else {}


def _hashes(keys: set[str]) -> dict[str, str]:
    query = select(Cover.key, Cover.hash).where(Cover.key.in_(keys), Cover.hash.is_not(None))
    return {key: hash_ for key, hash_ in db.session.execute(query) if hash_} if keys else {}
