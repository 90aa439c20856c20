"""A day in four minutes, with a real MPD, and the station's watcher, worker and web server.

Tracks last ten seconds and shows half a minute. The account is made without the database: MPD is
asked every 50 ms on a connection of its own, and the presses are noted by the script's clock.
"""

import json
import signal
import tempfile
import threading
import time
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select

from blueprints.accounts.models import User
from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings
from blueprints.player.models import Track
from blueprints.player.record_models import Chart
from blueprints.player.tokens import make_token
from blueprints.shows.models import ScheduleChange, Show
from tests.performance.day_account import DayAccount
from tests.performance.day_checks import Checks, Result
from tests.performance.day_http import Http
from tests.performance.heard import Account, Entry, Heard
from tests.performance.processes import free_port, running, until
from tests.performance.show_views import of_json
from tests.performance.station import Station
from tests.player.real_mpd import RealMPD
from tests.shows.on_air import schedule_changed
from tests.staff import sign_in, write_cast

SETTINGS = {"live_cap": 1, "spin_cap": 1, "talk_cap": 5}
TRACKS, LONG = 32, 9
IDENT = "jingles/ident.wav"
LATE, EARLY, TOLERANCE = 2.5, 0.4, 1.0  # seconds; the poll is one of them
WAITS = 5.0  # a posted play stays on air for so long, until the next one is there
RETRY = 5.0  # the watcher tries at least so often to find an MPD that was lost
TWO_LOOKS = 4.0  # so long the body stands when its row is over and MPD is lost
BELIEVED = 33.0  # for so long after its last look the JSON may say what MPD played
SHOWS = (("Vinyl Morning", 20, 75), ("Playout Hour", 75, 120), ("Quay Live", 120, 185))


class RealAccount(Account):
    """The account of MPD and of the DJ's keys, and of what another playout plays over MPD."""

    def __init__(self, port):
        self.posted = None
        super().__init__(port)

    def posts(self, title, artist, length):
        """Another playout begins to play something."""
        now = time.time()
        self.posted = Entry("playout", title, artist, now, now + length)
        self.entries.append(self.posted)

    def _told(self, at):
        posted = self.posted
        if self._manual is None and posted is not None and posted.start <= at < posted.end:
            return Heard("playing", posted.title, posted.artist, posted.start)
        return super()._told(at)


