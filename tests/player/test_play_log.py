"""The rules of the play log, one by one: the plain course, and rules 2 to 4."""

from dataclasses import replace

import pytest

from tests.player.helpers import song
from tests.player.log_in_memory import EPOCH, FOAM, T0, TIDE, at, log_of, stop

# The plain course of things


def test_silence_logs_nothing():
    assert log_of(stop(0), stop(2)).told == []


def test_a_song_that_plays_opens_a_play_at_its_own_start():
    assert log_of(stop(0), at(2, elapsed=0.5)).told == [("Tide", 1.5, None, None)]


def test_a_song_that_plays_already_when_the_first_watcher_comes_began_by_its_elapsed_time():
    assert log_of(at(0, elapsed=20)).told == [("Tide", -20, None, None)]


def test_the_next_song_ends_a_finished_one_where_it_began():
    log = log_of(at(0), at(58, 58), at(60.4, 0.4, of=FOAM, song_id=2))
    assert log.told == [("Tide", 0, 60, "finished"), ("Foam", 60, None, None)]


def test_a_skipped_song_ends_where_the_next_one_began():
    log = log_of(at(0), at(10, 10), at(10.5, 0.1, of=FOAM, song_id=2))
    assert log.told == [("Tide", 0, 10.4, "skipped"), ("Foam", 10.4, None, None)]


def test_a_stop_ends_a_play_when_it_was_heard():
    assert log_of(at(0), at(10, 10), stop(10.1)).told == [("Tide", 0, 10.1, "stopped")]


def test_a_stop_after_the_last_song_has_finished_it():
    assert log_of(at(0), at(59, 59), stop(60.1)).told == [("Tide", 0, 60, "finished")]


@pytest.mark.parametrize(
    ("duration", "left", "how"),
    [
        (5, 0.35, "skipped"),
        (5, 0.25, "finished"),
        (60, 1.3, "skipped"),
        (60, 1.1, "finished"),
        (600, 3.1, "skipped"),
        (600, 2.9, "finished"),
    ],
)
def test_a_song_is_finished_from_two_hundredths_of_its_length_before_its_end(duration, left, how):
    """Two hundredths, but no less than 0.3 s and no more than 3 s."""
    tide, ends = replace(TIDE, duration=float(duration)), duration - left
    log = log_of(at(0, of=tide), at(ends - 1, ends - 1, of=tide), at(ends, of=FOAM, song_id=2))
    assert log.plays[0].how == how


def test_a_crossfade_lets_a_finished_song_end_earlier():
    log = log_of(at(0), at(54, 54), at(55, 0, of=FOAM, song_id=2, crossfade=5))
    assert log.told == [("Tide", 0, 55, "finished"), ("Foam", 55, None, None)]


def test_a_song_stopped_and_played_again_is_two_plays():
    log = log_of(at(0), stop(5), at(9))
    assert log.told == [("Tide", 0, 5, "stopped"), ("Tide", 9, None, None)]


def test_a_song_without_a_known_length_never_finishes_by_itself():
    unknown = song("x.mp3", title="X", duration=None)
    log = log_of(at(0, of=unknown), at(4000, 4000, of=unknown), stop(4001))
    assert log.plays[0].how == "stopped"


# Rule 2: the daemon's start


@pytest.mark.parametrize("wobble", [-2, -1, 1, 2])
def test_an_epoch_that_wobbles_within_two_seconds_is_the_same_daemon(wobble):
    log = log_of(at(0), at(2, 2, epoch=EPOCH + wobble))
    assert log.told == [("Tide", 0, None, None)]
    assert log.known.epoch == EPOCH
    assert log.known.open_play.epoch == EPOCH


def test_an_epoch_does_not_drift_by_small_steps():
    log = log_of(*(at(n, n, epoch=EPOCH + n % 3) for n in range(0, 40, 2)))
    assert log.known.epoch == EPOCH


def test_an_epoch_that_differs_by_more_is_another_daemon():
    log = log_of(at(0), at(4, 0.1, epoch=T0 + 3))
    assert log.told == [("Tide", 0, 0, "lost"), ("Tide", 3.9, None, None)]
    assert log.known.epoch == T0 + 3


# Rule 3: order


