"""The example station's own MPD, as example/mpd.py configures it, with a quiet tone for music."""

import math
import wave
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from blueprints.example import mpd
from tests.performance.processes import need, running
from tests.performance.station import Station

RATE = 44_100
SECONDS = 30
LOUDNESS = 600
TONE = "tone.wav"


@contextmanager
def playing_mpd(station: Station) -> Iterator[None]:
    """Run MPD on the station's ports; it plays the tone over and over, and streams it."""
    configuration = mpd.configure(station.app.config, station.folder)
    write_tone(station.folder / "music" / TONE)
    command = [need("mpd"), "--no-daemon", "--stderr", str(configuration)]
    with running(command, station.settings, station.folder):
        mpd.cue(station.app.config["RADIO_MPD_PORT"], [TONE])
        yield


def write_tone(path: Path) -> None:
    """Half a minute of 441 Hz, in stereo."""
    turn = array("h")
    for frame in range(100):
        turn.extend([round(LOUDNESS * math.sin(math.tau * frame / 100))] * 2)
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, RATE, 0, "NONE", ""))
        file.writeframes(turn.tobytes() * (SECONDS * RATE // 100))
