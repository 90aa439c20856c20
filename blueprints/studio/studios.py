"""The two studios: the one on air, and the one for practice with an MPD and a log of its own."""

from dataclasses import dataclass

from flask import current_app

from blueprints.player.models import Play
from blueprints.studio.models import PracticePlay


@dataclass(frozen=True)
class Studio:
    """A studio: its name in the database, its MPD, its log."""

    name: str
    host: str
    port: int
    password: str
    log: type[Play] | type[PracticePlay]

    @property
    def is_practice(self) -> bool:
        """Return True if nothing of it is public."""
        return self.name == "practice"

    @property
    def has_mpd(self) -> bool:
        """Return False for a practice studio whose station names no MPD for it."""
        return bool(self.host)

    @property
    def address(self) -> tuple[str, int, str]:
        """Return the host, port and password of its MPD."""
        return self.host, self.port, self.password


def on_air() -> Studio:
    """Return the studio on air."""
    config = current_app.config
    return Studio(
        "air",
        config["RADIO_MPD_HOST"],
        config["RADIO_MPD_PORT"],
        config["RADIO_MPD_PASSWORD"],
        Play,
    )


def practice() -> Studio:
    """Return the practice studio."""
    config = current_app.config
    host, port = config["RADIO_PRACTICE_MPD_HOST"], config["RADIO_PRACTICE_MPD_PORT"]
    return Studio("practice", host, port, "", PracticePlay)
