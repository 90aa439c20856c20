"""The rules of the play log, one by one: streams, and rules 5 and 6."""

from dataclasses import replace

import pytest

from tests.player.log_in_memory import FOAM, STREAM, T0, TIDE, at, log_of, stop

# Streams


def test_a_new_title_of_a_stream_is_a_new_play():
    noon = replace(STREAM, title="Noon")
    log = log_of(at(0, of=STREAM), at(100, 100, of=STREAM), at(101, 101, of=noon))
    assert log.told == [("Morning", 0, 101, "finished"), ("Noon", 101, None, None)]


def test_the_same_title_of_a_stream_goes_on():
    log = log_of(*(at(n, n, of=STREAM) for n in range(0, 4000, 400)))
    assert log.told == [("Morning", 0, None, None)]


def test_a_new_title_of_a_file_is_the_same_play():
    log = log_of(at(0), at(10, 10, of=replace(TIDE, title="Tide (tag mended)")))
    assert log.told == [("Tide", 0, None, None)]


def test_a_title_of_a_stream_that_changed_while_nobody_watched_is_lost_with_a_gap():
    noon = replace(STREAM, title="Noon")
    log = log_of(at(0, of=STREAM), at(100, 100, of=STREAM), at(700, 700, of=noon))
    assert log.told == [("Morning", 0, 100, "lost"), ("Noon", 700, None, None)]
    assert log.gaps == [(100, 700, "unwatched")]


def test_a_new_title_of_a_paused_stream_opens_no_play():
    noon = replace(STREAM, title="Noon")
    log = log_of(at(0, of=STREAM), at(2, 2, "pause", of=STREAM), at(3, 2, "pause", of=noon))
    assert log.told == [("Morning", 0, 3, "finished")]


# Rule 5: a daemon that came back


def test_a_song_that_a_new_daemon_goes_on_with_is_the_same_play_with_a_gap():
    log = log_of(at(0), at(30, 30), at(36, 31.5, epoch=T0 + 35, song_id=9))
    assert log.told == [("Tide", 0, None, None)]
    assert log.gaps == [(30, 35, "restart")]
    assert (log.known.open_play.epoch, log.known.open_play.song_id) == (T0 + 35, 9)


def test_a_song_that_a_new_daemon_resumed_goes_on_being_itself():
    log = log_of(at(0), at(30, 30), at(36, 31.5, epoch=T0 + 35, song_id=9),
                 at(40, 35.5, epoch=T0 + 35, song_id=9))  # fmt: skip
    assert log.told == [("Tide", 0, None, None)]
    assert len(log.gaps) == 1


def test_a_song_that_a_new_daemon_resumed_in_pause_is_the_same_play():
    log = log_of(at(0), at(30, 30), at(40, 30, "pause", epoch=T0 + 35, song_id=9))
    assert log.told == [("Tide", 0, None, None)]


def test_the_same_file_played_from_its_beginning_by_a_new_daemon_is_a_new_play():
    log = log_of(at(0), at(30, 30), at(40, 1, epoch=T0 + 35))
    assert log.told == [("Tide", 0, 30, "lost"), ("Tide", 39, None, None)]
    assert log.gaps == [(30, 39, "restart")]


def test_another_file_of_a_new_daemon_is_a_new_play():
    log = log_of(at(0), at(30, 30), at(40, 20, epoch=T0 + 35, of=FOAM))
    assert log.told == [("Tide", 0, 30, "lost"), ("Foam", 34, None, None)]


def test_a_stream_is_never_resumed():
    log = log_of(at(0, of=STREAM), at(30, 30, of=STREAM), at(40, 30, epoch=T0 + 35, of=STREAM))
    assert [play.title for play in log.plays] == ["Morning", "Morning"]


def test_a_new_daemon_that_is_silent_ends_the_play_as_lost():
    log = log_of(at(0), at(30, 30), stop(40, epoch=T0 + 35))
    assert log.told == [("Tide", 0, 30, "lost")]
    assert log.gaps == [(30, 40, "restart")]


# Rule 6: close, then open


def test_a_change_heard_within_five_seconds_is_live():
    log = log_of(at(0), at(10, 10), at(14.9, 0.1, of=FOAM, song_id=2))
    assert log.told == [("Tide", 0, 14.8, "skipped"), ("Foam", 14.8, None, None)]
    assert log.gaps == []


def test_a_change_heard_later_is_lost_with_a_gap():
    log = log_of(at(0), at(10, 10), at(15.1, 0.1, of=FOAM, song_id=2))
    assert log.told == [("Tide", 0, 10, "lost"), ("Foam", 15, None, None)]
    assert log.gaps == [(10, 15, "unwatched")]


@pytest.mark.parametrize("off", [-1, 0, 1])
def test_a_song_followed_unwatched_where_it_should_have_ended_is_finished(off):
    log = log_of(at(0), at(10, 10), at(80, 20 - off, of=FOAM, song_id=2))
    assert log.plays[0].how == "finished"
    assert log.plays[0].end == pytest.approx(60 + min(off, 0))
    assert log.gaps == []


def test_a_song_followed_unwatched_elsewhere_is_lost():
    log = log_of(at(0), at(10, 10), at(80, 18.5, of=FOAM, song_id=2))
    assert log.told == [("Tide", 0, 10, "lost"), ("Foam", 61.5, None, None)]
    assert log.gaps == [(10, 61.5, "unwatched")]


def test_a_new_song_in_pause_opens_no_play():
    log = log_of(at(0), at(10, 10), at(12, 0, "pause", of=FOAM, song_id=2))
    assert log.told == [("Tide", 0, 12, "skipped")]


def test_a_new_song_in_pause_opens_when_it_plays():
    log = log_of(stop(0), at(2, 0, "pause"), at(4, 0, "pause"), at(5, 0.4))
    assert log.told == [("Tide", 4.6, None, None)]


def test_a_play_never_begins_before_the_last_one_ended():
    log = log_of(at(0), at(10, 10), at(10.1, 25, of=FOAM, song_id=2))
    assert log.told == [("Tide", 0, 10, "skipped"), ("Foam", 10, None, None)]
    log = log_of(at(0), stop(4), at(5, 40, of=FOAM, song_id=2))
    assert log.told == [("Tide", 0, 4, "stopped"), ("Foam", 4, None, None)]


def test_a_play_of_a_new_daemon_never_begins_before_it():
    log = log_of(stop(0), at(60, 50, epoch=T0 + 40))
    assert log.told == [("Tide", 39, None, None)]


def test_silence_that_nobody_watched_is_a_gap():
    assert log_of(stop(0), stop(5)).gaps == []
    assert log_of(stop(0), stop(6)).gaps == [(0, 6, "unwatched")]


def test_a_song_found_after_unwatched_silence_ends_the_gap_at_its_start():
    log = log_of(stop(0), at(100, 30))
    assert log.gaps == [(0, 70, "unwatched")]
    assert log.told == [("Tide", 70, None, None)]


def test_a_song_that_began_before_the_last_look_at_silence_leaves_no_gap_backwards():
    log = log_of(stop(0), at(100, 130))
    assert log.gaps == []


def test_a_reading_that_plays_without_a_song_opens_nothing():
    nothing = replace(at(2), song=None, song_id=None)
    assert log_of(stop(0), nothing).told == []
    assert log_of(at(0), nothing).told == [("Tide", 0, 2, "skipped")]
