"""A small software synthesiser: scores in, CD-quality stereo out, by the standard library alone.

A Python loop over each sample would take minutes. So a sound here is one whole number that holds
its samples in lanes of 64 bits, the first lowest: adding two numbers mixes them, multiplying is
gain, shifting is delay, and Python does all three in C. (A lane below zero borrows one from the
next: an error far below the music.) All is made at half the CD's rate and interpolated at the
end, for these soft voices have next to nothing above 8 kHz.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import accumulate, cycle, islice, pairwise, takewhile
from operator import mul
from typing import TypeAlias

RATE = 44_100

Sound: TypeAlias = int
Stereo: TypeAlias = tuple[Sound, Sound]

_RATE = RATE // 2
_LANE = 64  # bits
_FULL, _UNIT = 1 << 13, 1 << 8  # a wave or an envelope at its loudest; a gain of one
_LOUDNESS = 0.115  # root mean square, where 1 is full scale: about -19 dBFS
_PEAK = 0.88
_FADE_IN, _FADE_OUT = 0.4, 3.0  # seconds
_DRUM = 55.0  # Hz: what an "x" sounds, for voices without a pitch of their own
_SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}

# Stages of echoes (milliseconds, strength), each repeating all before it: some 400 in all.
_WALLS = (
    ((0, 2), (7, 1), (13, -1), (23, 1)),
    ((11, 2), (31, -2), (47, 1), (73, 1)),
    ((0, 2), (97, -2), (151, 2), (229, -1), (307, 1)),
)
_TAILS = (
    ((3, 8), (211, 5), (397, -3), (613, 2), (859, -1)),
    ((9, 8), (181, -5), (443, 3), (587, 2), (907, 1)),
)
_ROOM = 8_000  # by how much the stages together make a sound louder


@dataclass(frozen=True)
class Tone:
    """Partials that die away together: harmonics of ratio x pitch, or noise smoothed by 0 to 1."""

    weights: tuple[float, ...] = (1.0,)
    fade: float = math.inf  # seconds until it has fallen to 1/e
    ratio: float = 1.0
    formants: tuple[float, ...] = ()  # Hz
    noise: float | None = None


@dataclass(frozen=True)
class Voice:
    """An instrument. One with a ring (seconds) is struck; one without sounds while it is held."""

    tones: tuple[Tone, ...]
    attack: float = 0.004  # seconds
    release: float = 0.08
    ring: float = 0.0
    strum: float = 0.0  # between the notes of a chord


@dataclass(frozen=True)
class Part:
    """The part of one voice in a score.

    A line with spaces is a melody of note names, one a step; one without is a pattern over each
    chord: a digit is that note of the chord, `*` all, `^` all but the lowest, `x` a drum. In both
    `-` holds and `.` rests. The part is silent in each pass where `passes` has a dot.
    """

    voice: Voice
    line: str
    gain: float = 1.0
    pan: float = 0.0  # -1 left to 1 right
    passes: str = "xxxx"
    octave: int = 0


@dataclass(frozen=True)
class Score:
    """A piece: chords, one a bar, played `passes` times; then the first step again, ringing out."""

    seconds: int
    tempo: float  # steps a minute
    bar: int  # steps
    chords: str  # note names from the lowest, a bar line between chords
    parts: tuple[Part, ...]
    passes: int = 2
    reverb: float = 0.3
    swing: float = 0.0  # by how much of a step every second one is late

    @property
    def bars(self) -> list[list[str]]:
        """Return the note names of each bar's chord."""
        return [chord.split() for chord in self.chords.split("|")]

    @property
    def steps(self) -> int:
        """Return the number of steps of one pass."""
        return self.bar * len(self.bars)

    def begins(self, step: int) -> float:
        """Return when a step begins, in seconds."""
        return (step + (self.swing if step % 2 else 0.0)) * 60 / self.tempo


@dataclass(frozen=True)
class _Note:
    step: int
    held: int  # steps
    pitches: list[float]  # Hz


