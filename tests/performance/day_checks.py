"""Each place where a day can be read, held against the account of what was heard."""

import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.performance import day_views as views
from tests.performance.day_music import marked

NAMED = {"talk": "Talk", "live": "Live set", "speech": "Speech"}
WHY = {"off_air": "Off air from {} to {}.", "unlogged": "Nothing was logged from {} to {}."}


LOG = """SELECT source, kind, title, artist, album, how, covered, started_at, ended_at
    FROM play ORDER BY started_at, id"""


@dataclass
class Result:
    """What was compared with the account: how many rows, and where they disagree, in words."""

    source: str
    rows: int = 0
    wrong: list = field(default_factory=list)

    def compare(self, found, expected):
        """Compare two lists one by one."""
        self.rows += len(expected)
        if len(found) != len(expected):
            self.wrong.append(f"{len(found)} rows, {len(expected)} were heard")
        self.wrong += [f"{one} – was {other}" for one, other in zip(found, expected, strict=False)
                       if one != other]  # fmt: skip
        return self

    def timed(self, found, expected, place, tolerance):
        """Compare two lists of tuples, of which one place is a time."""

        def rest(row):
            return row[:place] + row[place + 1 :]

        pairs = zip(found, expected, strict=False)
        self.wrong += [f"{one} – was {other}" for one, other in pairs
                       if abs(one[place] - other[place]) > tolerance]  # fmt: skip
        return self.compare(list(map(rest, found)), list(map(rest, expected)))


