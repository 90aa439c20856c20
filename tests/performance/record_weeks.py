"""Weeks of clock changes: schedule, calendar, log, playlist and API. python -m …record_weeks

Weeks with a clock change in their middle, two of them at midnight: slots across it, in the hour
that comes twice or is left out, every other week, cancelled, moved, special; and plays all through
the week. The account of weeks_account.py, which walks UTC minute by minute and reads the clocks,
says what is right.
"""

import json
import sys
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import icalendar
import recurring_ical_events
import time_machine
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.shows import schedule
from blueprints.shows.models import Episode, Show
from blueprints.shows.queries import now_and_next, schedule_between
from tests.performance.station import Station
from tests.performance.weeks_account import Account, Case, as_tuple
from tests.performance.weeks_pages import Pages, stamp, written
from tests.performance.weeks_station import (
    log_of,
    run_episodes,
    slug_of,
    write_log,
    write_schedule,
)
from tests.player.helpers import hear, reading

CASES = (
    Case("Europe/Lisbon", "spring", date(2026, 3, 29), ("01:00", "02:00")),
    Case("Europe/Lisbon", "autumn", date(2026, 10, 25), ("01:00", "02:00"), 37),
    Case("America/New_York", "spring", date(2026, 3, 8), ("02:00", "03:00"), 37),
    Case("America/New_York", "autumn", date(2025, 11, 2), ("01:00", "02:00")),
    Case("Australia/Lord_Howe", "spring", date(2025, 10, 5), ("02:00", "02:30")),
    Case("Australia/Lord_Howe", "autumn", date(2026, 4, 5), ("01:30", "02:00"), 37),
    Case("Pacific/Auckland", "spring", date(2025, 9, 28), ("02:00", "03:00"), 37),
    Case("Pacific/Auckland", "autumn", date(2026, 4, 5), ("02:00", "03:00")),
    Case("America/Havana", "spring", date(2026, 3, 8), ("00:00", "01:00"), 37),
    Case("America/Havana", "autumn", date(2025, 11, 2), ("00:00", "01:00")),
)
HEADS = ("zone", "change", "minutes", "borders", "airings", "events", "episodes", "plays", "rows",
         "questions", "spins", "disagreements")  # fmt: skip
SECOND, AROUND = timedelta(seconds=1), timedelta(minutes=20)
ASKED_EACH = 4  # minutes
MOST_TOLD = 20  # disagreements of a week


