"""The rules of the play log all at once, against a simulated MPD."""

from dataclasses import dataclass, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.player.helpers import song
from tests.player.log_in_memory import EPOCH, T0, Log, at

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
        """Return what it says `seconds` after T0: quickly, and with up to 20 ms of noise."""
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


@settings(max_examples=250, derandomize=True, database=None)
@given(st.lists(PLAYS, min_size=1, max_size=12), st.integers(0, 10**6))
def test_two_watchers_that_idle_log_every_play_once_in_order_and_in_time(plays, seed):
    mpd = SimulatedMPD(plays, quiet=0)
    assert_true(watched(mpd, Random(seed), rings=True, watchers=2), mpd.truth, 0.5)


def deaf(play):
    """`play`, long enough to be seen by looking each 2 s; one that comes again needs the bell."""
    duration, deeds, end, share, silence = play
    end = {"again": "end", "loop": "skip", "stop, then the same": "stop"}.get(end, end)
    return duration + 5, deeds, end, 0.5 + share / 2, silence


@settings(max_examples=150, derandomize=True, database=None)
@given(st.lists(PLAYS.map(deaf), min_size=1, max_size=12), st.integers(0, 10**6))
def test_looks_at_random_moments_alone_miss_no_play_of_some_seconds(plays, seed):
    mpd = SimulatedMPD(plays, quiet=2.1)
    assert_true(watched(mpd, Random(seed), rings=False), mpd.truth, 2.1)
