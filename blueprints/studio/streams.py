"""Streams that the station lists in its settings: the only addresses that MPD is given."""

from blueprints.core.station import station
from blueprints.core.text import plain

Row = dict[str, str]


def streams() -> list[Row]:
    """Return the station's listed streams in their order: {"file": address, "title"}."""
    return [
        {"file": stream.url, "title": plain(stream.title) or stream.url}
        for stream in station().streams
    ]


def title_of(address: str) -> str:
    """Return the title of a listed stream, "" for any other address."""
    return next((row["title"] for row in streams() if row["file"] == address), "")
