"""The whole record through the eyes of a client, against an account of the log by plain loops."""

from collections import Counter, defaultdict
from datetime import UTC, datetime
from threading import Thread

import pytest
from sqlalchemy import select
from werkzeug.serving import make_server

from blueprints.core.extensions import db
from blueprints.player.models import Play
from blueprints.shows.models import Episode
from tests.api.phone_app import PhoneApp
from tests.api.record import DELAY, NOON, write_record
from tests.staff import write_cast


@pytest.fixture
def phone(make_app, traveller, free_port):
    """An app beside a station that is really served."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    app = make_app(RADIO_STREAM_DELAY=10, RADIO_URL=address)
    write_record(app, write_cast(app)["dj"])
    server = make_server("127.0.0.1", port, app)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield PhoneApp(f"{address}/api"), app
    server.shutdown()
    thread.join()
    server.server_close()


def account(app):
    """{episode: its songs, newest first} and the shows of episodes, from the rows alone."""
    found = defaultdict(list)
    with app.app_context():
        episodes = db.session.scalars(select(Episode)).all()
        newest = select(Play).order_by(Play.started_at.desc(), Play.id.desc())
        for play in db.session.scalars(newest):
            is_song = play.source in ("mpd", "spin", "playout") and play.kind == "music"
            if not is_song or play.covered or play.started_at + DELAY > NOON:
                continue
            around = [e for e in episodes if e.starts_at <= play.started_at < e.ends_at]
            of_shows = [episode for episode in around if episode.show_id]
            owner = max(of_shows or around, key=lambda episode: episode.starts_at)
            found[owner.id].append(play.id)
        return dict(found), {episode.id: episode.show_id for episode in episodes}


def test_every_spin_is_in_one_playlist_and_the_sums_agree_with_the_log(phone):
    app, station = phone
    songs, shows = account(station)
    assert len(songs) == 5
    by_playlist = app.spins_by_playlist()
    assert by_playlist == songs
    assert {number: spins for number, spins in app.spins_of_playlists().items() if spins} == songs
    of_shows = Counter()
    for show, spins in app.spins_of_shows().items():
        assert sorted(spins) == sorted(
            spin for number in songs if shows[number] == show for spin in songs[number]
        )
        of_shows[show] = len(spins)
    automation = sum(len(spins) for number, spins in songs.items() if shows[number] is None)
    total = app.read(f"{app.address}/spins")["_meta"]["totalCount"]
    assert of_shows.total() + automation == total == sum(map(len, songs.values()))


def test_a_playlist_in_a_period_holds_its_part_of_it(phone):
    app, station = phone
    songs, shows = account(station)
    period = "start=2026-11-22T00:30:10Z&end=2026-11-22T10:45:10Z"
    least = datetime(2026, 11, 22, 0, 30, tzinfo=UTC)
    most = datetime(2026, 11, 22, 10, 45, tzinfo=UTC)
    with station.app_context():
        starts = {play.id: play.started_at for play in db.session.scalars(select(Play))}
    for number, spins in songs.items():
        within = [spin for spin in spins if least <= starts[spin] <= most]
        for asked in (f"playlist_id={number}", f"show_id={shows[number]}"):
            if not asked.endswith("None"):
                body = app.read(f"{app.address}/spins?count=100&{asked}&{period}")
                assert [spin["id"] for spin in body["items"]] == within[:100]
                assert body["_meta"]["totalCount"] == len(within)


def test_now_and_next_in_two_requests(phone):
    app, _station = phone
    assert app.now_and_next() == (("Anna", "Song 191"), ["Noon-Mix", "Night-Tide"])
    assert app.asked == 2
