"""How soon a song is noticed while a cover of 19 MB comes from a slow MPD."""

import socket
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

from tests.performance.processes import free_port, running, until
from tests.performance.station import Station
from tests.performance.table import Row, at_most, number
from tests.player.helpers import polled
from tests.player.real_mpd import RealMPD

SONGS = 12
CHANGES = 30
SIDE = 2515  # pixels of noise: 19 MB, uncompressed
BYTES_A_SECOND = 1_000_000
PIECE = 16 * 1024
LONGEST = 30.0


def measure() -> list[Row]:
    """p95 of the seconds from MPD's change to the JSON's: alone, and beside a large cover."""
    with TemporaryDirectory(prefix="aerial-bench-") as folder, _slow_mpd(Path(folder)) as slow:
        mpd, port = slow
        settings = {"RADIO_MPD_HOST": "127.0.0.1", "RADIO_MPD_PORT": str(port)}
        station = Station(Path(folder), **settings)
        with running(station.command("watch"), station.settings, station.folder):
            return _rows(station, mpd)


def _rows(station: Station, mpd: Any) -> list[Row]:
    with mpd.client() as client:
        client.play(0)
        until(lambda: _shows(station, "Song 0"), "the watcher's first look")
        alone = _delays(station, client)
        client.play(SONGS)
        until(lambda: _shows(station, "Large"), "the song with the large cover")
        beside = _delays(station, client)
        had_come = _has_cover(station, client)
        client.play(SONGS)
        until(lambda: _has_cover(station, client), "the large cover")
    return [
        number("a new song is shown, alone, p95", alone, unit=" ms"),
        number("the same beside a cover of 19 MB, p95", beside, at_most(100), " ms"),
        number("the cover had come before the end", float(had_come), at_most(0)),
    ]


def _delays(station: Station, client: Any) -> float:
    """p95 of the milliseconds until a song that MPD goes to is shown."""
    found = []
    for change in range(CHANGES):
        time.sleep(0.45)
        client.play((change + 1) % SONGS)
        began = time.monotonic()
        title = f"Song {(change + 1) % SONGS}"
        while not _shows(station, title) and time.monotonic() - began < LONGEST:
            time.sleep(0.005)
        found.append(1000 * (time.monotonic() - began))
    return statistics.quantiles(found, n=20)[-1]


def _shows(station: Station, title: str) -> bool:
    return bool((polled(station.app)["track"] or {}).get("title") == title)


def _has_cover(station: Station, client: Any) -> bool:
    client.play(SONGS)
    until(lambda: _shows(station, "Large"), "the song with the large cover")
    time.sleep(0.5)
    return bool(polled(station.app)["track"]["art_url"])


@contextmanager
def _slow_mpd(folder: Path) -> Iterator[tuple[Any, int]]:
    """(a playing MPD with short covers and one large one, the port where its replies are slow)."""
    mpd = RealMPD(folder / "mpd", free_port())
    for song in range(SONGS):
        mpd.tone(f"{song}.wav", 120, title=f"Song {song}")
    mpd.tone("large/song.wav", 120, title="Large")
    noise = Image.effect_noise((SIDE, SIDE), 100).convert("RGB")
    noise.save(mpd.folder / "music/large/cover.png", compress_level=0)
    mpd.start()
    try:
        mpd.add(*(f"{song}.wav" for song in range(SONGS)), "large/song.wav")
        with socket.create_server(("127.0.0.1", 0)) as door:
            threading.Thread(target=_let_in, args=(door, mpd.port), daemon=True).start()
            yield mpd, door.getsockname()[1]
    finally:
        mpd.end()


def _let_in(door: socket.socket, port: int) -> None:
    with suppress(OSError):
        while True:
            near, _ = door.accept()
            far = socket.create_connection(("127.0.0.1", port))
            for ends in ((near, far, 0.0), (far, near, PIECE / BYTES_A_SECOND)):
                threading.Thread(target=_carry, args=ends, daemon=True).start()


def _carry(source: socket.socket, target: socket.socket, pause: float) -> None:
    """Pass on what comes; a full piece takes `pause` seconds."""
    with suppress(OSError):
        while data := source.recv(PIECE):
            target.sendall(data)
            time.sleep(pause * len(data) / PIECE)
        target.shutdown(socket.SHUT_RDWR)
