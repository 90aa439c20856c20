"""A day of a community station in simulated time: what happens, and the account of it.

MPD is told to the log by readings, as the watcher takes them; the studio's keys and another
playout's posts are those of the site. The account is written beside, by the second.
"""

import random
from datetime import UTC, datetime

from blueprints.core.clock import from_timestamp
from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings
from blueprints.player import jobs as player_jobs
from blueprints.player.actions import record_without_mpd
from blueprints.shows import jobs as show_jobs
from tests.performance.day_account import DayAccount
from tests.performance.day_music import (
    JINGLE,
    NEWS,
    PIECES,
    label_of,
    marks_of,
    piece,
    write_library,
)
from tests.player.by_hand import Entry, Hand
from tests.player.helpers import hear, polled, reading
from tests.player.posts import Sender
from tests.shows.on_air import write_show

ZONE, DAY, DELAY = "Europe/Berlin", "2026-11-18", 20.0
MIDNIGHT = datetime(2026, 11, 17, 23, tzinfo=UTC).timestamp()
HOUR = 3600.0
CAPS = {"spin": 600.0, "talk": 1800.0, "live": 2700.0}
LOOK, JOBS_EVERY = 2.0, 1800.0
RUN = ("episodes", "charts")
SHOWS = (
    ("Night Wax", "00:45-01:25"),
    ("Vinyl Morning", "10:00-12:00"), ("Playout Hour", "16:00-17:00"),
    ("Deep Grooves", "20:00-22:00"), ("Live from the Quay", "22:00-23:00"),
)  # fmt: skip


def at(clock):
    """The moment at which the station's clock shows hh:mm or hh:mm:ss on the day."""
    hours, minutes, seconds = (*map(int, clock.split(":")), 0)[:3]
    return MIDNIGHT + hours * HOUR + minutes * 60 + seconds


class SimulatedMPD:
    """MPD: a song that plays, and when it is over."""

    def __init__(self, epoch):
        self.epoch, self.state, self.song, self.song_id = epoch, "stop", None, 0
        self.began = self.elapsed = 0.0

    def play(self, song, now):
        self.song, self.state, self.began = song, "play", now
        self.song_id += 1

    @property
    def ends(self):
        return self.began + self.song.duration if self.state == "play" else float("inf")

    def pause(self, now):
        self.state, self.elapsed = "pause", now - self.began

    def resume(self, now):
        self.state, self.began = "play", now - self.elapsed


