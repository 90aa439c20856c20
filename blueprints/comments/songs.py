"""The title of the song that was on air when a comment was sent."""

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_

from blueprints.player.models import Play

STREAM = "://"  # in the file of a play: an address, from which another station may come

# `station`: the station's own name, which may be the title of a stream or an announcement
TITLE: ColumnElement[str | None] = case(
    (
        and_(
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


def title_of(play: Play | None, station: str) -> str | None:
    """Return the title of `play` in the form of TITLE: None unless it is a song."""
    if play is None or play.kind != "music" or not play.title:
        return None
    is_own = play.title.lower() == station.lower()
    return play.title if play.artist or not (STREAM in play.file or is_own) else None