class Checks:
    """The checks of a day, whose `bounds` are by listeners' clocks, at `now`."""

    def __init__(self, account, get, staff, day, bounds, zone, now, tolerance=0.001):
        self.account, self.get, self.staff, self.day = account, get, staff, day
        (self.since, self.until), self.now = bounds, now
        self.zone, self.tolerance = ZoneInfo(zone), tolerance

    def clock(self, at):
        return datetime.fromtimestamp(at, self.zone).strftime("%H:%M")

    def log(self, database):
        """The play log, as SQLite has it."""
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            rows = connection.execute(LOG).fetchall()
        connection.close()
        found = [(*row[:6], bool(row[6]), of_column(row[7]), of_column(row[8])) for row in rows]
        expected = [(one.source, one.kind, one.title, one.artist, one.album,
                     one.how if one.end else None, self.account.is_covered(one), one.start,
                     one.end or 0.0)
                    for one in sorted(self.account.sounds, key=lambda one: one.start)]  # fmt: skip
        result = Result("play log (sqlite)")
        late = [(one, other) for one, other in zip(found, expected, strict=False)
                if abs(one[8] - other[8]) > self.tolerance]  # fmt: skip
        result.wrong += [f"ended {one[8] - other[8]:+.2f} s: {one}" for one, other in late]
        return result.timed([row[:8] for row in found], [row[:8] for row in expected], 7,
                            self.tolerance)  # fmt: skip

    def public(self):
        """(show, kind, heard, title, details) of the rows of the day's page."""
        delay = self.account.delay
        stop = min(self.until, self.now) - delay
        for kind, start, *texts in self.account.public(self.since - delay, stop):
            show, details = self.account.show_at(start), ""
            if kind == "gap":
                why, begin, end = texts
                title = WHY[why].format(self.clock(begin + delay), self.clock(end + delay))
            else:
                title = texts[0] or NAMED[kind]
                details = " · ".join(filter(None, texts[1:]))
            if kind in NAMED and texts[0]:
                details = NAMED[kind]
            yield show, kind, start + delay, title, details

    def playlist(self):
        """The public playlist of the day, up to now."""
        found, result = views.playlist(self.get, self.day), Result("/playlist/ (HTML, all pages)")
        return result.timed(found, list(self.public()), 2, self.tolerance)

    def questions(self, moments):
        """“What was that song?” at moments that a listener's clock showed."""
        result = Result("what was that song?")
        for at in moments:
            if self.account.is_unsure(at - self.account.delay):
                continue
            sound = self.account.heard_at(at - self.account.delay)
            is_told = sound is not None and sound.kind in ("music", "speech", "live")
            is_told = is_told and not self.account.is_covered(sound)
            named = is_told and (sound.title or NAMED.get(sound.public_kind), sound.artist)
            day = datetime.fromtimestamp(at, self.zone).date()
            found = views.song_at(self.get, day, self.clock(at))
            result.compare([(self.clock(at), found)], [(self.clock(at), named or None)])
        return result

    def charts(self):
        """The charts of the week: artists, tracks, albums, labels."""
        songs = self.account.songs(0, self.now - self.account.delay)
        counts = {of: Counter() for of in ("artist", "track", "album", "label")}
        for one in songs:
            names = one.artist.lower().split(", ")
            counts["artist"].update(names)
            counts["track"][one.title.lower(), one.artist.lower()] += 1
            counts["album"][one.album.lower(), names[0]] += bool(one.album)
            counts["label"][one.label.lower()] += bool(one.label)
        return [self._chart(of, +count) for of, count in counts.items()]

    def _chart(self, of, count):
        told = {(name.lower(), details.lower()): plays
                for (name, details), plays in views.chart(self.get, of).items()}  # fmt: skip
        result = Result(f"/charts/: {of}s")
        if list(told.values()) != sorted(told.values(), reverse=True):
            result.wrong.append("places do not follow the plays")
        if of in ("artist", "label"):
            found = {name: plays for (name, _), plays in told.items()}
        elif of == "album":
            found = {(name, details.split(" · ")[0]): plays for (name, details), plays in
                     told.items()}  # fmt: skip
        else:
            found = told
        return result.compare(sorted(found.items()), sorted(count.items()))

    def plays_reported(self):
        """The report of use with tuning hours: plays of each recording."""
        rows = views.use(self.staff, self.day, hours="1250")
        found = sorted((row[2].lower(), row[3].lower(), int(row[9])) for row in rows)
        expected = Counter((ascii_of(one.artist), ascii_of(one.title)) for one in self._day())
        return Result("report of use: plays").compare(
            found, sorted((*names, plays) for names, plays in expected.items())
        )

    def performances_reported(self, listeners):
        """The report of use with performances, by {minute: listeners}."""
        rows = views.use(self.staff, self.day)
        found = sorted((row[2].lower(), row[3].lower(), int(row[7])) for row in rows)
        heard = defaultdict(float)
        for one in self._day():
            minutes = [at for at in listeners if one.start <= at < (one.end or self.now)]
            mean = sum(map(listeners.get, minutes)) / len(minutes) if minutes else None
            if mean is None:  # a short one: the nearest minute
                mean = listeners[min(listeners, key=lambda at: distance(at, one))]
            heard[ascii_of(one.artist), ascii_of(one.title)] += mean
        expected = sorted((*names, int(number + 0.5)) for names, number in heard.items())
        return Result("report of use: performances").compare(found, expected)

    def _day(self):
        return self.account.songs(self.since, self.until)

    def quotas(self):
        """The week's shares of the quotas."""
        songs = self.account.songs(0, float("inf"))
        counted = Counter(name for one in songs for name in marked(self.account, one))
        found = views.shares(self.staff)
        expected = {name: (counted[name], len(songs)) for name in found}
        return Result("quotas' shares").compare(sorted(found.items()), sorted(expected.items()))

    def spins(self):
        """The API's spins of the day, and whose playlist each is in."""
        when = f"start={iso(self.since)}&end={iso(self.until - 1)}"
        playlists = {one["id"]: one for one in views.items(self.get, f"playlists?{when}")}
        found = [
            (views.moment(one["start"]), one["artist"], one["song"], one["release"], one["label"],
             self._show_of(playlists.get(one["playlist_id"])))
            for one in views.items(self.get, f"spins?{when}")
        ]  # fmt: skip
        delay = self.account.delay
        songs = self.account.songs(self.since - delay, min(self.until, self.now) - delay)
        expected = [
            (one.start + delay, one.artist, one.title, one.album or None, one.label or None,
             self.account.show_at(one.start) or "Automation")
            for one in songs
        ]  # fmt: skip
        spins = Result("/api/spins").timed(found[::-1], expected, 0, max(1.0, self.tolerance))
        return [spins, self._playlists(playlists, songs)]

    def _playlists(self, playlists, songs):
        result, told = Result("/api/playlists, /api/spins?playlist_id="), {}
        for number, one in playlists.items():
            spins = views.items(self.get, f"spins?playlist_id={number}")
            inside = [spin for spin in spins if self.since <= views.moment(spin["start"])
                      < self.until]  # fmt: skip
            name = self._show_of(one)
            told[name] = told.get(name, 0) + len(inside)
        expected = Counter(self.account.show_at(one.start) or "Automation" for one in songs)
        for title, begin, _ in self.account.shows:
            if self.since <= begin < min(self.until, self.now):
                expected.setdefault(title, 0)
        return result.compare(sorted(told.items()), sorted(expected.items()))

    def _show_of(self, playlist):
        if playlist is None:
            return None
        return "Automation" if playlist["automation"] else playlist["title"]


def distance(at, sound):
    return max(sound.start - at, at - sound.end, 0)


def iso(at):
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S%z").replace("+", "%2B")


def of_column(text):
    """A time of SQLite's as seconds, 0 for none."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() if text else 0.0


def ascii_of(text):
    """A name as the report spells it, in small letters."""
    return text.lower().translate(str.maketrans("łóźćń“”", 'lozcn""'))