def render(score: Score) -> bytes:
    """Return the piece as 16-bit stereo frames at RATE in native order, `score.seconds` long."""
    played = [_play(part, score) for part in score.parts]
    _sound.cache_clear()  # a piece's notes can take fifty megabytes
    left, right = (sum(sides) for sides in zip(*played, strict=True))
    return _frames(_in_room(left, right, score.reverb), score.seconds * _RATE)


def frequency(name: str) -> float:
    """Return a note's pitch in Hz by its name, such as "Eb4"; A4 is 440."""
    semitone = _SEMITONES[name[0]] + name.count("#") - name.count("b")
    return 440.0 * math.pow(2, (semitone - 9) / 12 + int(name[-1]) - 4)


def _play(part: Part, score: Score) -> Stereo:
    notes = list(_notes(part, score))
    phrase = _phrase(part, score, notes)
    passes = [n for n in range(score.passes) if part.passes[n] != "."]
    line = sum(_later(phrase, score.begins(n * score.steps)) for n in passes)
    if passes[-1] == score.passes - 1 and notes[0].step == 0:
        last = _phrase(part, score, [_Note(0, score.bar, notes[0].pitches)])
        line += _later(last, score.begins(score.passes * score.steps))
    left, right = (math.cos((part.pan + side) * math.pi / 4) for side in (1, -1))
    return line * round(8 * left), line * round(8 * right)


