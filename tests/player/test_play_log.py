"""The rules of the play log, by the numbers of the design's page on MPD, without a database."""

from dataclasses import dataclass, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprints.player.play_log import Known, OpenPlay, decide
from tests.player.helpers import reading, song

T0 = 1_800_000_000.0
EPOCH = T0 - 1000
TIDE = song("tide.mp3", title="Tide", duration=60.0)
FOAM = song("foam.mp3", title="Foam", duration=60.0)
STREAM = song("http://relay.example/live", title="Morning", duration=None)


@dataclass
class Entry:
    """A play of the log. Times count from T0."""

    title: str
    start: float
    end: float | None = None
    how: str | None = None


class Log:
    """The log, in memory: hears readings as the watcher does, and does what decide() says."""

    def __init__(self, known=None):
        self.known = known or Known()
        self.plays = []
        self.gaps = []

    def hear(self, heard, now=None, before=None):
        """Takes one reading in; gives the verdict."""
        title = heard.song.title if heard.song else ""
        step = decide(self.known, heard, title, now or heard.answered_at, before)
        if step.verdict != "write":
            return step.verdict
        if step.gap and step.gap[0] < step.gap[1]:
            begin, end, why = step.gap
            self.gaps.append((round(begin - T0, 2), round(end - T0, 2), why))
        play = self.known.open_play if step.goes_on else None
        if step.ended:
            self._end(step)
        if step.starts_at is not None:
            self.plays.append(Entry(title, step.starts_at - T0))
            play = OpenPlay(step.epoch, heard.song_id, heard.song.file, title,
                            heard.song.duration, 0, 0, "play")  # fmt: skip
        if play:
            play = replace(play, epoch=step.epoch, song_id=heard.song_id, last_at=heard.at,
                           last_elapsed=heard.elapsed, last_state=heard.state)  # fmt: skip
        last_end = self.plays[-1].end if self.plays else None
        last_end = last_end + T0 if last_end is not None else None
        self.known = Known(heard.answered_at, step.epoch, last_end, play)
        return "write"

    def _end(self, step):
        last = self.plays[-1]
        last.end, last.how = max(step.ended[0] - T0, last.start), step.ended[1]
        for begin, end in step.rounds:
            self.plays.append(Entry(last.title, begin - T0, end - T0, "finished"))

    @property
    def told(self):
        """(title, start, end, how) of every play, to the hundredth of a second."""
        return [
            (p.title, round(p.start, 2), None if p.end is None else round(p.end, 2), p.how)
            for p in self.plays
        ]


def at(seconds, elapsed=0.0, state="play", of=TIDE, **more):
    """What MPD says, `seconds` after T0."""
    return reading(T0 + seconds, elapsed, state, of, **({"epoch": EPOCH} | more))


def stop(seconds, **more):
    return at(seconds, state="stop", **more)


def log_of(*readings):
    """The log after `readings`, each of which must have been written."""
    log = Log()
    for heard in readings:
        assert log.hear(heard) == "write"
    return log


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


# All of them at once: a simulated MPD

DURATIONS = st.floats(3, 40)
DEEDS = st.lists(
    st.tuples(st.sampled_from(("pause", "seek")), st.floats(0, 1), st.floats(0.3, 7)), max_size=3
)
ENDS = ("end", "skip", "stop", "stop, then the same", "again", "loop")
PLAYS = st.tuples(DURATIONS, DEEDS, st.sampled_from(ENDS), st.floats(0, 1), st.floats(0.3, 8))


@dataclass
class Stretch:
    """A time during which MPD's state does not jump. Times count from T0."""

    begin: float
    end: float
    state: str = "stop"
    song_id: int = 0
    elapsed: float = 0.0
    duration: float = 0.0
    loops: bool = False


