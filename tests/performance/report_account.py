"""An account of a month of the log by sqlite3 alone: songs, performances, lines, quotas, charts.

The rules are written anew from the texts that they come from: a recording is an artist and a title
after NFKC, casefold and collapsed spaces; its facts are the newest that the log or the library has.
"""

import re
import sqlite3
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

SONGS = "play.kind = 'music' AND covered = 0 AND source IN ('mpd', 'spin', 'playout')"
NEAR = timedelta(minutes=2)
PLAYS = """
    SELECT play.*, track.id AS track, track.album AS of_album, track.label AS of_label,
           track.isrc AS of_isrc, track.genre AS of_genre, track.language, track.local,
           track.added_at, track.album_artist
    FROM play LEFT JOIN track ON track.file = play.file
    WHERE {what} AND started_at >= ? AND started_at < ? ORDER BY started_at, play.id
"""


def same(name):
    """The key of a name."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def utc(text):
    """A time as the database keeps it."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def isrc(text):
    """An ISRC without what is between; nothing if it is none."""
    bare = "".join(letter for letter in (text or "") if not (letter.isspace() or letter == "-"))
    return bare.upper() if re.fullmatch("[A-Za-z]{2}[A-Za-z0-9]{3}[0-9]{7}", bare) else ""


@dataclass
class Recorded:
    """A recording: how its newest play is spelt, its facts, its plays and listeners."""

    artist: str = ""
    title: str = ""
    album: str = ""
    label: str = ""
    isrc: str = ""
    listeners: list = field(default_factory=list)  # to each play; None: not known


class Account:
    """The log of a station's database, read without the site."""

    def __init__(self, file, zone):
        self._database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        self._database.row_factory = sqlite3.Row
        self.zone = ZoneInfo(zone)

    def rows(self, statement, *values):
        """The rows of a statement."""
        return self._database.execute(statement, values).fetchall()

    def midnight(self, day):
        """When a day begins, as the database keeps it."""
        begin = datetime.combine(day, time(), self.zone).astimezone(UTC)
        return f"{begin:%Y-%m-%d %H:%M:%S.%f}"

    def plays(self, first, after, what=SONGS):
        """What began from the day `first` until the day `after`."""
        return self.rows(PLAYS.format(what=what), self.midnight(first), self.midnight(after))

    def recordings(self, first, after):
        """The recordings of a period, by key."""
        samples = {
            utc(at): count for at, count in self.rows("SELECT at, listeners FROM listener_count")
        }
        found = defaultdict(Recorded)
        for play in self.plays(first, after):
            one = found[same(play["artist"]), same(play["title"])]
            one.artist, one.title = play["artist"], play["title"]
            one.album = play["album"] or play["of_album"] or one.album
            one.label = play["label"] or play["of_label"] or one.label
            one.isrc = isrc(play["isrc"]) or isrc(play["of_isrc"]) or one.isrc
            one.listeners.append(listeners(samples, utc(play["started_at"]), utc(play["ended_at"])))
        for row in self.rows("SELECT * FROM recording"):
            one = found.get((row["artist_key"], row["title_key"]))
            for name in ("album", "label", "isrc") if one else ():
                setattr(one, name, getattr(one, name) or row[name])
        return found

    def lines(self, first, after):
        """The cells of the CSV: every row of the log that was not covered."""
        filled = {(row["artist_key"], row["title_key"]): row
                  for row in self.rows("SELECT * FROM recording")}  # fmt: skip
        episodes = self.rows("SELECT episode.*, show.title AS show FROM episode JOIN show"
                             " ON show.id = show_id ORDER BY starts_at")  # fmt: skip
        people = defaultdict(list)
        for show, name in self.rows("SELECT show_id, name FROM presenter JOIN show_presenter"
                                    " ON presenter.id = presenter_id ORDER BY name"):  # fmt: skip
            people[show].append(name)
        for play in self.plays(first, after, "covered = 0"):
            on = [
                one for one in episodes if one["starts_at"] <= play["started_at"] < one["ends_at"]
            ]
            yield self._cells(play, filled.get((same(play["artist"]), same(play["title"]))),
                              on[-1] if on else None, people)  # fmt: skip

    def _cells(self, play, filled, episode, people):
        began, ended = utc(play["started_at"]), utc(play["ended_at"])
        here = began.astimezone(self.zone)

        def fact(name):
            return filled[name] if filled else ""

        by_hand = play["source"] in ("spin", "talk", "live")
        cells = [
            f"{here:%Y-%m-%d}", f"{here:%H:%M:%S}", f"{began:%Y-%m-%dT%H:%M:%SZ}",
            play["artist"], play["title"],
            play["album"] or play["of_album"] or fact("album"),
            play["label"] or play["of_label"] or fact("label"),
            play["composer"] or fact("composer"),
            isrc(play["isrc"]) or isrc(play["of_isrc"]) or fact("isrc"),
            str(round((ended - began) / timedelta(seconds=1))),
            play["source"] if by_hand else play["kind"],
            episode["show"] if episode else "",
            ", ".join(people[episode["show_id"]]) if episode else "",
            play["genre"] or play["of_genre"] or "", play["language"] or "",
            "yes" if play["local"] else "",
        ]  # fmt: skip
        return ["'" + cell if cell[:1] in tuple("=+-@") else cell for cell in cells]

    def shares(self, monday):
        """(counted, songs) of each quota in the week from `monday`, by name."""
        marked = defaultdict(set)
        for quota, key in self.rows("SELECT quota_id, key FROM quota_artist"):
            marked[quota].add(key)
        for quota, track in self.rows("SELECT quota_id, track_id FROM quota_track"):
            marked[quota].add(track)
        songs = self.plays(monday, monday + timedelta(days=7))
        return {
            quota["name"]: (
                sum(_counts(quota, marked[quota["id"]], song) for song in songs),
                len(songs),
            )
            for quota in self.rows("SELECT * FROM quota ORDER BY place")
        }

    def chart(self, of, first, after):
        """(name, credit, plays) of the first hundred places."""
        filled = {(row["artist_key"], row["title_key"]): row
                  for row in self.rows("SELECT * FROM recording")}  # fmt: skip
        plays, newest, label = Counter(), {}, {}
        for play in self.plays(first, after):
            fact = filled.get((same(play["artist"]), same(play["title"])))
            for key, name, below in _places(of, play, fact):
                plays[key] += 1
                newest[key] = play["started_at"], name, below
                own = play["label"] or play["of_label"] or (fact["label"] if fact else "")
                label[key] = own or label.get(key, "")
        order = sorted(plays, key=lambda key: (plays[key], newest[key][0]), reverse=True)[:100]
        told = [(newest[key], label[key] if of == "album" else "", plays[key]) for key in order]
        return [(name, " · ".join(filter(None, (below, its))), count)
                for (_, name, below), its, count in told]  # fmt: skip


