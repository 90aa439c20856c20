"""The rules of the play log: from what is known and one reading, what to write. Pure.

Exact under several watchers, killed at any point. Times are seconds since 1970. The numbers come
from the design's experiments with MPD 0.23.
"""

from dataclasses import dataclass, field
from typing import Literal

from blueprints.player.mpd_status import Reading

HEARD_LATELY = 5.0
SAME_END = 1.0
SAME_DAEMON = 2.0
SAME_START = 0.25
RESUME_MARGIN = 1.0
MOST_TURNS = 20

Verdict = Literal["write", "again", "confirm"]


@dataclass(frozen=True)
class OpenPlay:
    """The play that the log holds open, and the last reading of it."""

    epoch: float
    song_id: int
    file: str
    called: str
    duration: float | None
    last_at: float
    last_elapsed: float
    last_state: str

    @property
    def expected_end(self) -> float:
        """Return when it should end by itself; infinite if its length is unknown."""
        if self.duration is None:
            return float("inf")
        return self.last_at + max(0.0, self.duration - self.last_elapsed)


@dataclass(frozen=True)
class Known:
    """The log before a reading: the last look, the daemon, the play that is open."""

    heard_at: float | None = None
    epoch: float | None = None
    last_end: float | None = None
    open_play: OpenPlay | None = None


@dataclass(frozen=True)
class Step:
    """The changes to write: in this order, the rounds, the end, the gap, the new play.

    `epoch`: the daemon's start to remember. `goes_on`: the open play takes over the reading.
    `ended`: (when, how). `rounds`: (from, to) of whole plays that nobody saw. `gap`: (from, to,
    why). `starts_at`: a new play opens then.
    """

    verdict: Verdict = "write"
    epoch: float = 0.0
    goes_on: bool = False
    ended: tuple[float, str] | None = None
    rounds: list[tuple[float, float]] = field(default_factory=list)
    gap: tuple[float, float, str] | None = None
    starts_at: float | None = None


AGAIN = Step("again")
CONFIRM = Step("confirm")


def decide(known: Known, reading: Reading, called: str, now: float,
           before: Reading | None = None) -> Step:  # fmt: skip
    """Return what `reading`, named `called`, changes in the log at `now`.

    `before` is a reading 60 ms older, if one was asked to be confirmed.
    """
    if known.heard_at is not None and reading.asked_at <= known.heard_at <= now:
        return AGAIN  # another watcher has written a later reading
    epoch = _same_epoch(known.epoch, reading.epoch)
    play = known.open_play
    if play is None:
        return _from_silence(known, reading, epoch)
    if _is_same_song(play, reading, epoch):
        if reading.song and reading.song.is_stream and called != play.called:
            return _new_title(play, reading, epoch)
        if not _is_repeat(play, reading):
            return Step(epoch=epoch, goes_on=True, gap=_unheard(play, reading, epoch))
        if not reading.loops and not _agree(before, reading):
            return CONFIRM
        if not _is_countable(play, reading, epoch):
            return _change(known, play, reading, epoch)
        return _repeat(play, reading, epoch)
    if _is_resumed(play, reading, epoch):
        resumed_at = max(play.last_at, min(reading.at, epoch))
        gap = (play.last_at, resumed_at, "restart")
        return Step(epoch=epoch, goes_on=True, gap=gap)
    return _change(known, play, reading, epoch)


def _same_epoch(kept: float | None, read: float) -> float:
    """Return the stored start of the daemon if `read` is close: its uptime is in whole seconds."""
    return kept if kept is not None and abs(kept - read) <= SAME_DAEMON else read


def _is_same_song(play: OpenPlay, reading: Reading, epoch: float) -> bool:
    running = reading.state in ("play", "pause")
    return running and play.epoch == epoch and play.song_id == reading.song_id


def _is_resumed(play: OpenPlay, reading: Reading, epoch: float) -> bool:
    """Return True if a new daemon goes on with the song from its state file."""
    if play.epoch == epoch or reading.song is None or reading.song.is_stream:
        return False
    return play.file == reading.song.file and reading.elapsed > reading.uptime + RESUME_MARGIN


def _is_live(play: OpenPlay, reading: Reading, epoch: float) -> bool:
    """Return True if the play was watched until just now, so that nothing else came between."""
    return play.epoch == epoch and reading.at - play.last_at <= HEARD_LATELY


def _tolerance(play: OpenPlay, reading: Reading) -> float:
    return min(max(0.3, 0.02 * (play.duration or 0.0)), 3.0) + reading.crossfade


