"""A small software synthesiser: scores in, CD-quality stereo out, by the standard library alone.

A Python loop over each sample would take minutes. So a sound here is one whole number that holds
its samples in lanes of 64 bits, the first lowest: adding two numbers mixes them, multiplying is
gain, shifting is delay, and Python does all three in C. (A lane below zero borrows one from the
next: an error 140 dB below the music.) Only notes are made sample by sample, from wavetables, and
at half the CD's rate, for these soft voices have next to nothing above 8 kHz.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, cycle, islice
from operator import mul
from typing import TypeAlias

RATE = 44_100

Sound: TypeAlias = int

_RATE = RATE // 2
_LANE = 64  # bits
_FULL = 1 << 13  # a wave or an envelope at its loudest
_UNIT = 1 << 10  # a gain of one
_LOUDNESS = 0.115  # root mean square, where 1 is full scale: about -19 dBFS
_PEAK = 0.88
_FADE_IN, _FADE_OUT = 0.5, 3.5  # seconds
_DRUM = 55.0  # Hz: what an "x" sounds, for voices without a pitch of their own
_SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}

# A room as stages of echoes (milliseconds, strength), each stage repeating all that came before.
_DIFFUSION = (
    ((0, 4), (7, 3), (13, -3), (23, 2)),
    ((11, 4), (31, -3), (47, 3), (73, 2)),
    ((0, 5), (97, -4), (151, 4), (229, -3), (307, 2)),
)
_TAILS = (
    ((3, 8), (281, 6), (463, -4), (701, 3), (953, -2), (1231, 1)),
    ((9, 8), (241, -6), (499, 4), (653, 3), (997, 2), (1187, -1)),
)


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
    attack: float = 0.004
    release: float = 0.08
    ring: float = 0.0
    strum: float = 0.0  # seconds between the notes of a chord


@dataclass(frozen=True)
class Part:
    """What one voice plays in a score.

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
    chords: str  # note names from the lowest, bars between chords
    parts: tuple[Part, ...]
    passes: int = 2
    reverb: float = 0.3
    swing: float = 0.0  # by how much of a step every second one is late

    @property
    def bars(self) -> list[list[str]]:
        """The notes of each bar's chord."""
        return [chord.split() for chord in self.chords.split("|")]

    @property
    def steps(self) -> int:
        """The steps of one pass."""
        return self.bar * len(self.bars)

    def sample(self, step: int) -> int:
        """Where a step begins."""
        late = self.swing if step % 2 else 0.0
        return round((step + late) * 60 / self.tempo * _RATE)


@dataclass(frozen=True)
class _Note:
    step: int
    held: int  # steps
    pitches: list[float]  # Hz


def render(score: Score) -> bytes:
    """The piece as 16-bit stereo frames at RATE in native byte order, `score.seconds` long."""
    played = [_play(part, score) for part in score.parts]
    for kept in (_sound, _envelope, _wave):  # a piece's notes can take a hundred megabytes
        kept.cache_clear()
    left, right = (sum(sides) for sides in zip(*played, strict=True))
    return _frames(_in_room(left, right, score.reverb), score.seconds * _RATE)


def frequency(name: str) -> float:
    """A note's pitch in Hz by its name, such as "Eb4"; A4 is 440."""
    letter, *accidentals = name[:-1]
    semitone = _SEMITONES[letter] + accidentals.count("#") - accidentals.count("b")
    return 440.0 * 2.0 ** ((semitone - 9) / 12 + int(name[-1]) - 4)


def _play(part: Part, score: Score) -> tuple[Sound, Sound]:
    notes = list(_notes(part, score))
    phrase = _phrase(part, score, notes)
    passes = [n for n in range(score.passes) if part.passes[n] != "."]
    line = sum(_later(phrase, score.sample(n * score.steps)) for n in passes)
    if passes[-1] == score.passes - 1 and notes[0].step == 0:
        last = _phrase(part, score, [_Note(0, score.bar, notes[0].pitches)])
        line += _later(last, score.sample(score.passes * score.steps))
    left, right = (math.cos((part.pan + side) * math.pi / 4) for side in (1, -1))
    return line * round(16 * left), line * round(16 * right)


