"""Alarms: the station has gone quiet, or its queue ends soon. A mail once, and one when it is over.

Paused counts as quiet: listeners hear nothing. A row of Alarm is open from the first look at
which something is wrong; it is told once that has lasted, and forgotten if it does not.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.core.station import station
from blueprints.mail.outbox import post
from blueprints.player.alarm_words import beginning, ending
from blueprints.player.manual_rows import find_open_rows, is_open
from blueprints.player.models import Snapshot
from blueprints.player.queue_left import remaining
from blueprints.player.queue_state import body_of, find_mpd_state
from blueprints.player.record_models import Alarm
from blueprints.shows.queries import kept_schedule

QUIET = ("off_air", "paused", "unknown")
WELL_FOR = timedelta(seconds=10)
APART = timedelta(minutes=5)  # from the end of an alarm to the next of its kind
MINUTE = 60.0


@dataclass(frozen=True)
class Finding:
    """The result of a look: if something is wrong, since when, and details for the alarm's text."""

    is_wrong: bool
    since: datetime
    details: str = ""


def look_at_air(now: datetime) -> Finding | None:
    """Return if the station is quiet by /current-track.json; None before it was ever on air."""
    snapshot = db.session.get(Snapshot, 1, populate_existing=True)
    if snapshot is None or not snapshot.body:
        return None
    if snapshot.valid_until is None or snapshot.valid_until < now:
        known = [at for at in (snapshot.heard_at, snapshot.manual_until) if at and at <= now]
        return Finding(True, max(known, default=now), "unknown")
    state = json.loads(snapshot.body)["state"]
    return Finding(state in QUIET, now, state)


def look_at_queue(now: datetime) -> Finding | None:
    """Return if the queue ends soon, and before the next show with presenters; None if unclear."""
    here, row = station(), find_mpd_state("air")
    body = body_of(row)
    if row is None or body is None:
        return None
    if body["options"]["repeat"] or here.refill_playlist or _is_presented(now, now):
        return Finding(False, now)
    left = remaining(row)
    if left is None or any(one.source != "mpd" and is_open(one, now) for one in find_open_rows()):
        return None
    if left >= here.alarm_queue * MINUTE:
        return Finding(False, now)
    return Finding(not _is_presented(now, now + timedelta(seconds=left)), now, str(int(left)))


def _is_presented(since: datetime, until: datetime) -> bool:
    """Return True if a show with presenters is on at some time between."""
    kept = kept_schedule(since)
    shows = (kept.faces.get(airing.show_id) for airing in kept.between(since, until))
    return any(show.presenters for show in shows if show)


LOOKS = {"silence": look_at_air, "queue": look_at_queue}


@dataclass
class Alarms:
    """The job, and what it remembers of its looks. Several workers may run it: each alarm is one.

    What it has not seen itself it does not count on: a row that was not told yet begins anew, as
    does one that began later than now, by clocks that were put back.
    """

    _seen: set[str] = field(default_factory=set)
    _well_since: dict[str, datetime] = field(default_factory=dict)

    def run(self) -> None:
        """Look at the air and the queue, and write what follows."""
        for what, look in LOOKS.items():
            finding = look(clock.now())
            if finding is not None and self._step(what, finding):
                begin_write()
                self._take(self._step(what, finding), what, finding)  # again: another was quicker?
                db.session.commit()

    def _step(self, what: str, found: Finding) -> str:
        """Return what is to be done: begin, tell, end, forget or nothing."""
        row, now = find_open_alarm(what), clock.now()
        if not found.is_wrong:
            since = self._well_since[what] = min(now, self._well_since.get(what, now))
            if row is None or row.told_at is None:
                return "forget" if row else ""
            return "end" if now - since >= WELL_FOR else ""
        self._well_since.pop(what, None)
        if row is not None and row.told_at is not None:
            return ""
        if row is None or what not in self._seen or row.began_at > now:
            return "begin"
        return "tell" if now >= _due_at(row, now) else ""

    def _take(self, step: str, what: str, found: Finding) -> None:
        row = find_open_alarm(what)
        if step == "begin":
            row = row or Alarm(what=what)
            row.began_at, row.details = found.since, found.details
            db.session.add(row)
            self._seen.add(what)
        elif row is not None and step == "forget":
            db.session.delete(row)
        elif row is not None and step == "tell":
            row.told_at, row.details = clock.now(), found.details
            _send(*beginning(row))
        elif row is not None and step == "end":
            row.ended_at = self._well_since.pop(what, clock.now())
            _send(*ending(row))


def find_open_alarm(what: str) -> Alarm | None:
    """Return the alarm of this kind that is not over, or None."""
    return db.session.scalar(select(Alarm).where(Alarm.what == what, Alarm.ended_at.is_(None)))


def open_alarms() -> list[Alarm]:
    """Return the alarms that were told and are not over, the oldest first."""
    query = select(Alarm).where(Alarm.ended_at.is_(None), Alarm.told_at.is_not(None))
    return list(db.session.scalars(query.order_by(Alarm.began_at)))


def _due_at(row: Alarm, now: datetime) -> datetime:
    """Return when an alarm is told: once it has lasted, and some time after the last one."""
    after = station().alarm_after if row.what == "silence" else 10
    query = select(Alarm.ended_at).where(Alarm.what == row.what, Alarm.ended_at <= now)
    last = db.session.scalar(query.order_by(Alarm.ended_at.desc()).limit(1))
    due_at = row.began_at + timedelta(seconds=after)
    return max(due_at, last + APART) if last else due_at


def _send(subject: str, text: str) -> None:
    for email in station().alarm_emails:
        post(email, subject, text)
