"""Writing the log and the snapshot: what decide() said becomes rows."""

from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.player.actions import note_closed_door
from blueprints.player.models import Snapshot
from tests.player.helpers import gaps, hear, logged, plays, polled, reading, song

EPOCH = 1_799_000_000.0
T0 = EPOCH + 1_000_000
TIDE = song(duration=60.0)


@pytest.fixture(autouse=True)
def frozen():
    """The time stands still at T0 until a test travels on."""
    with time_machine.travel(T0, tick=False) as traveller:
        yield traveller


def at(seconds, *args, **more):
    return reading(T0 + seconds, *args, **({"of": TIDE, "epoch": EPOCH} | more))


def times(app):
    """(start, end) of every play, in seconds after T0."""
    ends = [play.ended_at and round(play.ended_at.timestamp() - T0, 3) for play in plays(app)]
    starts = [round(play.started_at.timestamp() - T0, 3) for play in plays(app)]
    return list(zip(starts, ends, strict=True))


def test_a_play_keeps_what_was_known_of_the_song(app):
    heard = song("speech/a.wav", title=" The  tides ", artist="Anna", album="Sea", duration=9.5)
    hear(app, at(0, of=heard))
    (play,) = plays(app)
    assert (play.source, play.kind, play.file) == ("mpd", "speech", "speech/a.wav")
    assert (play.title, play.artist, play.album) == ("The tides", "Anna", "Sea")
    assert (play.duration, play.covered, play.how) == (9.5, False, None)
    assert (play.song_id, play.epoch, play.last_state) == (1, EPOCH, "play")


def test_one_play_ends_and_the_next_begins_in_one_step(app):
    hear(app, at(0))
    hear(app, at(58, 58))
    hear(app, at(60.5, 0.5, song_id=2))
    assert times(app) == [(0, 60), (60, None)]
    assert logged(app) == [("Tide", "finished"), ("Tide", None)]


def test_unseen_rounds_are_plays_of_their_own(app):
    tick = song("tick.wav", title="Tick", duration=3.0)
    hear(app, at(0, of=tick, loops=True))
    hear(app, at(2, 2, of=tick, loops=True))
    hear(app, at(10, 1, of=tick, loops=True))
    assert times(app) == [(0, 3), (3, 6), (6, 9), (9, None)]
    assert {play.file for play in plays(app)} == {"tick.wav"}


def test_a_gap_is_written_with_its_reason(app):
    hear(app, at(0))
    hear(app, at(100, 10, song_id=2))
    (gap,) = gaps(app)
    assert gap.why == "unwatched"
    assert (gap.to_at - gap.from_at).total_seconds() == pytest.approx(90, abs=0.01)


def test_what_must_be_asked_again_writes_nothing(app, frozen):
    hear(app, at(0))
    frozen.shift(1.1)
    hear(app, at(1, 1))
    assert hear(app, at(0.9, 0, state="stop")) == "again"
    assert logged(app) == [("Tide", None)]


def test_what_must_be_confirmed_writes_nothing_until_it_is(app):
    hear(app, at(0))
    hear(app, at(59, 59))
    again = at(60.5, 0.5)
    assert hear(app, again) == "confirm"
    assert logged(app) == [("Tide", None)]
    assert hear(app, at(60.56, 0.56), before=again) == "write"
    assert logged(app) == [("Tide", "finished"), ("Tide", None)]


def test_a_play_never_ends_before_it_began_though_the_clock_is_set_back(app):
    hear(app, at(0))
    hear(app, at(-3600, state="stop"))
    assert times(app) == [(0, 0)]


def stream(**tags):
    return song("http://relay.example/live", **{"title": "", "artist": "", "duration": None} | tags)


def test_a_streams_new_title_is_a_new_play_of_it(app):
    hear(app, at(0, of=stream(title="Morning")))
    hear(app, at(2, 2, of=stream(title="Noon")))
    assert logged(app) == [("Morning", "finished"), ("Noon", None)]


def test_two_artists_songs_of_one_title_are_two_plays_of_a_stream(app):
    hear(app, at(0, of=stream(title="Anna - Intro")))
    hear(app, at(2, 2, of=stream(title="Ben - Intro")))
    assert [(play.artist, play.title) for play in plays(app)] == [
        ("Anna", "Intro"),
        ("Ben", "Intro"),
    ]


def test_a_paused_stream_without_a_title_is_no_song(app):
    hear(app, at(0, of=stream(name="Relay FM")))
    hear(app, at(2, 2, "pause", of=stream(name="Relay FM")))
    assert (polled(app)["state"], polled(app)["track"]) == ("paused", None)