def _unheard(play: OpenPlay, reading: Reading, epoch: float) -> tuple[float, float, str] | None:
    """Return the gap in a play that goes on after nobody watched, if time passed outside it."""
    played_again = reading.at - max(0.0, reading.elapsed - play.last_elapsed)
    lost = played_again - play.last_at > HEARD_LATELY
    if play.last_state != "play" or _is_live(play, reading, epoch) or not lost:
        return None
    return (play.last_at, played_again, "unwatched")


def _is_repeat(play: OpenPlay, reading: Reading) -> bool:
    """Return True if the same id is another play of the song, not a seek and not the same play."""
    if play.duration is None or reading.start < play.expected_end - _tolerance(play, reading):
        return False
    fallen = reading.elapsed < play.last_elapsed
    return fallen or (play.last_state == "play" and reading.loops)


def _agree(before: Reading | None, reading: Reading) -> bool:
    if before is None or before.song_id != reading.song_id:
        return False
    return abs(before.start - reading.start) <= SAME_START


def _turns(play: OpenPlay, reading: Reading) -> float:
    """Return how many times the song's length fits between the play's start and the reading's."""
    return (reading.start - play.last_at + play.last_elapsed) / (play.duration or 1.0)


def _is_countable(play: OpenPlay, reading: Reading, epoch: float) -> bool:
    """Return True if a repeat tells what went out: a loop, or watched, and not too many turns.

    Without a loop, others of the queue have played since; a broken daemon may name any length.
    """
    known = reading.loops or _is_live(play, reading, epoch)
    return known and _turns(play, reading) <= MOST_TURNS


def _repeat(play: OpenPlay, reading: Reading, epoch: float) -> Step:
    """Return the step for a song that ended and began anew, once or, unseen, several times."""
    duration = play.duration or 1.0
    end = min(play.expected_end, reading.start)
    rounds = []
    for turn in range(max(0, round(_turns(play, reading)) - 1)):
        begin = end + turn * duration
        rounds.append((min(begin, reading.start), min(begin + duration, reading.start)))
    starts_at = reading.start if reading.state == "play" else None
    return Step(epoch=epoch, ended=(end, "finished"), rounds=rounds, starts_at=starts_at)


def _new_title(play: OpenPlay, reading: Reading, epoch: float) -> Step:
    """Return the step for a stream that goes on under another title."""
    starts_at = reading.at if reading.state == "play" else None
    if _is_live(play, reading, epoch):
        ended = (max(reading.at, play.last_at), "finished")
        return Step(epoch=epoch, ended=ended, starts_at=starts_at)
    gap = (play.last_at, reading.at, "unwatched")
    return Step(epoch=epoch, ended=(play.last_at, "lost"), gap=gap, starts_at=starts_at)


def _from_silence(known: Known, reading: Reading, epoch: float) -> Step:
    """Return the step without an open play: one may begin; unwatched time is a gap."""
    starts_at = _start(known, reading, epoch, known.last_end)
    gap = None
    if known.heard_at is not None and reading.at - known.heard_at > HEARD_LATELY:
        until = max(known.heard_at, starts_at if starts_at is not None else reading.at)
        gap = (known.heard_at, until, "unwatched")
    return Step(epoch=epoch, gap=gap, starts_at=starts_at)


def _change(known: Known, play: OpenPlay, reading: Reading, epoch: float) -> Step:
    """Return the step for an open play that is over; another may have begun."""
    stopped = reading.state == "stop"
    at = max(reading.at if stopped else reading.start, play.last_at)
    end = play.expected_end
    gap = None
    if _is_live(play, reading, epoch):
        if at >= end - _tolerance(play, reading):
            ended = (min(end, at), "finished")
        else:
            ended = (at, "stopped" if stopped else "skipped")
    elif abs(at - end) <= SAME_END:
        ended = (min(end, at), "finished")
    else:
        ended = (play.last_at, "lost")
        gap = (play.last_at, at, "restart" if play.epoch != epoch else "unwatched")
    starts_at = _start(known, reading, epoch, ended[0])
    return Step(epoch=epoch, ended=ended, gap=gap, starts_at=starts_at)


def _start(
    known: Known, reading: Reading, epoch: float, previous_end: float | None
) -> float | None:
    """Return when the song began as a new play; None if it does not play."""
    if reading.state != "play" or reading.song_id is None:
        return None
    start = reading.start
    if previous_end is not None and previous_end <= reading.answered_at:
        start = max(start, previous_end)
    if known.epoch is not None and epoch != known.epoch:
        start = max(start, epoch - RESUME_MARGIN)
    return start