def _notes(part: Part, score: Score) -> Iterator[_Note]:
    tokens = part.line.replace("|", "").split() if " " in part.line else list(part.line)
    written = list(islice(cycle(tokens), score.steps))
    for step, token in enumerate(written):
        if token not in "-.":
            after = "".join("-" if later == "-" else "." for later in written[step + 1 :])
            names = _named(token, score.bars[step // score.bar])
            pitches = [frequency(name) * 2.0**part.octave for name in names] or [_DRUM]
            yield _Note(step, 1 + len(after) - len(after.lstrip("-")), pitches)


def _named(token: str, chord: list[str]) -> list[str]:
    if token.isdigit():
        return [chord[int(token)]]
    return {"*": chord, "^": chord[1:], "x": []}.get(token, [token])


def _phrase(part: Part, score: Score, notes: list[_Note]) -> Sound:
    phrase = 0
    for note in notes:
        start = score.sample(note.step)
        held = score.sample(note.step + note.held) - start
        gain = round(_UNIT * part.gain * _touch(note.step, score.bar))
        for n, pitch in enumerate(note.pitches):
            strummed = start + round(n * part.voice.strum * _RATE)
            phrase += _later(_sound(part.voice, pitch, held) * gain, strummed)
    return phrase


def _touch(step: int, bar: int) -> float:
    """How hard a step is played: no hand plays two notes quite alike."""
    accent = 1.0 if step % bar == 0 else 0.84
    return accent * (1 + 0.07 * math.sin(step * 2.4))


def _later(sound: Sound, samples: int) -> Sound:
    return sound << (_LANE * samples)


@cache
def _sound(voice: Voice, pitch: float, held: int) -> Sound:
    length = round(voice.ring * _RATE) or held + round(voice.release * _RATE)
    sound = 0
    for tone in voice.tones:
        envelope = _envelope(tone.fade, voice.attack, voice.release, length)
        sound += _packed(array("q", map(mul, cycle(_wave(tone, pitch)), envelope)))
    return sound


@cache
def _envelope(fade: float, attack: float, release: float, length: int) -> list[int]:
    decay = math.exp(-1 / (fade * _RATE))
    levels = list(accumulate([decay] * (length - 1), mul, initial=float(_FULL)))
    _ramp(levels, attack, release)
    return [round(level) for level in levels]


def _ramp(levels: list[float], *seconds: float) -> None:
    """Let the levels rise from nothing and fall back to it, in so many seconds each."""
    for duration in seconds:
        count = min(round(duration * _RATE), len(levels))
        for n in range(count):
            levels[n] *= 0.5 - 0.5 * math.cos(math.pi * n / count)
        levels.reverse()


@cache
def _wave(tone: Tone, pitch: float) -> list[int]:
    """Whole cycles, as many as keep the pitch true to a cent when they are played in a loop."""
    if tone.noise is not None:
        return _noise(tone.noise)
    cycles = math.ceil(1200 * pitch * tone.ratio / _RATE)
    length = round(cycles * _RATE / (pitch * tone.ratio))
    wave = [0.0] * length
    for harmonic, weight in enumerate(tone.weights, 1):
        hertz = harmonic * pitch * tone.ratio
        if weight and hertz < 0.4 * _RATE:
            level = _FULL * weight * _vowel(hertz, tone.formants)
            turn, phase = math.tau * harmonic * cycles / length, harmonic * harmonic
            wave = [w + level * math.sin(turn * n + phase) for n, w in enumerate(wave)]
    return [round(level) for level in wave]


def _vowel(hertz: float, formants: tuple[float, ...]) -> float:
    peaks = [math.exp(-(((hertz - formant) / 180) ** 2)) for formant in formants]
    return 0.12 + max(peaks) if peaks else 1.0


def _noise(smoothness: float) -> list[int]:
    """Three seconds of noise, the same each time, so that the station's music is as well."""
    seeds = accumulate(range(3 * _RATE), lambda seed, _: (seed * 69_069 + 1) % 2**32, initial=7)
    loud = _FULL * math.sqrt((1 - smoothness) * (1 + smoothness))
    white = (loud * (seed / 2**31 - 1) for seed in seeds)
    return [round(level) for level in accumulate(white, lambda last, new: smoothness * last + new)]


def _in_room(left: Sound, right: Sound, reverb: float) -> tuple[Sound, Sound]:
    """Both sides with the room's answer to them; the reverb's strength is relative to them."""
    answer = left + right
    for stage in _DIFFUSION:
        answer = _echoed(answer, stage)
    direct = round(_strength(*_DIFFUSION, _TAILS[0]) * 2 / reverb)
    sides = zip((left, right), _TAILS, strict=True)
    return tuple(side * direct + _echoed(answer, tail) for side, tail in sides)


def _echoed(sound: Sound, stage) -> Sound:
    darker = sound + _later(sound, 1)
    return sum(_later(darker * strength, ms * _RATE // 1000) for ms, strength in stage)


def _strength(*stages) -> float:
    """By how much the stages together make a sound louder."""
    return math.prod(math.sqrt(2 * sum(gain * gain for _, gain in stage)) for stage in stages)


def _frames(stereo: tuple[Sound, Sound], length: int) -> bytes:
    levels = [_unpacked(16 * sound, length) for sound in stereo]
    peak = max(max(max(side), -min(side)) for side in levels)
    print('bits',math.log2(peak))
    power = sum(sum(float(level) ** 2 for level in side[::8]) for side in levels) * 4 / length
    scale = 32767 * min(_LOUDNESS / math.sqrt(power), _PEAK / peak)
    fade = [scale] * length
    _ramp(fade, _FADE_IN, _FADE_OUT)
    frames = array("h", bytes(8 * length))
    for n, sound in enumerate(stereo):
        near, far = sound + (sound >> _LANE), _later(sound, 1) + (sound >> 2 * _LANE)
        between = _unpacked(9 * near - far, length)
        frames[n::4] = array("h", map(int, map(mul, levels[n], fade)))
        frames[n + 2 :: 4] = array("h", map(int, map(mul, between, fade)))
    return frames.tobytes()


def _packed(samples: array[int]) -> Sound:
    return int.from_bytes(samples.tobytes(), "little", signed=True)


def _unpacked(sound: Sound, length: int) -> array[int]:
    kept = sound & ((1 << _LANE * length) - 1)
    return array("q", kept.to_bytes(8 * length, "little"))