def test_a_stream_is_written_once_it_has_a_name_and_from_its_beginning(app):
    hear(app, at(0, 0.1, of=stream()))
    assert (logged(app), polled(app)["state"]) == ([], "live")
    hear(app, at(0.7, 0.8, of=stream(name="Relay FM")))
    assert times(app) == [(-0.1, None)]
    body = polled(app)
    assert (body["state"], body["track"]["title"], body["recent"]) == ("live", "Relay FM", [])
    hear(app, at(3, 3.1, of=stream(name="Relay FM", title="Anna - Salt - live")))
    body = polled(app)
    assert (body["state"], body["track"]["artist"]) == ("playing", "Anna")
    assert (body["track"]["title"], body["recent"]) == ("Salt - live", [])


def test_a_song_that_waits_at_its_beginning_has_not_been_heard(app):
    hear(app, at(0, state="pause"))
    assert (polled(app)["state"], polled(app)["track"]) == ("paused", None)
    hear(app, at(1))
    hear(app, at(2, 1.0, state="pause"))
    assert polled(app)["track"]["title"] == "Tide"


# The start that the page counts from


def shown_start(app):
    with app.app_context():
        return db.session.get(Snapshot, 1).track_started_at.timestamp() - T0


def test_noise_does_not_move_the_shown_start(app):
    hear(app, at(0))
    for second in range(2, 40, 2):
        hear(app, at(second, second + 0.4 * (-1) ** (second // 2)))
        assert shown_start(app) == pytest.approx(0, abs=1e-3)


def test_a_start_that_drifted_is_shown_anew_once_and_kept(app):
    """A sound card's clock may drift from the computer's: then both starts are 0.5 s apart."""
    hear(app, at(0))
    shown = []
    for second in range(2, 40, 2):
        noise = 0.02 * (-1) ** (second // 2)
        hear(app, at(second, second - 0.5 + noise))
        shown.append(round(shown_start(app), 3))
    changes = [pair for pair in pairwise(shown) if pair[0] != pair[1]]
    assert len(changes) <= 1


def test_a_seek_and_a_resume_move_the_shown_start(app):
    hear(app, at(0))
    hear(app, at(10, 40))
    assert shown_start(app) == pytest.approx(-30, abs=1e-3)
    hear(app, at(11, 41, state="pause"))
    hear(app, at(21, 41.0))
    assert shown_start(app) == pytest.approx(-20, abs=1e-3)
    assert times(app) == [(0, None)]


# Rule 7: MPD closed the waiting connection


def close_door(app):
    with app.app_context():
        begin_write()
        note_closed_door()
        db.session.commit()


def last_heard(app):
    (play,) = plays(app)
    return round(play.last_at.timestamp() - T0, 3), round(play.last_elapsed, 3)


def test_a_door_that_closes_has_played_until_then(app, frozen):
    hear(app, at(0, 10))
    frozen.shift(1.5)
    close_door(app)
    assert last_heard(app) == (1.5, 11.5)


def test_a_door_that_closes_for_two_watchers_counts_once(app, frozen):
    hear(app, at(0, 10))
    frozen.shift(1.5)
    close_door(app)
    close_door(app)
    assert last_heard(app) == (1.5, 11.5)


def test_a_door_that_closes_long_after_tells_nothing(app, frozen):
    hear(app, at(0, 10))
    frozen.shift(2.6)
    close_door(app)
    assert last_heard(app) == (0, 10)


def test_a_door_that_closes_in_a_pause_tells_nothing(app, frozen):
    hear(app, at(0, 10))
    hear(app, at(1, 11, state="pause"))
    frozen.shift(2)
    close_door(app)
    assert last_heard(app) == (1, 11)


def test_a_door_that_closes_in_silence_tells_nothing(app):
    close_door(app)
    assert plays(app) == []


# The snapshot


def test_a_look_is_believed_for_thirty_seconds(app):
    hear(app, at(0))
    with app.app_context():
        snapshot = db.session.get(Snapshot, 1)
    assert snapshot.heard_at == clock.from_timestamp(T0 + 0.001)
    assert snapshot.valid_until - snapshot.heard_at == timedelta(seconds=30)


def test_a_song_found_in_pause_is_shown_though_it_is_no_play(app):
    hear(app, at(0, 12.3456, state="pause"))
    assert plays(app) == []
    body = polled(app)
    assert (body["state"], body["elapsed"]) == ("paused", 12.346)
    assert body["track"]["title"] == "Tide"