def _places(of, play, fact):
    artists = [name for name in play["artist"].split(", ") if name]
    if of == "artist":
        yield from ((same(name), name, "") for name in artists if same(name))
    if of == "track" and same(play["title"]):
        yield (same(play["artist"]), same(play["title"])), play["title"], play["artist"]
    album = play["album"] or play["of_album"] or (fact["album"] if fact else "")
    if of == "album" and album:
        whose = play["album_artist"] or (artists[0] if artists else "")
        yield (same(whose), same(album)), album, whose
    label = play["label"] or play["of_label"] or (fact["label"] if fact else "")
    if of == "label" and label:
        yield same(label), label, ""


def _counts(quota, marked, song):
    names = {same(name) for name in (song["artist"], *song["artist"].split(", "))}
    if song["track"] in marked or names & marked:
        return True
    if quota["rule"] == "local":
        return bool(song["local"])
    if quota["rule"] == "language":
        return (song["language"] or "").lower().split("-")[0] == quota["value"]
    if quota["rule"] == "new" and song["added_at"]:
        age = utc(song["started_at"]) - utc(song["added_at"])
        return age <= timedelta(days=int(quota["value"]))
    return False


def listeners(samples, began, ended):
    """The mean of a play's samples, or the one that is at most two minutes away; else None."""
    minute = began.replace(second=0, microsecond=0)
    within, minute = [], minute if minute == began else minute + timedelta(minutes=1)
    while minute < ended:
        within += [samples[minute]] if minute in samples else []
        minute += timedelta(minutes=1)
    if within:
        return Fraction(sum(within), len(within))
    around = {edge.replace(second=0, microsecond=0) + n * timedelta(minutes=1)
              for edge in (began, ended) for n in range(-3, 4)}  # fmt: skip
    near = [(min(abs(at - began), abs(at - ended)), at) for at in around if at in samples]
    near = [(away, at) for away, at in near if away <= NEAR]
    return Fraction(samples[min(near)[1]]) if near else None


def performances(found):
    """The performances of each recording: plays that nobody counted have the mean of all others."""
    counts = [count for one in found.values() for count in one.listeners]
    known = [count for count in counts if count is not None]
    mean = Fraction(sum(known), len(known)) if known else Fraction(0)
    share = len(known) / len(counts)
    return share, {key: int(sum(mean if n is None else n for n in one.listeners) + Fraction(1, 2))
                   for key, one in found.items()}  # fmt: skip


def monday_of(day: date):
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())