class Week:
    """A week under test: what was compared, and where it disagreed."""

    def __init__(self, case, station):
        self.account, self.station = Account(case), station
        self.delay = timedelta(seconds=case.delay)
        self.compared, self.wrong = Counter(), []
        self.log = log_of(self.account)
        self.owners = {play.title: self.account.on_at(play.begin) for play in self.log}

    def same(self, kind, about, said, expected, count=1):
        """Compare what the site said with the account."""
        self.compared[kind] += count
        if said != expected:
            self.wrong.append(f"{kind} {about}: {said}, not {expected}")

    def run(self):
        """Compare all."""
        write_schedule(self.station.app, self.account)
        self.schedule()
        self.calendar()
        self.current_track()
        write_log(self.station.app, self.log)
        run_episodes(self.station.app, self.account)
        self.episodes()
        with self.station.served():
            pages = Pages(self.station)
            self.playlist(pages)
            self.episode_pages(pages)
            self.questions(pages)
            self.api(pages)

    def schedule(self):
        """The airings, and what is on and next in each minute."""
        account = self.account
        with self.station.app.app_context():
            shows = dict(db.session.execute(select(Show.id, Show.title)).all())
            found = schedule_between(account.since, account.until)

            def told(one):
                return one and (shows[one.show_id], one.title, one.starts_at, one.ends_at)

            self.same_sets("airings", map(told, found), map(as_tuple, account.airings))
            for minute in account.minutes:
                on, coming = now_and_next(minute)
                said = told(schedule.on_air(found, minute)), told(on), told(coming)
                right = as_tuple(account.on_at(minute))
                expected = right, right, as_tuple(account.next_after(minute))
                self.same("minutes", minute, said, expected)

    def same_sets(self, kind, said, expected):
        """Compare two collections, thing by thing."""
        said, expected = Counter(said), Counter(expected)
        self.compared[kind] += sum(expected.values())
        for wrong, why in ((said - expected, "not so"), (expected - said, "missing")):
            self.wrong += [f"{kind}: {why}: {one}" for one in wrong.elements()]

    def calendar(self):
        """/shows/schedule.ics, as a calendar app reads it."""
        account = self.account
        with time_machine.travel(account.since, tick=False):
            answer = self.station.app.test_client().get("/shows/schedule.ics")
        read = recurring_ical_events.of(icalendar.Calendar.from_ical(answer.data))
        events = read.between(account.since, account.until)
        ends = "DTSTART", "DTEND"
        told = [(str(one["SUMMARY"]), *(one[end].dt.astimezone(UTC) for end in ends))
                for one in events]  # fmt: skip
        told = [one for one in told if one[1] < account.until and one[2] > account.since]
        right = [(one.title or one.show, one.begin, one.end) for one in account.airings]
        self.same_sets("events", told, right)

    def current_track(self):
        """`show` and `next_show` of the JSON around each border, without and with a watcher."""
        moments = [border + n * SECOND for border in self.account.borders for n in (-1, 0, 1)]
        for is_watched in (False, True):
            for moment in moments:
                with time_machine.travel(moment, tick=False):
                    if is_watched:
                        hear(self.station.app, reading(moment.timestamp(), state="stop"))
                    said = self.polled()
                on, coming = self.account.on_at(moment), self.account.next_after(moment)
                right = (on and (on.title or on.show, stamp(on.end)),
                         (coming.title or coming.show, stamp(coming.begin)))  # fmt: skip
                self.same("borders", moment, said, right, count=is_watched)

    def polled(self):
        """(show and its end, the next and its start)."""
        body = json.loads(self.station.app.test_client().get("/current-track.json").data)
        show, coming = body["show"], body["next_show"]
        return show and (show["title"], show["ends_at"]), (coming["title"], coming["starts_at"])

    def episodes(self):
        """The rows that the job has made: of each airing, and automation of each day."""
        account = self.account
        with self.station.app.app_context():
            rows = db.session.execute(
                select(Show.title, Episode.title, Episode.starts_at, Episode.ends_at)
                .outerjoin(Show)
                .where(Episode.starts_at < account.until, Episode.ends_at > account.since)
            ).all()
        right = [as_tuple(one) for one in account.airings]
        right += [(None, "", begin, end) for begin, end in account.days]
        self.same_sets("episodes", map(tuple, rows), right)

    def playlist(self, pages):
        """Each day's pages: each play once, on its day, with its time, under its show."""
        for begin, end in self.account.days:
            heard = [play for play in self.log
                     if play.is_public and begin <= play.begin + self.delay < end]  # fmt: skip
            right = [(self.heading(play), self.printed(play), play.title) for play in heard[::-1]]
            said = pages.day(self.account.wall(begin).date())
            said = [(heading or "Automation", *rest) for heading, *rest in said]
            self.same_sets("rows", said, right)
            self.same("order", begin, [row[2] for row in said], [row[2] for row in right])

    def heading(self, play):
        """What stands above a play."""
        on = self.owners[play.title]
        if on is None:
            return "Automation"
        ends = (self.account.wall(end) for end in (on.begin, on.end))
        name = f"{on.show}: {on.title}" if on.title else on.show
        return name + " {:%H:%M}–{:%H:%M}".format(*ends)

    def printed(self, play):
        """When it was heard."""
        return self.account.printed(play.begin + self.delay)

    def episode_pages(self, pages):
        """The playlist of each episode on its own page."""
        with self.station.app.app_context():
            query = select(Episode.id, Show.title, Episode.starts_at).join(Show)
            found = db.session.execute(query.where(Episode.starts_at < self.account.until)).all()
        for number, show, begin in found:
            right = [
                (self.printed(play), play.title) for play in self.log
                if play.is_public and (on := self.owners[play.title])
                and (on.show, on.begin) == (show, begin)
            ]  # fmt: skip
            said = pages.episode(f"/shows/{slug_of(show)}/episodes/{number}")
            self.same("episode pages", (show, begin), sorted(said), sorted(right))

    def questions(self, pages):
        """“What was that song?”, for the hours of the change."""
        account, day = self.account, self.account.case.day
        for number in range(0, 6 * 60, ASKED_EACH):
            wall = f"{number // 60:02}:{number % 60:02}"
            moments = [minute for minute in account.minutes
                       if account.wall(minute).isoformat() == f"{day}T{wall}:00"]  # fmt: skip
            answers, sentences = pages.asked(day, wall)
            if moments:
                said = [answer.song for answer in answers]
                self.same("questions", wall, said, [self.heard_at(one) for one in moments])
                continue
            after = account.first_at(account.wall(account.since).replace(
                year=day.year, month=day.month, day=day.day, hour=number // 60,
                minute=number % 60), account.case.zone)  # fmt: skip
            clock = f"{account.wall(after):%H:%M}"
            is_told = f"{wall} did not exist. This was on from {clock}:" in sentences[0]
            said = is_told, [answer.rows for answer in answers]
            self.same("questions", wall, said, (True, [self.heard_from(after)]))

    def heard_at(self, moment):
        """The title of what was heard; None under a jingle."""
        (play,) = (play for play in self.log if play.begin <= moment - self.delay < play.end)
        return play.title if play.is_public else None

    def heard_from(self, moment):
        """The titles of what was heard in the next twenty minutes, the newest first."""
        at = moment - self.delay
        heard = [play for play in self.log if play.begin < at + AROUND and play.end > at]
        return [play.title for play in heard[::-1] if play.is_public]

    def api(self, pages):
        """/api/playlists and /api/spins: each spin in its playlist, on both roads."""
        found, _total = pages.items("playlists")
        named = {one["id"]: (None if one["automation"] else one["title"], one["start"])
                 for one in found}  # fmt: skip
        spins = pages.spins_by_playlist()
        said = [(named.get(number), *spin) for number, many in spins.items() for spin in many]
        right = [(self.playlist_of(play), play.title, written(play.begin + self.delay))
                 for play in self.log if play.is_song]  # fmt: skip
        self.same_sets("spins", said, right)
        for number in named:
            listed, total = pages.items("spins", playlist_id=number)
            titles = [(one["song"], one["start"]) for one in listed]
            self.same("playlists", named[number], (titles, total),
                      (spins.get(number, []), len(spins.get(number, []))))  # fmt: skip

    def playlist_of(self, play):
        """(show, begin) of a play's episode, or of its day's automation."""
        on = self.owners[play.title]
        if on is not None:
            return on.show, written(on.begin)
        (begin,) = (begin for begin, end in self.account.days if begin <= play.begin < end)
        return None, written(begin)


@contextmanager
def station_of(case):
    """A station of its own."""
    with TemporaryDirectory(prefix="aerial-week-") as folder:
        made = Station(Path(folder), RADIO_TIMEZONE=case.zone)
        yield made
        with made.app.app_context():
            db.engine.dispose()


def main(zones):
    """Compare the weeks of these zones (all, if none is named); return 0 if all agree."""
    lines, failures = [HEADS], []
    for case in CASES:
        if zones and case.zone not in zones:
            continue
        with station_of(case) as station:
            week = Week(case, station)
            week.run()
        counts = [week.compared[head] for head in HEADS[2:-1]]
        counts[HEADS.index("plays") - 2] = len(week.log)
        lines.append((case.zone, case.change, *map(str, counts), str(len(week.wrong))))
        failures += [f"{case.zone} {case.change}: {line}" for line in week.wrong[:MOST_TOLD]]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)))
    print(*failures, sep="\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
