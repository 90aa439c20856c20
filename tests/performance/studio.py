"""The console's speed: its first view, its poll beside the public one, an edit of a long queue."""

import os
import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, update

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.player.models import Snapshot, Track
from blueprints.studio.polled import CACHE
from tests.performance.music_library import write_tracks
from tests.performance.processes import free_port
from tests.performance.rounds import compare
from tests.performance.station import Station, station
from tests.performance.table import Row, at_most, number
from tests.player.real_mpd import RealMPD, write_tone
from tests.staff import sign_in, write_cast
from tests.studio.dj import DJ, ids

QUEUED = 500
EDITS = 60
TRIES = 12
POLLS = 200
FILES = [f"bench/{place}.wav" for place in range(QUEUED)]


def measure() -> list[Row]:
    """First view and edits at 20,000 tracks and 500 in the queue; the poll ÷ the public poll."""
    with station(20_000) as made, _mpd(made) as dj:
        public = made.app.test_client()
        seen = {"If-None-Match": dj.client.get("/studio/state.json").headers["ETag"]}
        heard = {"If-None-Match": public.get("/current-track.json").headers["ETag"]}
        return [
            number("studio: first view, page and state", _first_view(dj), at_most(300, 100), " ms"),
            compare(
                "studio: its poll, 304 ÷ the public poll, 304",
                lambda: _each(lambda: dj.client.get("/studio/state.json", headers=seen)),
                lambda: _each(lambda: public.get("/current-track.json", headers=heard)),
                " ms",
                at_most(2.5, 1.5),
            ),
            number("studio: a track moved, median", _moves(dj), at_most(150, 50), " ms"),
        ]


def _first_view(dj: DJ) -> float:
    """Milliseconds of page and state, nothing kept, at best."""

    def once() -> float:
        CACHE.clear()
        began = time.perf_counter()
        for path in ("/studio/", "/studio/state.json"):
            assert dj.client.get(path).status_code == 200
        return 1000 * (time.perf_counter() - began)

    return min(once() for _ in range(TRIES))


def _each(ask: Callable[[], Any]) -> float:
    """Milliseconds of one answer, at best."""
    took = []
    for _ in range(POLLS):
        began = time.perf_counter()
        assert ask().status_code == 304
        took.append(1000 * (time.perf_counter() - began))
    return statistics.median(took)


def _moves(dj: DJ) -> float:
    """Median of the milliseconds of an edit in the middle of the queue."""
    dice, took = random.Random(7), []
    rows = ids(dj.look())
    for _ in range(EDITS):
        moved, after = dice.sample(rows, 2)
        began = time.perf_counter()
        answer = dj.post(f"queue/tracks/{moved}/place", after=after)
        took.append(1000 * (time.perf_counter() - began))
        assert answer.status_code == 200, answer.get_json()
    return statistics.median(took)


@contextmanager
def _mpd(made: Station) -> Iterator[DJ]:
    """A DJ who has the desk of that station, with 500 tracks in the queue of a real MPD."""
    mpd = RealMPD(made.folder / "mpd", free_port())
    write_tone(made.folder / "tone.wav", 30, title="Tone", artist="Amber Choir")
    (mpd.folder / "music/bench").mkdir()
    for file in FILES:
        os.link(made.folder / "tone.wav", mpd.folder / "music" / file)
    mpd.start()
    try:
        mpd.add()
        made.app.config.update(
            RADIO_MPD_HOST="127.0.0.1", RADIO_MPD_PORT=mpd.port, WTF_CSRF_ENABLED=False
        )
        write_tracks(made.app)
        _add_tracks(made)
        dj = DJ(sign_in(made.app, write_cast(made.app)["dj"]))
        dj.post("desk")
        dj.adds(*FILES)
        _stay_live(made)
        yield dj
    finally:
        mpd.end()


def _stay_live(made: Station) -> None:
    """Let the state say for long that MPD answers."""
    with made.app.app_context():
        begin_write()
        db.session.execute(update(Snapshot).values(heard_at=clock.now() + timedelta(days=1)))
        db.session.commit()


def _add_tracks(made: Station) -> None:
    names = {"title": "Tone", "artist": "Amber Choir", "artist_key": "amber choir"}
    rows = [
        names | {"file": file, "folder": str(Path(file).parent), "added_at": clock.now()}
        for file in FILES
    ]
    with made.app.app_context():
        begin_write()
        db.session.execute(insert(Track), rows)
        db.session.commit()
