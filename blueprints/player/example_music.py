"""The example station's own music: played by the synthesiser, so that no sound file is kept."""

from __future__ import annotations

from dataclasses import dataclass

from blueprints.player.synth import Part, Score, Tone, Voice

HUSHED = (1, 0.3, 0.12, 0.05)
GUITAR = Voice(
    (Tone((1, 0.5), 0.9), Tone((0, 0, 0.3, 0.2, 0.12, 0.08), 0.25)), ring=2.2, strum=0.01
)
OUD = Voice((Tone((1, 0.8), 0.5), Tone((0, 0, 0.5, 0.35, 0.2, 0.12), 0.16)), ring=1.4)
PIANO = Voice(
    (Tone((1, 0.3, 0.08), 1.1), Tone((0, 0, 0, 0.1, 0, 0.05), 0.2)), ring=2.6, strum=0.008
)
BELL = Voice((Tone(fade=1.4), Tone((0.3,), 0.7, 2.003), Tone((0.14,), 0.3, 4.1)), ring=3.2)
KALIMBA = Voice((Tone((1, 0.12), 0.55), Tone((0.16,), 0.07, 5.4)), ring=1.6)
MARIMBA = Voice((Tone(fade=0.32), Tone((0.22,), 0.09, 3.98)), ring=1.2)
BASS = Voice((Tone((1, 0.4, 0.12, 0.04), 0.9),), 0.008, ring=1.8)
PAD = Voice(tuple(Tone(HUSHED, ratio=r) for r in (0.9975, 1, 1.0025)), 0.9, 1.2)
CHOIR_VOWEL = (650, 1080, 2650)
CHOIR = Voice(
    tuple(
        Tone((1, 0.8, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2), ratio=r, formants=CHOIR_VOWEL)
        for r in (0.9965, 1, 1.003)
    ),
    0.25,
    0.5,
)
FLUTE = Voice((Tone((1, 0.22, 0.1)), Tone((0.5, 0.1), ratio=1.003)), 0.07, 0.18)
REED = Voice(
    tuple(Tone((0.6, 0.4, 0.3, 0.14, 0.1, 0.05), ratio=r) for r in (0.998, 1.002)), 0.05, 0.14
)
TUBA = Voice((Tone((1, 0.55, 0.3, 0.12, 0.05), 0.7),), 0.035, 0.08)
HORN = Voice((Tone((1, 0.6, 0.35, 0.15)), Tone((0.5, 0.3), ratio=1.002)), 0.8, 1.4)
KICK = Voice((Tone((1,), 0.09), Tone((0.3,), 0.02, 2.3)), 0.003, ring=0.4)
SHAKER = Voice((Tone(fade=0.035, noise=0.0),), 0.012, ring=0.18)
BRUSH = Voice((Tone(fade=0.09, noise=0.5),), 0.02, ring=0.35)
SEA = Voice((Tone(noise=0.93),), 2.4, 2.4)


@dataclass(frozen=True)
class Track:
    """A track of the example station: where it lies, its tags (none when untitled), its score."""

    path: str
    score: Score
    title: str = ""
    artists: tuple[str, ...] = ()
    album: str = ""
    date: str = ""
    genre: str = ""
    cover: str = ""


TRACKS = (
    Track(
        "night-ferry-to-gdansk.wav",
        Score(
            29,
            152,
            8,
            "D3 A3 D4 F4 | Bb2 F3 D4 F4 | F3 A3 C4 F4 | C3 G3 C4 E4",
            (
                Part(GUITAR, "01232132", 0.5, -0.25),
                Part(BASS, "0---.-0-", 0.5, octave=-1),
                Part(PAD, "*-------", 0.09, 0.2),
                Part(
                    FLUTE,
                    "A4 - - G4 F4 - D4 - | F4 - - G4 F4 - D4 - | C5 - - A4 G4 - F4 - | E4 - G4 - E4 - C4 D4",
                    0.3,
                    0.3,
                    ".x",
                ),
            ),
        ),
        "Night ferry to Gdańsk",
        ("The Lamplighters",),
        "Salt",
        "2019",
        "Folk",
        "salt",
    ),
    Track(
        "herring-song.wav",
        Score(
            34,
            66,
            2,
            (
                "G3 D4 G4 B4",
                "F3 C4 F4 A4",
                "E3 C4 G4 C5",
                "D3 B3 G4 B4",
                "E3 B3 G4 B4",
                "C3 C4 G4 C5",
                "D3 A3 F4 A4",
                "G2 D4 G4 B4",
            ),
            (
                Part(CHOIR, "*-", 0.2),
                Part(CHOIR, "0-", 0.12, octave=-1),
                Part(
                    FLUTE,
                    "D5 - | C5 - | G4 C5 | B4 - | B4 D5 | E5 - | D5 C5 | B4 -",
                    0.2,
                    0.3,
                    ".x",
                ),
            ),
            reverb=0.5,
        ),
    ),
)