class SimulatedMPD:
    """What MPD does, and what was truly played: `stretches`, `truth` of (song id, start, end)."""

    def __init__(self, plays, quiet):
        self.stretches, self.truth = [Stretch(0, 3)], []
        self._quiet = quiet  # how long nothing happens after a start, and before an end
        self._now, self._id = 3.0, 0
        keeps_id = False
        for duration, deeds, end, share, silence in plays:
            self._id += not keeps_id
            self._play(duration, deeds, end, share)
            keeps_id = end in ("again", "loop", "stop, then the same")
            if end.startswith("stop"):
                self._stretch(silence)
        self._stretch(3)

    def _stretch(self, seconds, *state):
        self.stretches.append(Stretch(self._now, self._now + seconds, *state))
        self._now += seconds

    def _play(self, duration, deeds, end, share):
        began, elapsed, loops = self._now, 0.0, end == "loop"
        last_moment = duration - max(1.2, self._quiet)

        def run(until):
            nonlocal elapsed
            if until > elapsed:
                state = ("play", self._id, elapsed, duration, loops)
                self._stretch(until - elapsed, *state)
                elapsed = until

        for deed, where, amount in deeds:
            moment = elapsed + max(0.1, self._quiet) + where * duration / 2
            if moment < last_moment:
                run(moment)
                if deed == "pause":
                    self._stretch(amount, "pause", self._id, elapsed, duration, loops)
                else:
                    elapsed = amount / 7 * last_moment
        whole = end in ("end", "again", "loop")
        run(duration if whole else elapsed + max(0.1, share * (duration - elapsed)))
        self.truth.append((self._id, began, self._now))

    def reading(self, seconds, random):
        """What it says `seconds` after T0: quickly, and with up to 20 ms of noise."""
        now = next((s for s in self.stretches if s.begin <= seconds < s.end), Stretch(0, 0))
        moving = now.state == "play"
        elapsed = now.elapsed + (seconds - now.begin if moving else 0)
        if moving:
            elapsed = max(0.0, elapsed + random.uniform(-0.02, 0.02))
        heard = at(seconds, elapsed, now.state, song_id=now.song_id, loops=now.loops,
                   of=song(title=str(now.song_id), duration=now.duration))  # fmt: skip
        return replace(heard, epoch=EPOCH + random.uniform(-0.5, 0.5))

    def moments(self, random, rings):
        """When it is looked at: at least every 2 s, and, if it rings, after every change."""
        now = 0.0
        while now < self.stretches[-1].end:
            yield now
            now += random.uniform(0.05, 1.99)
        if rings:
            yield from (s.begin + random.uniform(0.001, 0.015) for s in self.stretches)


def watched(mpd, random, rings, watchers=1):
    """The log of some watchers of `mpd`, whose readings come late, and so not in order."""
    moments = [moment for _ in range(watchers) for moment in mpd.moments(random, rings)]
    arrivals = sorted((moment + random.uniform(0.002, 0.03), moment) for moment in moments)
    log, now = Log(), 0.0
    for arrival, moment in arrivals:
        now = max(now, arrival)
        heard, before = mpd.reading(moment, random), None
        while (verdict := log.hear(heard, T0 + now, before)) != "write":
            before = heard if verdict == "confirm" else None
            now += 0.06 if before else 0.005
            heard = mpd.reading(now - 0.002, random)
    return log


def assert_true(log, truth, end_error):
    assert [play.title for play in log.plays] == [str(song_id) for song_id, _, _ in truth]
    for play, (_, start, end) in zip(log.plays, truth, strict=True):
        assert play.start == pytest.approx(start, abs=0.5)
        assert play.end == pytest.approx(end, abs=end_error)
    for play, following in zip(log.plays, log.plays[1:], strict=False):
        assert play.start <= play.end <= following.start
    assert log.gaps == []


@settings(max_examples=250, derandomize=True, deadline=None, database=None)
@given(st.lists(PLAYS, min_size=1, max_size=12), st.integers(0, 10**6))
def test_two_watchers_with_doorbells_log_every_play_once_in_order_and_in_time(plays, seed):
    mpd = SimulatedMPD(plays, quiet=0)
    assert_true(watched(mpd, Random(seed), rings=True, watchers=2), mpd.truth, 0.5)


def deaf(play):
    """`play`, long enough to be seen by looking each 2 s; one that comes again needs the bell."""
    duration, deeds, end, share, silence = play
    end = {"again": "end", "loop": "skip", "stop, then the same": "stop"}.get(end, end)
    return duration + 5, deeds, end, 0.5 + share / 2, silence


@settings(max_examples=150, derandomize=True, deadline=None, database=None)
@given(st.lists(PLAYS.map(deaf), min_size=1, max_size=12), st.integers(0, 10**6))
def test_looks_at_random_moments_alone_miss_no_play_of_some_seconds(plays, seed):
    mpd = SimulatedMPD(plays, quiet=2.1)
    assert_true(watched(mpd, Random(seed), rings=False), mpd.truth, 2.1)
