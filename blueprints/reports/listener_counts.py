"""The job that notes each minute how many listen, by Icecast's status."""

import logging
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.player.icecast import UNREADABLE, has_source, listeners_of, read_status
from blueprints.reports.models import ListenerCount

log = logging.getLogger("aerial.listeners")

KEPT_FOR = timedelta(days=775)  # 25 months and more


class Counter:
    """A counter that asks Icecast once in each minute."""

    def __init__(self) -> None:
        self._asked_for: datetime | None = None

    def run(self) -> None:
        """Note the count of this minute, if Icecast tells one and nobody has noted it."""
        address, minute = _address(), clock.now().replace(second=0, microsecond=0)
        if not address or minute == self._asked_for:
            return
        self._asked_for = minute
        count = listeners_at(address)
        if count is not None:
            note(minute, count)


def _address() -> str:
    address: str = current_app.config["RADIO_ICECAST_STATUS_URL"]
    return address


def listeners_at(address: str) -> int | None:
    """Return how many listen to all mounts, nobody without one; None if Icecast does not say."""
    try:
        status = read_status(address)
        return listeners_of(status) if has_source(status) else 0
    except UNREADABLE as error:
        log.debug("listeners cannot be counted", extra={"fields": {"error": str(error)}})
        return None


def note(minute: datetime, count: int) -> None:
    """Write the count of a minute once, however many workers have one; forget the oldest."""
    begin_write()
    if db.session.get(ListenerCount, minute) is None:
        db.session.add(ListenerCount(at=minute, listeners=count))
        db.session.execute(delete(ListenerCount).where(ListenerCount.at < minute - KEPT_FOR))
    db.session.commit()
