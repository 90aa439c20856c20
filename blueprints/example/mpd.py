"""The example station's two MPDs, on air and for practice: their configuration, their queues."""

import logging
import shutil
from pathlib import Path
from time import sleep

from flask import Config

from blueprints.core import clock
from blueprints.player.gateway import LOST, Gateway

log = logging.getLogger("aerial.mpd")

PATIENCE = 60.0
CONFIGURATION = """\
# Configuration of an MPD of the example station, written at each start. To use your own MPD, see
# README.md.
music_directory "{music}"
playlist_directory "{folder}/playlists"
db_file "{folder}/database"
state_file "{folder}/state"
state_file_interval "2"
pid_file "{folder}/pid"
filesystem_charset "UTF-8"
restore_paused "no"
auto_update "yes"
zeroconf_enabled "no"
bind_to_address "127.0.0.1"
port "{port}"
audio_output {{
    type "null"
    name "clock"
    sync "yes"
}}
"""
# wave: of MPD's encoders the only one whose first sound comes within 3 s and that stands still at
# no change of track, in Chromium (tests/performance/first_sound.py). MP3 joined in the middle of a
# frame takes 6 to 8 s. Its 1.4 Mbit/s do not matter on one's own machine.
STREAM = """\
audio_output {{
    type "httpd"
    name "web"
    encoder "wave"
    bind_to_address "{host}"
    port "{port}"
    format "44100:16:2"
    always_on "yes"
    max_clients "0"
}}
"""


def installed() -> bool:
    """Return True if this machine has MPD."""
    return shutil.which("mpd") is not None


def has_played(instance: Path) -> bool:
    """Return True if the station's own MPD has ever saved its state."""
    return (instance / "mpd" / "state").exists()


def configure(config: Config, instance: Path) -> Path:
    """Write the configuration of the station's own MPD; return its path."""
    stream = STREAM.format(host=config["RADIO_HOST"], port=config["RADIO_STREAM_PORT"])
    return _write(instance, "mpd", config["RADIO_MPD_PORT"], stream)


def configure_practice(config: Config, instance: Path) -> Path:
    """Write the configuration of the practice studio's MPD, which nobody hears; return its path."""
    return _write(instance, "practice-mpd", config["RADIO_PRACTICE_MPD_PORT"])


def cue(port: int, files: list[str], repeat: bool = True) -> None:
    """Wait for the MPD at `port` on this machine, and play `files` if nothing is queued."""
    if not files:
        return
    gateway = Gateway("127.0.0.1", port)
    until = clock.monotonic() + PATIENCE
    while clock.monotonic() < until:
        try:
            gateway.connect()
            gateway.cue(files, repeat)
            return
        except LOST as error:
            log.debug("MPD is not ready yet", extra={"fields": {"error": str(error)}})
            sleep(0.2)
        finally:
            gateway.disconnect()
    log.warning(
        "the example music could not be added to the queue", extra={"fields": {"port": port}}
    )


def _write(instance: Path, name: str, port: int, more: str = "") -> Path:
    folder = instance / name
    for made in (folder / "playlists", instance / "music"):
        made.mkdir(parents=True, exist_ok=True)
    music, quoted = _quoted(instance / "music"), _quoted(folder)
    path = folder / "mpd.conf"
    text = CONFIGURATION.format(music=music, folder=quoted, port=port) + more
    path.write_text(text, encoding="utf-8")
    return path


def _quoted(path: Path) -> str:
    return str(path).replace("\\", "\\\\").replace('"', '\\"')
