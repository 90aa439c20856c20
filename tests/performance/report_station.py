"""The example station of record_report: its log of six weeks, spelt as people spell; listeners."""

import random
from datetime import UTC, date, datetime, timedelta

import time_machine
from sqlalchemy import insert, select

from blueprints.core.extensions import begin_write, db
from blueprints.example.catalogue import songs
from blueprints.example.content import add_content
from blueprints.home.work import Worker, jobs_of
from blueprints.player.models import Play, Track
from blueprints.player.record_models import Recording
from blueprints.reports.models import ListenerCount, Quota, QuotaTrack
from tests.performance.station import Station
from tests.staff import sign_in, write_cast

ZONE = "Europe/Lisbon"
NOW = datetime(2026, 11, 5, 15, 30, tzinfo=UTC)
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)  # with a day of 25 hours
COUNTED_FROM = datetime(2026, 9, 30, 22, tzinfo=UTC)
MINUTES = 33 * 24 * 60
WEEKS = timedelta(days=21)
WIDE = {ord(" "): "\u3000"} | {code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1)}
ODD = (  # artist, title
    ("Bo|nus", "^Ropes^ | and knots"), ("=SUM(A1:A9)", "-7 degrees"), ("Straße", "Stra\u00dfe"),
    ("Ines Tallow, Quay Dogs", "Together"), ("Cafe\u0301 Sirena", "Ñandú"), ("", "No artist"),
    ("Quay Dogs", "Both"), ("QUAY  DOGS", "\ufb01nal"), ("Quay Dogs", "FINAL"),
)  # fmt: skip


def made_station(folder):
    """The station, an editor's browser; the clock stands at NOW."""
    station = Station(folder, RADIO_TIMEZONE=ZONE)
    with station.app.app_context():
        add_content()
        begin_write()
        db.session.execute(insert(Play), list(repeat()))
        db.session.execute(insert(Track), library())
        db.session.add_all(_filled_in())
        for number, fields in enumerate(_quotas()):
            db.session.add(Quota(place=number + 1, target=35, **fields))
        db.session.flush()
        marked = db.session.query(Quota.id).filter_by(rule="marked").scalar()
        db.session.add_all(QuotaTrack(quota_id=marked, track_id=n) for n in range(1, 60, 4))
        db.session.commit()
    station.app.config["WTF_CSRF_ENABLED"] = False
    return station, sign_in(station.app, write_cast(station.app)["editor"])


def repeat():
    """Return the example's three weeks as the three before, spelt in other ways, with odd songs."""
    chance, table = random.Random(370), Play.__table__
    found = db.session.execute(select(table).order_by(table.c.started_at)).mappings().all()
    for row in map(dict, found):
        del row["id"]
        row["started_at"] -= WEEKS
        row["ended_at"] = min(row["ended_at"] - WEEKS, found[0]["started_at"])
        if row["kind"] == "music":
            _spoil(row, chance)
        if row["started_at"] < row["ended_at"]:
            yield row


def _spoil(row, chance):
    for name in ("artist", "title"):
        spell = chance.choice([str, str, str.upper, str.lower, _wide, _spaced])
        row[name] = spell(row[name])
    for name in ("album", "label", "isrc"):
        if chance.random() < 0.1:
            row[name] = ""
    if row["isrc"] and chance.random() < 0.3:
        text = row["isrc"]
        row["isrc"] = f"{text[:2].lower()}-{text[2:5]}-{text[5:7]} {text[7:]}"
    if chance.random() < 0.02:
        row["isrc"] = "unknown"
    if chance.random() < 0.1:
        row["composer"] = "Trad."
    if chance.random() < 0.04:
        row["artist"], row["title"] = chance.choice(ODD)
        row["album"] = row["label"] = row["isrc"] = row["file"] = ""


def _wide(text):
    return text.translate(WIDE)


def _spaced(text):
    return f" {text.replace(' ', '   ')} "


def library():
    """The rows of half the archive as MPD's library has it."""
    chance = random.Random(4)
    return [
        {
            "file": song.file, "folder": "archive", "title": song.title, "artist": song.artist,
            "album": song.album if chance.random() < 0.9 else "", "search": "",
            "album_artist": chance.choice(["", song.artist, "Various Artists"]),
            "label": chance.choice(["", song.label, "Pilot"]), "duration": song.length,
            "isrc": chance.choice(["", song.isrc, f"PT-ABC-26-{number:05}"]),
            "genre": song.genre, "local": chance.random() < 0.2,
            "language": chance.choice(["", "pt", "pt-BR", "en", "FR"]),
            "added_at": NOW - timedelta(seconds=chance.randint(0, 90 * 86400)),
        }
        for number, song in enumerate(songs()) if number % 2
    ]  # fmt: skip


def _filled_in():
    yield Recording(artist_key="quay dogs", title_key="final", album="Salt", label="Pilot")
    yield Recording(artist_key="strasse", title_key="strasse", isrc="DEABC2600001", composer="K")
    for song in songs()[:80]:
        key = {"artist_key": song.artist.casefold(), "title_key": song.title.casefold()}
        yield Recording(**key, album="Filled album", label="Filled label", isrc="GBAYE6900123")


def _quotas():
    yield {"name": "Marked", "rule": "marked"}
    yield {"name": "From here", "rule": "local"}
    yield {"name": "Portuguese", "rule": "language", "value": "pt"}
    yield {"name": "New", "rule": "new", "value": "30"}


def write_counts(app, missing):
    """Write a count of listeners for each minute, without a stretch of `missing` of the month."""
    chance, count, rows = random.Random(45), 40, []
    gone = int(missing * 31 * 24 * 60)
    for number in range(MINUTES):
        count = max(0, min(400, count + chance.randint(-4, 4)))
        if not 9000 <= number < 9000 + gone:
            at = COUNTED_FROM + timedelta(minutes=number)
            rows.append({"at": at, "listeners": count})
    with app.app_context():
        begin_write()
        db.session.query(ListenerCount).delete()
        db.session.execute(insert(ListenerCount), rows)
        db.session.commit()


def make_charts(app):
    """Run the job that makes charts until nothing is left to do."""
    job = [one for one in jobs_of(app) if one.name == "charts"]
    worker = Worker(app, job)
    for _ in range(20):
        assert not worker.round()


def stopped():
    """The clock stands at NOW."""
    return time_machine.travel(NOW, tick=False)
