"""The example station's own MPD: its configuration, its music, its queue."""

import logging
import shutil
from pathlib import Path
from time import sleep

from flask import Config

from blueprints.core import clock
from blueprints.player.gateway import LOST, Gateway

log = logging.getLogger("aerial.mpd")

PATIENCE = 60.0
# wave: of MPD's encoders the only one whose first sound comes within 3 s and that stands still at
# no change of track, in Chromium (tests/performance/first_sound.py). MP3 joined in the middle of a
# frame takes 6 to 8 s. Its 1.4 Mbit/s do not matter on one's own machine.
CONFIGURATION = """\
# Configuration of the example station's MPD, written at each start. To use your own MPD, see
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
audio_output {{
    type "httpd"
    name "web"
    encoder "wave"
    bind_to_address "{host}"
    port "{stream_port}"
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
    folder = instance / "mpd"
    for name in (folder / "playlists", instance / "music"):
        name.mkdir(parents=True, exist_ok=True)
    path = folder / "mpd.conf"
    path.write_text(
        CONFIGURATION.format(
            music=_quoted(instance / "music"),
            folder=_quoted(folder),
            port=config["RADIO_MPD_PORT"],
            host=config["RADIO_HOST"],
            stream_port=config["RADIO_STREAM_PORT"],
        ),
        encoding="utf-8",
    )
    return path


def cue(config: Config, files: list[str]) -> None:
    """Wait for the station's own MPD, and play `files` in a loop if nothing is queued."""
    if not files:
        return
    gateway = Gateway(config["RADIO_MPD_HOST"], config["RADIO_MPD_PORT"])
    until = clock.monotonic() + PATIENCE
    while clock.monotonic() < until:
        try:
            gateway.connect()
            gateway.cue(files)
            return
        except LOST as error:
            log.debug("MPD is not ready yet", extra={"fields": {"error": str(error)}})
            sleep(0.2)
        finally:
            gateway.disconnect()
    log.warning("the example music could not be added to the queue")


def _quoted(path: Path) -> str:
    return str(path).replace("\\", "\\\\").replace('"', '\\"')