def _notes(part: Part, score: Score) -> Iterator[_Note]:
    marks = part.line.replace("|", "").split() if " " in part.line else part.line
    written = list(islice(cycle(marks), score.steps))
    for step, mark in enumerate(written):
        if mark not in "-.":
            held = len(list(takewhile("-".__eq__, written[step + 1 :])))
            names = _named(mark, score.bars[step // score.bar])
            pitches = [frequency(name) * 2.0**part.octave for name in names] or [_DRUM]
            yield _Note(step, 1 + held, pitches)


def _named(mark: str, chord: list[str]) -> list[str]:
    if mark.isdigit():
        return [chord[int(mark)]]
    return {"*": chord, "^": chord[1:], "x": []}.get(mark, [mark])


def _phrase(part: Part, score: Score, notes: list[_Note]) -> Sound:
    phrase = 0
    for note in notes:
        start = score.begins(note.step)
        held = score.begins(note.step + note.held) - start
        seconds = part.voice.ring or round(held + part.voice.release, 3)
        gain = round(_UNIT * part.gain * _touch(note.step, score.bar))
        for n, pitch in enumerate(note.pitches):
            sound = _sound(part.voice, pitch, seconds)
            phrase += _later(sound * gain, start + n * part.voice.strum)
    return phrase


def _touch(step: int, bar: int) -> float:
    """Return how hard a step is played: no two notes are played quite alike."""
    accent = 1.0 if step % bar == 0 else 0.84
    return accent * (1 + 0.07 * math.sin(step * 2.4))


def _later(sound: Sound, seconds: float) -> Sound:
    return sound << (_LANE * round(seconds * _RATE))


@cache
def _sound(voice: Voice, pitch: float, seconds: float) -> Sound:
    return sum(_toned(voice, tone, _wave(tone, pitch), seconds) for tone in voice.tones)


def _toned(voice: Voice, tone: Tone, wave: list[int], seconds: float) -> Sound:
    """Return the wave repeated, its envelope exact at first, then straight from knot to knot."""
    size = len(wave)
    count = math.ceil(seconds * _RATE / size)
    shape = partial(_level, voice, tone, count * size)
    knots = [shape(size * n) for n in range(1, count + 1)]
    steady, rising = _packed(wave), _packed(n * w // size for n, w in enumerate(wave))
    loops = [steady * here + rising * (there - here) for here, there in pairwise(knots)]
    first = _packed(w * shape(n) for n, w in enumerate(wave))
    lanes = b"".join(_lanes(loop, size) for loop in (first, *loops))
    return int.from_bytes(lanes, "little", signed=True)


def _level(voice: Voice, tone: Tone, end: int, sample: int) -> int:
    rise = min(1.0, sample / _RATE / voice.attack)
    fall = min(1.0, (end - sample) / _RATE / voice.release)
    return round(_FULL * _slope(rise) * _slope(fall) * math.exp(-sample / _RATE / tone.fade))


def _slope(part: float) -> float:
    """Return a way from 0 to 1 without corners."""
    return 0.5 - 0.5 * math.cos(math.pi * part)


@cache
def _wave(tone: Tone, pitch: float) -> list[int]:
    """Return whole cycles, as many as keep the pitch true to a cent when they are looped."""
    if tone.noise is not None:
        return _noise(tone.noise)
    cycles = math.ceil(700 * pitch * tone.ratio / _RATE)
    size = round(cycles * _RATE / (pitch * tone.ratio))
    wave = [0.0] * size
    for harmonic, weight in enumerate(tone.weights, 1):
        hertz = harmonic * pitch * tone.ratio
        if weight and hertz < 0.4 * _RATE:
            level = _FULL * weight * _vowel(hertz, tone.formants)
            turn, phase = math.tau * harmonic * cycles / size, harmonic * harmonic
            wave = [w + level * math.sin(turn * n + phase) for n, w in enumerate(wave)]
    return [round(level) for level in wave]


def _vowel(hertz: float, formants: tuple[float, ...]) -> float:
    peaks = [math.exp(-(((hertz - formant) / 180) ** 2)) for formant in formants]
    return 0.25 + max(peaks) if peaks else 1.0


def _noise(smoothness: float) -> list[int]:
    """Return three seconds of noise, the same each time, so that the music is the same too."""
    seeds = accumulate(range(3 * _RATE), lambda seed, _: (seed * 69_069 + 1) % 2**32, initial=7)
    loud = _FULL * math.sqrt((1 - smoothness) * (1 + smoothness))
    white = (loud * (seed / 2**31 - 1) for seed in seeds)
    return [round(level) for level in accumulate(white, lambda last, new: smoothness * last + new)]


def _in_room(left: Sound, right: Sound, reverb: float) -> Stereo:
    """Return both sides with the room's answer to them; `reverb` is relative to them."""
    answer = left + right
    for wall in _WALLS:
        answer = _echoed(answer, wall)
    direct = round(_ROOM / reverb)
    near, far = (_echoed(answer, tail) for tail in _TAILS)
    return left * direct + near, right * direct + far


def _echoed(sound: Sound, echoes: tuple[tuple[int, int], ...]) -> Sound:
    darker = sound + (sound << _LANE)
    return sum(_later(darker * strength, delay / 1000) for delay, strength in echoes)


def _frames(stereo: Stereo, length: int) -> bytes:
    scale = _scale(stereo, length)
    frames = array("h", bytes(8 * length))
    for n, sound in enumerate(stereo):
        near, far = sound + (sound >> _LANE), (sound << _LANE) + (sound >> 2 * _LANE)
        frames[n::4] = _faded(_upper("h", 16 * scale * sound, length))
        frames[n + 2 :: 4] = _faded(_upper("h", scale * (9 * near - far), length))
    return frames.tobytes()


def _scale(stereo: Stereo, length: int) -> int:
    """Return the divisor that makes a sound a sixteenth as loud as all pieces shall be."""
    levels = [_upper("i", side, length) for side in stereo]
    peak = max(max(max(side), -min(side)) for side in levels)
    power = sum(sum(map(mul, side[::4], side[::4])) for side in levels) * 2 / length
    return round(2**27 * min(_LOUDNESS / math.sqrt(power), _PEAK / peak))


def _faded(levels: array[int]) -> array[int]:
    for count in (round(_FADE_IN * _RATE), round(_FADE_OUT * _RATE)):
        for n in range(min(count, len(levels))):
            levels[n] = int(levels[n] * _slope(n / count))
        levels.reverse()
    return levels


def _packed(samples: Iterable[int]) -> Sound:
    return int.from_bytes(array("q", samples).tobytes(), "little", signed=True)


def _lanes(sound: Sound, length: int) -> bytes:
    return (sound & ((1 << _LANE * length) - 1)).to_bytes(8 * length, "little")


def _upper(code: str, sound: Sound, length: int) -> array[int]:
    """Return the upper bits of each lane, as an array of that type."""
    parts = array(code, _lanes(sound, length))
    return parts[len(parts) // length - 1 :: len(parts) // length]
