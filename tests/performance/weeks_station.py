"""The station of record_weeks: an account's slots, changes and plays, written as rows."""

import random
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import time_machine
from sqlalchemy import delete, insert

from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings
from blueprints.home.work import Worker, jobs_of
from blueprints.player.models import Gap, Play, Snapshot
from blueprints.shows.models import ScheduleChange, ScheduleState, Show, Slot

DAY = timedelta(days=1)
KINDS = {  # source, kind, how many of a hundred
    ("mpd", "music"): 76, ("mpd", "jingle"): 7, ("spin", "music"): 7,
    ("talk", "speech"): 6, ("playout", "music"): 4,
}  # fmt: skip


@dataclass(frozen=True)
class Logged:
    """A row of the log as the account knows it."""

    title: str
    source: str
    kind: str
    begin: datetime
    end: datetime

    @property
    def is_public(self):
        """Listeners see it."""
        return self.kind != "jingle"

    @property
    def is_song(self):
        """It counts as music."""
        return self.kind == "music"


def slug_of(show):
    """The address of a show."""
    return show.lower().replace(" ", "-")


def write_schedule(app, account):
    """Write the station's settings, the shows, slots and changes."""
    case = account.case
    with app.app_context():
        begin_write()
        keep_settings({"timezone": case.zone, "stream_delay": case.delay})
        shows, slots = {}, {}
        for plain in account.slots:
            title = plain.show
            show = shows.setdefault(title, Show(slug=slug_of(title), title=title))
            for day in plain.days:
                first = case.day + (plain.first + day) * DAY
                slots[plain.show, day] = Slot(
                    show=show, weekday=first.weekday(), zone=plain.zone, every=plain.every,
                    first_on=first, **_times(plain),
                )  # fmt: skip
        db.session.add_all([*shows.values(), *slots.values()])
        for plain in account.changes:
            db.session.add(_change(plain, case, shows, slots))
        db.session.add(ScheduleState(id=1, version=1))
        db.session.commit()


def _times(plain):
    if not plain.starts:
        return {}
    return {"starts": time.fromisoformat(plain.starts), "ends": time.fromisoformat(plain.ends)}


def _change(plain, case, shows, slots):
    is_of = plain.of is not None
    what = "cancelled" if plain.to is None else "moved" if is_of else "special"
    return ScheduleChange(
        show=shows[plain.show], what=what, zone=case.zone, title=plain.title, **_times(plain),
        slot=slots[plain.show, plain.of] if is_of else None,
        on_day=case.day + plain.of * DAY if is_of else None,
        day=None if plain.to is None else case.day + plain.to * DAY,
    )  # fmt: skip


def log_of(account):
    """A week of plays, one after the other; one begins at each border, and days begin with one."""
    chance = random.Random(account.case.zone + account.case.change)
    fixed = {*account.borders, *(begin for begin, _ in account.days), account.until}
    begins, at = [], account.since
    for border in sorted(fixed):
        while at < border:
            begins.append(at)
            at = min(at + timedelta(seconds=chance.randint(70, 420)), border)
    kinds = chance.choices(list(KINDS), list(KINDS.values()), k=len(begins))
    ends = [*begins[1:], account.until]
    return [
        Logged(f"Play {number:05}", *kind, begin, end)
        for number, (kind, begin, end) in enumerate(zip(kinds, begins, ends, strict=True))
    ]


def write_log(app, log):
    """Write the plays; what the watcher's looks left is deleted."""
    rows = [
        {"source": play.source, "kind": play.kind, "title": play.title,
         "artist": "Anna" if play.is_song else "", "started_at": play.begin,
         "ended_at": play.end, "how": "finished"}
        for play in log
    ]  # fmt: skip
    with app.app_context():
        begin_write()
        for left in (Gap, Snapshot):
            db.session.execute(delete(left))
        db.session.execute(insert(Play), rows)
        db.session.commit()


def run_episodes(app, account):
    """Run the job that makes episodes through the week, now and then an hour late."""
    chance, at = random.Random(7), account.since
    job = [one for one in jobs_of(app) if one.name == "episodes"]
    while at < account.until:
        with time_machine.travel(at, tick=False):
            assert not Worker(app, job).round()
        at += timedelta(seconds=chance.choice([10, 300, 1700, 2900, 3500, 5200]))
