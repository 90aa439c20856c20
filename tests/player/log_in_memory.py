"""The play log in memory: the rules of play_log.py without database and MPD."""

from dataclasses import dataclass, replace

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
        """Take one reading in; return the verdict."""
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
    """Return what MPD says, `seconds` after T0."""
    return reading(T0 + seconds, elapsed, state, of, **({"epoch": EPOCH} | more))


def stop(seconds, **more):
    return at(seconds, state="stop", **more)


def log_of(*readings):
    """The log after `readings`, each of which must have been written."""
    log = Log()
    for heard in readings:
        assert log.hear(heard) == "write"
    return log