def test_a_reading_asked_before_the_last_accepted_one_was_answered_is_taken_again():
    log = log_of(at(0), at(10, 10))
    assert log.hear(at(9.9, 9.9), now=T0 + 10.1) == "again"
    assert log.hear(at(10.0, 10), now=T0 + 10.1) == "again"
    assert log.known.open_play.last_elapsed == 10


def test_a_late_reading_after_a_stop_opens_no_ghost():
    log = log_of(at(0), stop(4))
    assert log.hear(at(3.99, 3.99), now=T0 + 4.02) == "again"
    assert log.told == [("Tide", 0, 4, "stopped")]


def test_a_last_look_in_the_future_means_that_the_clock_was_set_and_is_accepted():
    log = log_of(at(0), at(10, 10))
    assert log.hear(at(-3590, 11)) == "write"
    assert log.told == [("Tide", 0, None, None)]


def test_a_clock_set_back_does_not_double_the_play_that_goes_on():
    log = log_of(at(0), at(10, 10), at(-3590, 11), at(-3588, 13))
    assert log.told == [("Tide", 0, None, None)]
    assert log.gaps == []


def test_a_song_that_ends_after_the_clock_was_set_back_ends_once():
    log = log_of(at(0), at(10, 10), at(-3590, 11), at(-3540, 0.5, of=FOAM, song_id=2))
    assert [play.title for play in log.plays] == ["Tide", "Foam"]
    assert log.plays[1].start == pytest.approx(-3540.5)


@pytest.mark.parametrize("change", [at(-3590, 0.5, of=FOAM, song_id=2), stop(-3590)])
def test_a_song_that_changed_while_the_clock_was_set_back_ended_when_it_was_last_heard(change):
    log = log_of(at(0), at(10, 10), change)
    assert (log.plays[0].start, log.plays[0].end) == pytest.approx((0, 10))


def test_a_clock_set_back_does_not_move_a_new_play_into_the_future():
    log = log_of(at(0), stop(10), at(-3590, 0.2))
    assert log.plays[1].start == pytest.approx(-3590.2)


def test_a_clock_set_forward_does_not_double_the_play_that_goes_on():
    log = log_of(at(0), at(10, 10), at(3612, 12), at(3614, 14))
    assert log.told == [("Tide", 0, None, None)]


# Rule 4: goes on, or comes again


def test_a_pause_does_not_end_a_play():
    log = log_of(at(0), at(10, 10, "pause"), at(40, 10, "pause"), at(500, 10, "pause"), at(502, 12))
    assert log.told == [("Tide", 0, None, None)]


def test_time_paused_is_not_time_played():
    log = log_of(at(0), at(10, 10, "pause"), at(100, 10, "pause"), at(149, 59),
                 at(150.2, 0.2, of=FOAM, song_id=2))  # fmt: skip
    assert log.told == [("Tide", 0, 150, "finished"), ("Foam", 150, None, None)]


def test_a_stop_ends_a_paused_play():
    log = log_of(at(0), at(10, 10, "pause"), at(18, 10, "pause"), stop(20))
    assert log.told == [("Tide", 0, 20, "stopped")]


@pytest.mark.parametrize("target", [0, 5, 29, 31, 45, 59])
def test_a_seek_is_never_a_play(target):
    log = log_of(at(0), at(30, 30), at(30.1, target), at(30.6, target + 0.5))
    assert log.told == [("Tide", 0, None, None)]


@pytest.mark.parametrize("target", [0, 45])
def test_a_seek_in_a_looped_song_is_no_play_either(target):
    log = log_of(at(0, loops=True), at(30, 30, loops=True), at(30.1, target, loops=True))
    assert log.told == [("Tide", 0, None, None)]


def test_a_seek_while_paused_is_no_play():
    log = log_of(at(0), at(30, 30, "pause"), at(32, 30, "pause"), at(32.1, 0, "pause"), at(33, 0.5))
    assert log.told == [("Tide", 0, None, None)]


def test_a_song_after_a_seek_ends_by_what_was_left_of_it():
    log = log_of(at(0), at(10, 10), at(10.1, 50), at(20, 59.9), stop(20.3))
    assert log.told == [("Tide", 0, 20.1, "finished")]


