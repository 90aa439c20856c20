"""The title of the song that was on air when a comment was sent, if the station shows it."""

from typing import Any

from sqlalchemy import Boolean, ColumnElement, and_, bindparam, case, func, or_

from blueprints.core.station import station
from blueprints.player.models import Play

STREAM = "://"  # in the file of a play: an address, from which another station may come

# `songs`: the station shows them; `station`: its own name, which may be the title of a stream or
# an announcement. asked() gives both.
TITLE: ColumnElement[str | None] = case(
    (
        and_(
            bindparam("songs", type_=Boolean),
            Play.kind == "music",
            Play.title != "",
            or_(
                Play.artist != "",
                and_(
                    Play.file.not_like(f"%{STREAM}%"),
                    func.lower(Play.title) != func.lower(bindparam("station")),
                ),
            ),
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
    is_own = play.title.lower() == name.lower()
    return play.title if play.artist or not (STREAM in play.file or is_own) else None