class Day:
    """The station during the day; `now` is moved by go(), which lets MPD play on."""

    def __init__(self, app, cast, traveller, since):
        self.app, self.traveller, self.now = app, traveller, since
        self.dice = random.Random(18)
        self.account, self.wrong, self.samples = DayAccount(since, DELAY), [], 0
        self.posts = 0
        self._move(since)
        self._set_up(since)
        self.hand, self.sender = Hand(app, cast["dj"]), Sender(app)
        self.mpd, self.dead = SimulatedMPD(since - 1000), False
        self._playing = self.manual = self._last = None
        self._next_job, self._next_jingle = since, since + HOUR / 2
        self._play(self._pick())

    def _set_up(self, since):
        write_library(self.app, since)
        with self.app.app_context():
            begin_write()
            keep_settings({"live_cap": CAPS["live"] / 60})
            for title, times in SHOWS:
                write_show(title, DAY, times, zone=ZONE)
                self.account.shows.append((title, *map(at, times.split("-"))))
            db.session.commit()

    def go(self, until):
        """Let time pass: MPD's songs end, jobs run."""
        while (end := min(self.mpd.ends, self._next_job)) <= until and end < float("inf"):
            if self._next_job <= end:
                self._move(self._next_job)
                self.jobs()
                continue
            self._move(end - LOOK)
            self.look()
            self._move(end)
            self._end_song(end, "finished")
            self._play(self._pick())
        self._move(until)
        self.look()

    def look(self):
        """The watcher looks at MPD, or at rows by hand while MPD is away."""
        mpd = self.mpd
        if self.dead:
            with self.app.test_request_context(base_url=self.app.config["RADIO_URL"]):
                begin_write()
                record_without_mpd(self._last)
                db.session.commit()
            return
        elapsed = mpd.elapsed if mpd.state == "pause" else self.now - mpd.began
        self._last = reading(self.now, elapsed, mpd.state, mpd.song, mpd.song_id, mpd.epoch)
        verdict = hear(self.app, self._last)
        if verdict != "write":
            self.wrong.append(f"a reading at {self.now - MIDNIGHT:.0f} s: {verdict}")

    def skip(self):
        self._end_song(self.now, "skipped")
        self._play(self._pick())

    def stop(self, seconds):
        """Stop MPD for a while, watched."""
        self._end_song(self.now, "stopped")
        self.mpd.state = "stop"
        self.look()
        ends = self.now + seconds
        while self.now < ends:
            self.go(self.now + 4)
        self._play(self._pick())

    def pause(self):
        self._playing.spells[-1][1] = self.now
        self.mpd.pause(self.now)
        self.look()

    def resume(self):
        self.mpd.resume(self.now)
        self._playing.spells.append([self.now, None])
        self.look()

    def kill_mpd(self):
        self._end_song(self.now, "lost")
        self.mpd.state, self.dead = "stop", True
        self.account.dead.append([self.now, None])

    def start_mpd(self):
        self.mpd, self.dead = SimulatedMPD(self.now), False
        self.account.dead[-1][1] = self.now
        self._play(self._pick())

    def starts(self, source, title="", artist="", album="", label="", length=None):
        """A DJ's key: something begins off the computer."""
        self._end_manual("stopped")
        number = self.hand.starts(Entry(source, title, artist, album, label, length))
        kind = {"spin": "music", "talk": "speech", "live": "live"}[source]
        until = self.now + (length or CAPS[source])
        self.manual = self.account.add(
            source, self.now, title=title, artist=artist, album=album, label=label, kind=kind,
            last_until=until, how="finished" if length else "capped",
        )  # fmt: skip
        self.look()
        return number

    def back(self):
        """Back to the music."""
        self._end_manual("stopped")
        self.hand.ends()
        self.look()

    def posts_play(self, song, late=0.0, **more):
        """Another playout posts what it plays; `late` is how long ago that began."""
        began, number = self.now - late, self.posts
        self.posts += 1
        fields = {"id": f"p{number}", "title": song.title, "artist": song.artist,
                  "album": song.album, "duration": song.duration,
                  "start": from_timestamp(began).isoformat()} | more  # fmt: skip
        for _ in range(2 if number % 3 == 0 else 1):
            answer = self.sender.posts(**fields)
            assert answer.status_code in (200, 201), answer.get_json()
        self.account.add(
            "playout", began, title=fields["title"], artist=fields["artist"], album=song.album,
            kind=fields.get("kind", "music"), end=began + song.duration, how="finished",
        )  # fmt: skip
        self.look()

    def sample(self):
        """Hold /current-track.json against what is on air now."""
        self.look()
        body, sound = polled(self.app), self._on_air()
        track = body["track"] or {}
        told = body["state"], track.get("title") or "", (body["show"] or {}).get("title", "")
        expected = (*self._state_of(sound), self.account.show_at(self.now))
        self.samples += 1
        if told != expected:
            self.wrong.append(f"JSON at {self.now - MIDNIGHT:.0f} s: {told}, heard {expected}")

    def _on_air(self):
        on = [one for one in self.account.sounds[-40:] if one.is_on(self.now)]
        ranks = {"mpd": 1, "playout": 2}
        return max(on, key=lambda one: (ranks.get(one.source, 3), one.start), default=None)

    def _state_of(self, sound):
        if sound is None:
            return ("unknown", "") if self.dead else ("off_air", "")
        if sound.source not in ("mpd", "playout"):
            return sound.source, sound.title
        if sound.kind == "jingle":
            return "jingle", ""
        is_paused = sound is self._playing and self.mpd.state == "pause"
        return "paused" if is_paused else "playing", sound.title

    def _end_manual(self, how):
        sound = self.manual
        if sound is not None:
            if self.now < sound.last_until:
                sound.end, sound.how = self.now, how
            else:
                sound.end = sound.last_until
        self.manual = None

    def _pick(self):
        if self.now >= self._next_jingle:
            self._next_jingle += HOUR
            is_noon = abs(self.now - at("12:30")) < HOUR / 2
            return NEWS if is_noon else JINGLE
        return piece(self.dice.randrange(PIECES))

    def _play(self, song):
        self.mpd.play(song, self.now)
        kind = {"jingles": "jingle", "speech": "speech"}.get(song.file.split("/")[0], "music")
        number = int(song.file[6:-4]) if kind == "music" else -1
        self._playing = self.account.add(
            "mpd", self.now, title=song.title, artist=song.artist, album=song.album,
            label=label_of(number) if number >= 0 else "", file=song.file, kind=kind,
            spells=[[self.now, None]],
            marks=frozenset(marks_of(number)) if number >= 0 else frozenset(),
        )  # fmt: skip
        self.look()

    def _end_song(self, now, how):
        self._playing.end, self._playing.how = now, how
        self._playing.spells[-1][1] = now

    def jobs(self):
        self._next_job += JOBS_EVERY
        with self.app.test_request_context(base_url=self.app.config["RADIO_URL"]):
            for job in (*show_jobs.JOBS, *player_jobs.JOBS):
                if job.name in RUN:
                    begin_write()
                    job.run()
                    db.session.commit()

    def _move(self, until):
        self.now = until
        self.traveller.move_to(from_timestamp(until))

    def end(self):
        """Settle what ended by itself, and listen to the whole."""
        for sound in self.account.sounds:
            if sound.end is None and sound.last_until and sound.last_until <= self.now:
                sound.end = sound.last_until
        self.account.listen(self.now)
