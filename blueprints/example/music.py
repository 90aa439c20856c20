"""The example station's own music, played by the synthesiser, so that no audio file is stored."""

from __future__ import annotations

import os
import wave
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from itertools import takewhile
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any

import mutagen.id3
import mutagen.wave

from blueprints.example.covers import draw_cover
from blueprints.example.synth import RATE, Part, Score, Tone, Voice, render

# mutagen calls itself typed, but its functions have no types.
id3: Any = mutagen.id3
WAVE: Any = mutagen.wave.WAVE


@dataclass(frozen=True)
class Track:
    """A track of the example station: its place under the music folder, its score and its tags.

    One without a title has no tags at all; `cover` names a drawing of `example_covers`.
    """

    path: str
    score: Score
    title: str = ""
    artists: tuple[str, ...] = ()
    album: str = ""
    date: str = ""
    genre: str = ""
    cover: str = ""


def write_example_music(folder: Path) -> list[Path]:
    """Write the tracks that are missing and return the paths of all, in queue order.

    Each file appears when it is whole, so that being killed in the middle leaves none half made.
    """
    paths = [folder / track.path for track in TRACKS]
    if not all(path.exists() for path in paths):
        # A fork would copy the locks of whatever threads the caller runs; a new process has none.
        helper = get_context("spawn").Process(target=_help, args=(folder,))
        helper.start()
        _write(folder, TRACKS)  # the two meet in the middle
        helper.join()
        for leftover in folder.rglob(".*.part"):
            leftover.unlink(missing_ok=True)
    return paths


def _help(folder: Path) -> None:
    station = parent_process()
    with suppress(KeyboardInterrupt):  # the station reports that it was stopped
        _write(folder, takewhile(lambda _: station and station.is_alive(), TRACKS[::-1]))


def _write(folder: Path, tracks: Iterable[Track]) -> None:
    for track in tracks:
        path = folder / track.path
        if not path.exists():
            _put(path, _recorded(track))


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_bytes(content)
    # Deleted when another process has finished all tracks and cleaned up.
    with suppress(FileNotFoundError):
        part.replace(path)


def _recorded(track: Track) -> bytes:
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(render(track.score))
    if track.title:
        _tag(file, track)
    return file.getvalue()


def _tag(file: BytesIO, track: Track) -> None:
    file.seek(0)
    tagged = WAVE(file)
    tagged.add_tags()
    for frame in _frames(track):
        tagged.tags.add(frame)
    file.seek(0)
    tagged.save(file)


def _frames(track: Track) -> Iterator[Any]:
    yield id3.TIT2(text=track.title)
    yield id3.TPE1(text=list(track.artists))
    yield id3.TDRC(text=track.date)
    yield id3.TCON(text=track.genre)
    if track.album:
        yield id3.TALB(text=track.album)
    if track.cover:
        yield id3.APIC(mime="image/jpeg", type=3, data=draw_cover(track.cover))  # 3: the front


# Voices and scores are read as tables.
# fmt: off
GUITAR = Voice((Tone((1, .5), .9), Tone((0, 0, .3, .2, .12, .08), .25)), ring=2.2, strum=.012)
OUD = Voice((Tone((1, .8), .5), Tone((0, 0, .5, .35, .2, .12), .16)), ring=1.6)
PIANO = Voice((Tone((1, .3, .08), 1.1), Tone((0, 0, 0, .1, 0, .05), .2)), ring=2.8, strum=.008)
BELL = Voice((Tone((1,), 1.2), Tone((.3,), .6, 2.003), Tone((.12,), .25, 4.1)), ring=3.4)
KALIMBA = Voice((Tone((1, .12), .5), Tone((.14,), .06, 5.4)), ring=1.8)
MARIMBA = Voice((Tone((1,), .32), Tone((.2,), .08, 3.98)), ring=1.2)
BASS = Voice((Tone((1, .45, .15, .05), .9),), .008, ring=2.0)
PAD = Voice(tuple(Tone((1, .3, .14, .06, .03), ratio=r) for r in (.9975, 1, 1.0025)), .9, 1.2)
SUNG = (1, .7, .5, .4, .3, .2, .1, .06)
OH = (480, 860, 2500)  # Hz
CHOIR = Voice(tuple(Tone(SUNG, ratio=r, formants=OH) for r in (.9965, 1, 1.003)), .25, .5)
FLUTE = Voice((Tone((1, .22, .1)), Tone((.5, .1), ratio=1.003)), .07, .2)
REED = Voice(tuple(Tone((.6, .4, .26, .14, .08, .04), ratio=r) for r in (.998, 1.002)), .05, .16)
TUBA = Voice((Tone((1, .6, .3, .12, .05), .8),), .035, .09)
HORN = Voice((Tone((1, .6, .35, .15)), Tone((.5, .3), ratio=1.002)), .8, 1.4)
KICK = Voice((Tone((1,), .1), Tone((.25,), .03, 1.5)), .004, ring=.5)
SHAKER = Voice((Tone(fade=.035, noise=0),), .012, ring=.2)
BRUSH = Voice((Tone(fade=.09, noise=.5),), .02, ring=.4)
SEA = Voice((Tone(noise=.93),), 2.4, 2.4)