class RealDay:
    """The station, its MPD, its DJ and its other playout; what the JSON said each second."""

    def __init__(self, folder, stack):
        self.mpd = RealMPD(folder / "mpd", free_port())
        for number in range(TRACKS):
            self.mpd.tone(f"tone {number:02}.wav", LONG + number % 3, title=f"Tone {number}",
                          artist=f"Artist {number % 4}", album=f"Album {number % 5}")  # fmt: skip
        self.mpd.tone(IDENT, 6, title="Ident", artist="Aerial")
        self.mpd.start()
        stack.callback(self.mpd.end)
        self.mpd.add()
        (folder / "station").mkdir()
        self.zone = f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"  # no midnight comes in between
        self.station = Station(folder / "station", RADIO_MPD_HOST="127.0.0.1",
                               RADIO_MPD_PORT=str(self.mpd.port),
                               RADIO_TIMEZONE=self.zone)  # fmt: skip
        self.users = write_cast(self.station.app)
        for name in ("watch", "work", "web"):
            command = self.station.command(name)
            stack.enter_context(running(command, self.station.settings, self.station.folder))
        until(self.station._answers, "the web server")
        until(lambda: self._count(Track) == TRACKS + 1, "the library")
        self._open()
        self.seen, self.shows, self._ends = [], [], threading.Event()
        self.account = RealAccount(self.mpd.port)
        stack.callback(self.account.end)

    def _open(self):
        app = self.station.app
        with app.app_context():
            begin_write()
            keep_settings(SETTINGS)
            _, token = make_token("AzuraCast", db.session.scalar(select(User)))
            db.session.commit()
        self.playout, self.anybody = Http(self.station, token=token), Http(self.station)
        self.dj, self.editor = (
            Http(self.station, sign_in(app, self.users[who]).get_cookie("session").value)
            for who in ("dj", "editor")
        )

    def schedule(self, began):
        """Three specials, a few seconds from now."""
        with self.station.app.app_context():
            begin_write()
            for title, since, end in SHOWS:
                times = [began + since, began + end]
                local = [datetime.fromtimestamp(at, ZoneInfo(self.zone)) for at in times]
                show = Show(title=title, slug=title.lower().replace(" ", "-"))
                db.session.add(ScheduleChange(
                    what="special", show=show, day=local[0].date(), starts=local[0].time(),
                    ends=local[1].time(), zone=self.zone))  # fmt: skip
                self.shows.append((title, *times))
            schedule_changed()
            db.session.commit()

    def run(self):
        """Everything that happens in the day."""
        self.began = began = float(int(time.time()) + 3)
        self.schedule(began)
        sampler = threading.Thread(target=self._sample, daemon=True)
        sampler.start()
        self._queue(0)
        self._wait(12)
        self.dj.take_token()
        self._vinyl()
        self._playout()
        self._wait(122)
        self._key("live", "At the quay", cap=60.0)
        self._wait(160)
        self.mpd.end(signal.SIGKILL)
        self.dead = time.time()
        self._wait(248)
        (self.mpd.folder / "state").unlink(missing_ok=True)
        self.mpd.start()
        self._queue(TRACKS // 2)
        self.alive = time.time()
        self._wait(270)
        self._ends.set()
        sampler.join(5)

    def _queue(self, first):
        with self.mpd.client() as client:
            client.clear()
            client.consume(1)
            for number in range(first, TRACKS):
                client.add(f"tone {number:02}.wav")
                if number % 6 == 2:
                    client.add(IDENT)
            client.play()

    def _wait(self, seconds):
        time.sleep(max(0.0, self.began + seconds - time.time()))

    def _early(self):
        """Wait for a moment at which MPD's track has been heard, and has some time to go."""
        while not (self.account.left() > 2.0 and self.account._play
                   and time.time() - self.account._play.start > 6.0):  # fmt: skip
            time.sleep(0.05)

    def _key(self, source, title="", artist="", cap=300.0, **more):
        self.dj.post("/studio/log/rows", source=source, title=title, artist=artist, **more)
        self.account.starts(source, title, artist, cap)

    def _back(self):
        self.dj.post("/studio/log/back")
        self.account.back()

    def _vinyl(self):
        self._wait(22)
        self.dj.post("/studio/desk")
        self._early()
        with self.mpd.client() as client:
            client.pause(1)
        for number in range(3):
            self._key("spin", f"Groove {number}", "Needle Men", album="Side", cap=60.0)
            time.sleep(9)
            self._key("talk")
            time.sleep(3)
        self._back()
        with self.mpd.client() as client:
            client.pause(0)

    def _playout(self):
        self._wait(88)
        for number in range(2):
            self._early()
            fields = {"id": f"p{number}", "title": f"Drum {number}", "artist": "Far Away"}
            self.account.posts(fields["title"], fields["artist"], 10)
            start = datetime.fromtimestamp(self.account.posted.start, UTC).isoformat()
            for _ in range(2):
                self.playout.post("/studio/plays", **fields, duration=10, start=start)
            time.sleep(10)

    def _sample(self):
        while not self._ends.wait(1.0):
            with suppress(OSError):
                body = json.loads(self.anybody.get("/current-track.json"))
                self.seen.append((time.time(), body))

    def _count(self, model):
        with self.station.app.app_context():
            return db.session.scalar(select(func.count()).select_from(model))

    def json_told(self):
        """What the JSON said each second, held against what was heard."""
        wrong = []
        for at, body in self.seen:
            told, show = of_json(body), (body["show"] or {}).get("title", "")
            near = self.account.during(at - LATE, at + EARLY)
            is_lost = self.dead < at < self.alive + RETRY + LATE
            if (
                told not in near
                and not (is_lost and self._is_lost(told, at))
                and not (self._is_awaited(told, at))
            ):
                wrong.append(f"{at - self.began:.1f} s: {told.words}; "
                             f"heard {[one.words for one in near]}")  # fmt: skip
            titles = {self._show_at(at - late) for late in (-EARLY, 0, LATE + TWO_LOOKS * is_lost)}
            if show not in titles:
                wrong.append(f"{at - self.began:.1f} s: show {show}, scheduled {titles}")
        return Result("/current-track.json, each second", len(self.seen), wrong)

    def _is_awaited(self, told, at):
        """True for a posted play that is over and has no next one yet."""
        return any(told.title == one.title and one.end <= at < one.end + WAITS + LATE
                   for one in self.account.entries if one.source == "playout")  # fmt: skip

    def _is_lost(self, told, at):
        if told.state == "unknown":
            return at > self.dead + 25
        return at < self.dead + BELIEVED and told.state == "playing"

    def _show_at(self, at):
        return next((title for title, begin, end in self.shows if begin <= at < end), "")

    def told(self):
        """The account, as the checks need it."""
        made = DayAccount(self.began - 5, step=0.05)
        made.shows, made.dead = self.shows, [[self.dead, self.alive]]
        for one in self.account.entries:
            number = one.title.removeprefix("Tone ")
            album = {"mpd": f"Album {int(number) % 5}" if number.isdigit() else ""}
            kinds = {"talk": "speech", "live": "live"}
            kind = "jingle" if one.file == IDENT else kinds.get(one.source, "music")
            made.add(one.source, one.start, title=one.title, artist=one.artist, end=one.end,
                     album="Side" if one.source == "spin" else album.get(one.source, ""),
                     how=one.how, kind=kind)  # fmt: skip
        made.listen(time.time())
        return made

    def results(self):
        """All that the station tells of the day, each with its disagreements."""
        with self.station.app.app_context():
            begin_write()
            db.session.execute(delete(Chart))  # the worker makes new ones, with all that was heard
            db.session.commit()
        until(lambda: self._count(Chart) >= 3, "the charts")
        account, now = self.told(), time.time()
        day = datetime.fromtimestamp(now, ZoneInfo(self.zone)).replace(
            hour=0, minute=0, second=0, microsecond=0
        )
        bounds = day.timestamp(), (day + timedelta(days=1)).timestamp()
        checks = Checks(account, self.anybody.get, self.editor.get, day.date(), bounds, self.zone,
                        now, TOLERANCE)  # fmt: skip
        yield self.json_told()
        yield checks.log(self.station.folder / "aerial.sqlite3")
        yield checks.playlist()
        first = int(self.began // 60 + 1) * 60
        yield checks.questions([at for at in range(first, int(now), 60)])
        yield from checks.charts()
        yield checks.plays_reported()
        yield from checks.spins()


def real_day():
    """Run it; return the results."""
    with tempfile.TemporaryDirectory(prefix="aerial-day-") as folder, ExitStack() as stack:
        day = RealDay(Path(folder), stack)
        day.run()
        return list(day.results())