def test_a_looped_song_that_begins_anew_is_another_play_at_once():
    log = log_of(at(0, loops=True), at(59, 59, loops=True), at(60.5, 0.5, loops=True))
    assert log.told == [("Tide", 0, 60, "finished"), ("Tide", 60, None, None)]


def test_a_looped_song_whose_round_was_frozen_away_needs_no_falling_time():
    log = log_of(at(0, loops=True), at(20, 20, loops=True), at(85, 25, loops=True))
    assert log.told == [("Tide", 0, 60, "finished"), ("Tide", 60, None, None)]


def test_a_looped_song_that_goes_on_after_an_unwatched_pause_is_no_new_round():
    log = log_of(at(0, loops=True), at(30, 30, "pause", loops=True), at(95, 31, loops=True))
    assert log.told == [("Tide", 0, None, None)]


def test_a_play_that_goes_on_after_nobody_watched_has_a_gap_where_time_is_missing():
    log = log_of(at(0), at(3, 3), at(410, 10))
    assert log.told == [("Tide", 0, None, None)]
    assert log.gaps == [(3, 403, "unwatched")]


def test_a_play_that_went_on_by_itself_while_nobody_watched_has_no_gap():
    assert log_of(at(0), at(3, 3), at(50, 50)).gaps == []


def test_a_song_that_comes_again_without_a_loop_must_be_confirmed():
    log = log_of(at(0), at(59, 59))
    again = at(60.5, 0.5)
    assert log.hear(again) == "confirm"
    assert log.told == [("Tide", 0, None, None)]
    assert log.hear(at(60.56, 0.56), before=again) == "write"
    assert log.told == [("Tide", 0, 60, "finished"), ("Tide", 60, None, None)]


def test_a_confirmation_that_disagrees_asks_for_another():
    log = log_of(at(0), at(59, 59))
    assert log.hear(at(60.56, 0.56), before=at(60.5, 0.1)) == "confirm"
    assert log.hear(at(60.62, 0.62), before=at(60.56, 0.56, song_id=2)) == "confirm"
    assert log.told == [("Tide", 0, None, None)]


def test_a_confirmation_that_shows_the_same_play_is_no_repeat():
    log = log_of(at(0), at(59, 59))
    odd = at(59.8, 0)
    assert log.hear(odd) == "confirm"
    assert log.hear(at(59.86, 59.86), before=odd) == "write"
    assert log.told == [("Tide", 0, None, None)]


def test_rounds_of_a_loop_that_nobody_saw_are_logged():
    tick = song("tick.mp3", title="Tick", duration=3.0)
    log = log_of(at(0, of=tick, loops=True), at(2, 2, of=tick, loops=True),
                 at(13, 1, of=tick, loops=True))  # fmt: skip
    assert log.told == [
        ("Tick", 0, 3, "finished"),
        ("Tick", 3, 6, "finished"),
        ("Tick", 6, 9, "finished"),
        ("Tick", 9, 12, "finished"),
        ("Tick", 12, None, None),
    ]


def test_a_loop_that_ended_while_nobody_saw_it_and_pauses_now_opens_no_play():
    log = log_of(at(0, loops=True), at(59, 59, loops=True), at(61, 1, "pause", loops=True))
    assert log.told == [("Tide", 0, 60, "finished")]


@pytest.mark.parametrize("duration", [2, 0.001, 5e-324])
def test_more_unseen_rounds_than_can_be_believed_are_a_gap(duration):
    crumb = song("crumb.mp3", title="Crumb", duration=duration)
    log = log_of(at(0, of=crumb, loops=True), at(100, 0, of=crumb, loops=True))
    assert len(log.plays) == 2
    assert log.plays[0].how == "lost"
    assert log.gaps == [(0, 100, "unwatched")]


def test_a_queue_that_went_round_unwatched_is_a_gap_and_not_more_plays_of_one_song():
    log = log_of(at(0), at(50, 50))
    before = at(190, 10)
    assert log.hear(before) == "confirm"
    log.hear(at(190.06, 10.06), before=before)
    assert log.told == [("Tide", 0, 50, "lost"), ("Tide", 180, None, None)]
    assert log.gaps == [(50, 180, "unwatched")]