TRACKS = (
    Track("night-ferry-to-gdansk.wav", Score(
        29, 152, 8, "D3 A3 D4 F4 | Bb2 F3 D4 F4 | F3 A3 C4 F4 | C3 G3 C4 E4", (
            Part(GUITAR, "01232132", .5, -.3),
            Part(BASS, "0---.-0-", .5, 0, octave=-1),
            Part(PAD, "*-------", .1, .2),
            Part(FLUTE, "A4 - - G4 F4 - D4 - | F4 - - G4 F4 - D4 - |"
                 "C5 - - A4 G4 - F4 - | E4 - G4 - E4 - C4 D4", .3, .3, ".x"),
        )), "Night ferry to Gdańsk", ("The Lamplighters",), "Salt", "2019", "Folk", "salt"),
    Track("herring-song.wav", Score(
        34, 66, 2, "G3 D4 G4 B4 | F3 C4 F4 A4 | E3 C4 G4 C5 | D3 B3 G4 B4 |"
        "E3 B3 G4 B4 | C3 C4 G4 C5 | D3 A3 F4 A4 | G3 D4 G4 B4", (
            Part(CHOIR, "*-", .2, -.2),
            Part(CHOIR, "0-", .16, .3, octave=-1),
            Part(FLUTE, "D5 - | C5 - | G4 C5 | B4 - | B4 D5 | E5 - | D5 C5 | B4 -", .3, .2, ".x"),
            Part(KICK, "x...", .3),
        ), reverb=.5), "Herring Song", ("Amber Choir",), "Fish Hall", "2025", "Choral",
        "fish-hall"),
    Track("ropes.wav", Score(
        34, 192, 8, "A3 C4 E4 G4 | A3 C4 E4 G4 | D3 A3 C4 F4 | E3 B3 D4 G4", (
            Part(BASS, "A2 - - A2 C3 - D3 - | A2 - - A2 G2 - E2 G2 |"
                 "D3 - - D3 F3 - A3 - | E3 - - E3 D3 - B2 G2", .55),
            Part(GUITAR, "..^...^.", .26, -.5),
            Part(OUD, "A4 - C5 A4 G4 - E4 - | . . E4 G4 A4 - - - |"
                 "D5 - C5 A4 C5 - A4 - | G4 - E4 D4 E4 - - -", .4, .4, ".xx"),
            Part(KICK, "x...x...", .5),
            Part(BRUSH, "..x...x.", .2, .2),
            Part(PIANO, "*-------", .1, .5, "..x"),
        ), 3, .22, .3), "Ropes", ("Quay Dogs",), "Customs House", "2023", "Blues", "customs-house"),
    Track("mawj.wav", Score(
        26, 168, 8, "D3 A3 D4 F#4 | D3 A3 D4 F#4 | G2 Bb3 D4 G4 | D3 A3 D4 F#4", (
            Part(OUD, "D4 - Eb4 F#4 G4 - F#4 - | A4 - G4 F#4 Eb4 - D4 - |"
                 "Bb4 - A4 G4 A4 - G4 - | F#4 G4 F#4 Eb4 D4 - - -", .5, .2),
            Part(OUD, "0..0.0..", .35, -.3, octave=-1),
            Part(PAD, "0-------", .11, -.1),
            Part(KALIMBA, "..2.3.2.", .16, .6, ".x"),
            Part(KICK, "x...x...", .5),
            Part(BRUSH, ".x.x..x.", .16, .3),
        )), "موج", ("Layal Trio",), "ليالي المرفأ", "2021", "Jazz", "harbour-nights"),
    Track("jingles/this-is-aerial.wav", Score(
        20, 224, 8, "C3 G3 C4 E4 | F3 A3 C4 F4 | G3 B3 D4 G4 | C3 G3 C4 E4", (
            Part(BELL, "C5 - E5 - G5 - - - | A5 - G5 - F5 - - - |"
                 "D5 - G5 - B5 - - - | G5 - E5 - C5 - - -", .5, .2),
            Part(MARIMBA, "02132132", .34, -.4),
            Part(PAD, "*-------", .07),
            Part(BASS, "0---0---", .45, octave=-1),
            Part(KICK, "x...x...", .35, 0, ".x"),
        )), "This is Aerial 87.9", ("Aerial",), "", "2026", "Jingle", "dial"),
    Track("the-tides-bold-return.wav", Score(
        28, 232, 8, "E3 B3 E4 G#4 | D#3 B3 F#4 B4 | C#3 G#3 E4 G#4 | A2 A3 E4 C#5", (
            Part(MARIMBA, "02313231", .5, -.4),
            Part(MARIMBA, "3.1.2.1.", .22, .6, ".xx", 1),
            Part(BASS, "0--0--0-", .5, octave=-1),
            Part(PAD, "*-------", .07),
            Part(BELL, "B4 - - E5 - - F#5 - | D#5 - - B4 - - - - |"
                 "G#5 - - F#5 E5 - C#5 - | E5 - - C#5 - - B4 -", .44, .2, ".xx"),
            Part(KICK, "x...x...", .45, 0, "..x"),
            Part(SHAKER, "..x...x.", .24, .5, ".xx"),
        ), 3, .26), "The tide's <b>bold</b> return", ("Semaphore Aunts",), "Flags at Half Past",
        "2024", "Indie", "tide"),
    Track("salt.wav", Score(
        30, 162, 6, "F3 C4 F4 A4 | E3 C4 E4 G4 | D3 A3 D4 F4 | Bb2 F3 D4 F4", (
            Part(GUITAR, "012321", .5, .25),
            Part(BASS, "0---.0", .45, octave=-1),
            Part(REED, "A4 - - C5 - A4 | G4 - - E4 - - | F4 - - A4 - F4 | D4 - F4 G4 - -",
                 .27, -.3, ".xx"),
            Part(BELL, "..3..2", .18, .6, "..x", 1),
            Part(PAD, "*-----", .08),
        ), 3), "Salt", ("The Lamplighters",), "Salt", "2019", "Folk", "salt"),
    Track("untitled-tape-side-b.wav", Score(
        31, 140, 8, "C3 G3 Bb3 Eb4 | Ab2 G3 C4 Eb4 | Eb3 G3 D4 F4 | Bb2 F3 C4 D4", (
            Part(PIANO, "*--^.^--", .26),
            Part(BASS, "0--0--..", .5, octave=-1),
            Part(FLUTE, "G4 - - - F4 Eb4 - - | C5 - - Bb4 G4 - - - |"
                 "Bb4 - - - G4 F4 - - | D4 - F4 - C4 - - -", .16, -.3, ".x"),
            Part(KICK, "x....x..", .45), Part(BRUSH, "..x...x.", .18, .2),
            Part(SEA, "x-------", .03),
        ), 2, .35, .16)),
    Track("minutes-of-the-eleventh-meeting.wav", Score(
        32, 208, 8, "G3 B3 D4 G4 | A3 C4 E4 A4 | C3 C4 E4 G4 | D3 A3 C4 F#4", (
            Part(TUBA, "0.2.0.2.", .4, -.1, octave=-1),
            Part(REED, "..^...^.", .09, -.5),
            Part(FLUTE, "D5 - B4 - G4 - A4 B4 | C5 - A4 - E4 - - - |"
                 "E4 - F#4 G4 A4 - C5 - | B4 - A4 - D4 - - -", .26, .3),
            Part(KALIMBA, "3.2.1.2.", .14, .6, ".xx", 1),
            Part(KICK, "x...x...", .4), Part(SHAKER, "..x...x.", .2, .3, ".xx"),
        ), 3, .2, .1), "Minutes of the eleventh meeting of the committee for the naming of the new "
        "harbour ferry, at which “Ferry” was proposed, seconded, found to be taken by the old "
        "ferry, amended to “Other Ferry”, objected to by the old ferry’s captain, and adjourned "
        "for herring, after which nobody could remember which of the two they had come on",
        ("The Committee for the Naming of Ferries",), "Any Other Business", "2022", "Brass",
        "minutes"),
    Track("two-lighthouses-one-fog.wav", Score(
        32, 144, 8, "E3 B3 E4 G4 | C3 G3 D4 G4 | G2 D4 G4 B4 | D3 A3 E4 F#4", (
            Part(BELL, "0..2....", .5, -.7, octave=1),
            Part(BELL, "....3..2", .42, .7, octave=1),
            Part(PAD, "*-------", .13),
            Part(HORN, "0-------", .12, 0, ".x", -1),
            Part(SEA, "x-------........", .1),
        ), 2, .5), "Two lighthouses, one fog", ("Ines Tallow", "Layal Trio"), "Signals to Nobody",
        "2026", "Ambient", "beams"),
    Track("qahwa-ala-al-rasif.wav", Score(
        32, 200, 8, "G3 Bb3 D4 G4 | C3 G3 C4 Eb4 | D3 A3 C4 F#4 | G2 G3 Bb3 D4", (
            Part(KALIMBA, "02132132", .4, -.4),
            Part(OUD, "D5 - Bb4 C5 D5 - G4 - | Eb5 - D5 C5 G4 - C5 - |"
                 "C5 - Bb4 A4 F#4 - A4 - | G4 - Bb4 A4 G4 - - -", .4, .3, ".xx"),
            Part(BASS, "0---0-0-", .5, octave=-1),
            Part(REED, "^-------", .05, .1, "..x"),
            Part(KICK, "x...x...", .4), Part(SHAKER, "..x..xx.", .2, .4),
        ), 3, .24), "قهوة على الرصيف ☕", ("فرقة المنارة الصغيرة 🌊",), "مدّ وجزر", "2025", "Folk",
        "coffee"),
    Track("customs-house-waltz.wav", Score(
        24, 276, 6, "C3 G3 C4 E4 | E3 G3 B3 E4 | F3 A3 C4 F4 | C3 G3 C4 E4 |"
        "F3 A3 C4 F4 | C3 G3 C4 E4 | D3 A3 D4 F4 | G3 B3 D4 G4", (
            Part(BASS, "0-----", .5, octave=-1),
            Part(GUITAR, "..^.^.", .2, -.4),
            Part(REED, "E5 - - - D5 C5 | B4 - - - G4 - | A4 - - - C5 A4 | G4 - - - - - |"
                 "A4 - - - C5 D5 | E5 - - - C5 - | D5 - - - F5 D5 | B4 - G4 - B4 -", .21, .3),
            Part(KALIMBA, "0.2.3.", .2, .6, ".x", 1),
            Part(BRUSH, "..x.x.", .12, .2),
        )), "Customs House Waltz", ("Quay Dogs",), "Customs House", "2023", "Folk",
        "customs-house"),
    Track("foghorn-lullaby.wav", Score(
        30, 168, 6, "D3 A3 D4 F#4 | G2 B3 D4 G4 | B2 F#3 B3 D4 | A2 A3 C#4 E4", (
            Part(BELL, "012321", .24, -.3, octave=1),
            Part(KALIMBA, "F#5 - - E5 D5 - | B4 - - D5 - - | D5 - - C#5 B4 - | A4 - - - - -",
                 .5, .3, ".xx"),
            Part(PAD, "*-----", .1),
            Part(HORN, "0-----............", .2, octave=-1),
        ), 3, .4), "Foghorn lullaby", ("Bollard Sisters",), "", "2020", "Lullaby", "moon"),
    Track("demo-from-the-boathouse.wav", Score(
        25, 176, 8, "G2 D3 B3 G4 | E3 B3 E4 G4 | C3 G3 C4 E4 | D3 A3 D4 F#4", (
            Part(GUITAR, "02132131", .5, -.2),
            Part(GUITAR, "D5 - - B4 - - - - | B4 - - G4 - - A4 - |"
                 "G4 - - E4 - - G4 - | F#4 - - A4 - - D4 -", .4, .4, ".x"),
        )), "Demo from the boathouse", ("Kitchen Sloop",), "", "2026", "Folk"),
    Track("rain-on-the-second-mast.wav", Score(
        33, 400, 16, "A3 E4 G4 C5 | F3 C4 G4 A4 | C3 E4 G4 C5 | G3 D4 G4 B4", (
            Part(KALIMBA, "0123212301232123", .34, -.6),
            Part(KALIMBA, "3..0..2..1..3..2", .2, .7, octave=1),
            Part(PAD, "*---------------", .08, passes=".xx"),
            Part(BASS, "0-----0---0-----", .45, octave=-1, passes=".xx"),
            Part(FLUTE, "E5 - - - - - D5 - C5 - - - - - - - | A4 - - - - - C5 - G4 - - - - - - - |"
                 "E5 - - - - - D5 - C5 - - - G4 - - - | B4 - - - - - D5 - G4 - - - - - - -",
                 .22, .2, "..x"),
            Part(SHAKER, "....x.......x...", .2, .3, ".xx"),
        ), 3, .34), "Rain on the second mast", ("Valley Hiss",), "Without the Hiss", "2025",
        "Electronic", "rain"),
)
# fmt: on


def write_music(instance: Path) -> list[str]:
    """Make the music that is missing under instance/music; return the files in queue order."""
    folder = instance / "music"
    return [path.relative_to(folder).as_posix() for path in write_example_music(folder)]
