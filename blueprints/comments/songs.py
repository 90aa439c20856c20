"""The title of the song that was on air when a comment was sent, if the station shows it."""

from typing import Any

from sqlalchemy import Boolean, ColumnElement, and_, bindparam, case, func, or_

from blueprints.core.station import station
from blueprints.player.models import Play

STREAM = "://"  # in the file of a play: an address, from which another station may come
NAMES = (Play.title, Play.artist)  # "Aerial - The best of today" gives the station as the artist

# `songs`: the station shows them; `station`: its own name, which may be the title of a stream or
# an announcement. asked() gives both.
TITLE: ColumnElement[str | None] = case(
    (
        and_(
            bindparam("songs", type_=Boolean),
            Play.kind == "music",
            Play.title != "",
            *(func.lower(name) != func.lower(bindparam("station")) for name in NAMES),
            or_(Play.artist != "", Play.file.not_like(f"%{STREAM}%")),
        ),
        Play.title,
    )
)


def asked() -> dict[str, Any]:
    """Return the parameters of TITLE."""
    here = station()
    return {"songs": here.comment_songs, "station": here.name}


def title_of(play: Play | None, name: str) -> str | None:
    """Return the title of `play` in the form of TITLE; `name` is the station's."""
    if play is None or play.kind != "music" or not play.title or not station().comment_songs:
        return None
    if name.lower() in (play.title.lower(), play.artist.lower()):
        return None
    return play.title if play.artist or STREAM not in play.file else None
