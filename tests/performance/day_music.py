"""The records of a day: MPD's library and a crate of vinyl, and quotas over them."""

from datetime import timedelta

from blueprints.core.clock import from_timestamp
from blueprints.core.extensions import begin_write, db
from blueprints.player.models import Track
from blueprints.player.mpd_status import Song
from blueprints.reports.models import Quota, QuotaArtist
from tests.performance.day_account import DayAccount

PIECES = 44
ARTISTS = ("Anna", "Quay Dogs", "Layal Trio", "Łódź Ferry", "The Slipways", "Ben")
FOLK = "Anna"
JINGLE = Song("jingles/ident.mp3", "Ident", "Aerial", duration=14.0)
NEWS = Song("speech/news.mp3", "News at noon", "", duration=300.0)
QUOTAS = (("Marked", "marked", ""), ("Local", "local", ""), ("French", "language", "fr"))


def piece(number):
    """A song of MPD's library; some are by two artists, one has markup in its title."""
    artist = ARTISTS[number % 5] + (", Ben" if number % 11 == 7 else "")
    title = "<b>Rope & “Tar”</b>" if number == 3 else f"Tide {number}"
    return Song(f"songs/{number}.mp3", title, artist, f"Harbour {number % 7}",
                duration=float(150 + number * 17 % 130))  # fmt: skip


def label_of(number):
    return f"Quay {number % 3}" if number % 2 else ""


def marks_of(number):
    """The quotas that a song of the library counts for by its own marks."""
    return {name for name, counts in (("Local", number % 4 == 0), ("French", number % 6 == 1))
            if counts}  # fmt: skip


def vinyl(number):
    """(title, artist, album, label) of a record of the crate."""
    return (f"Groove {number}", ("Anna", "Needle Men", "Układ")[number % 3],
            f"Side {number % 4}", f"Wax {number % 2}")  # fmt: skip


def marked(account: DayAccount, sound):
    """The quotas that a sound counts for."""
    names = sound.artist.lower().split(", ")
    return sound.marks | ({"Marked"} if FOLK.lower() in names else set())


def write_library(app, at):
    """Write the library's tracks and the quotas."""
    with app.app_context():
        begin_write()
        for number in range(PIECES):
            song, marks = piece(number), marks_of(number)
            db.session.add(Track(file=song.file, folder="songs", title=song.title,
                                 artist=song.artist, album=song.album, duration=song.duration,
                                 label=label_of(number), local="Local" in marks,
                                 language="fr" if "French" in marks else "en",
                                 added_at=from_timestamp(at) - timedelta(days=90)))  # fmt: skip
        for place, (name, rule, value) in enumerate(QUOTAS, 1):
            db.session.add(Quota(id=place, name=name, rule=rule, value=value, place=place))
        db.session.flush()
        db.session.add(QuotaArtist(quota_id=1, key=FOLK.lower(), name=FOLK))
        db.session.commit()
