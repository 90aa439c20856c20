"""The record of the API's tests: shows, their episodes, and a log of everything there can be."""

from datetime import UTC, date, datetime, time, timedelta

from blueprints.core.extensions import begin_write, db
from blueprints.core.features import parts
from blueprints.media.models import Picture
from blueprints.player.models import Cover, Play, Track
from blueprints.player.record_models import Recording
from blueprints.shows.episodes import make_episodes
from blueprints.shows.models import Presenter, ScheduleState, Show, Slot

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BEGAN = NOON - timedelta(hours=16)
MINUTE = timedelta(minutes=1)
DELAY = timedelta(seconds=10)
SATURDAY, SUNDAY = 5, 6
# show, weekday, from, to: one across midnight, two that overlap, one that is on air
SLOTS = (
    ("night-tide", SATURDAY, time(23, 30), time(1)),
    ("harbour-hours", SUNDAY, time(9), time(11)),
    ("noon-mix", SUNDAY, time(10, 30), time(13)),
)


def write_record(app, user_id):
    """Write shows and their slots, the log, and the episodes that were."""
    list(parts(app.extensions["features"], "jobs"))  # they tell shows when the log begins
    with app.test_request_context():
        begin_write()
        _write_shows(user_id)
        _write_log()
        db.session.add(ScheduleState(version=1, episodes_until=BEGAN))
        db.session.flush()
        make_episodes()
        db.session.commit()


def _write_shows(user_id):
    ada = Presenter(
        name="Ada", bio="Plays <tides>.\n\nhttps://tides.example", since=1991, user_id=user_id,
        website="https://ada.example", picture=Picture(
            hash="0123456789abcdef0123", width=800, height=600, alternative_text=""),
    )  # fmt: skip
    ben = Presenter(name="Ben Ádám")
    titles = {"night-tide": [ada], "harbour-hours": [ada, ben], "noon-mix": []}
    for slug, presenters in titles.items():
        show = Show(slug=slug, title=slug.title(), presenters=presenters)
        if presenters:
            show.description, show.category, show.since = "Songs & <talk>.", "Music", 2001
            show.picture = ada.picture
        db.session.add(show)
    db.session.flush()
    shows = {show.slug: show.id for show in db.session.query(Show)}
    for slug, weekday, starts, ends in SLOTS:
        db.session.add(Slot(show_id=shows[slug], weekday=weekday, starts=starts, ends=ends,
                            zone="UTC", first_on=date(2026, 1, 3)))  # fmt: skip


def _write_log():
    """Every five minutes a song; now and then a jingle, talk, a spin, what was covered, a post."""
    for number in range(192):
        at = BEGAN + 5 * number * MINUTE
        db.session.add(play(number, at, duration=180, ended_at=at + 3 * MINUTE))
        if number % 7 == 0:
            db.session.add(play(number, at + 3 * MINUTE, kind="jingle", ended_at=at + 4 * MINUTE))
        if number % 11 == 0:
            db.session.add(play(number, at + 3 * MINUTE, source="talk", ends_by=at + 4 * MINUTE))
        if number % 13 == 0:
            db.session.add(play(number, at + MINUTE, covered=True, ended_at=at + 2 * MINUTE))
            db.session.add(play(number, at + MINUTE, source="spin", ends_by=at + 3 * MINUTE,
                                label="Quay", file="", note="For staff"))  # fmt: skip
        if number % 17 == 0:
            db.session.add(play(number, at + 4 * MINUTE, source="playout", isrc="GBAYE9901218",
                                composer="Ro", genre="Folk", file=""))  # fmt: skip
    db.session.add(play(900, NOON - timedelta(seconds=9)))  # nobody has heard it yet
    db.session.add(Track(file="1.mp3", folder="", label="Salt", isrc="USRC17607839", local=True,
                         genre="Rock", album_artist="Various Artists", added_at=BEGAN))  # fmt: skip
    db.session.add(Recording(artist_key="anna", title_key="song 2", composer="Ida", label="Buoy"))


def play(number, at, source="mpd", **more):
    """One row of the log."""
    usual = {"kind": "music", "covered": False, "title": f"Song {number}", "artist": "Anna",
             "album": f"Album {number}", "file": f"{number}.mp3"}  # fmt: skip
    return Play(source=source, started_at=at, **usual | more)


def add_cover(app, key):
    """Let the album with this key have a cover."""
    with app.app_context():
        db.session.add(Cover(key=key, hash="c" * 20, fetched_at=NOON))
        db.session.commit()
