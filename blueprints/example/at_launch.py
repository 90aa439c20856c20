"""The example station's part of `flask launch`: its content, its MPD, its music."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import click
from flask import Config, current_app

from blueprints.example import mpd
from blueprints.example.content import add_content, is_empty
from blueprints.example.music import TRACKS, write_music
from blueprints.example.staff import sign_in_lines, working_sign_ins
from blueprints.home.launch import Extra, Port

PRACTICE_TRACKS = 8
WITHOUT_MPD = """\
MPD is not installed, so the site cannot show the current track.
To install MPD, type: sudo apt-get install mpd"""


def ports(config: Config) -> Iterable[Port]:
    """Return the ports of the example station's MPDs and of its stream."""
    if not config["RADIO_OWN_MPD"] or not mpd.installed():
        return ()
    found = [
        Port("RADIO_MPD_PORT", "127.0.0.1", config["RADIO_MPD_PORT"]),
        Port("RADIO_STREAM_PORT", config["RADIO_HOST"], config["RADIO_STREAM_PORT"]),
    ]
    if _has_practice(config):
        found.append(
            Port("RADIO_PRACTICE_MPD_PORT", "127.0.0.1", config["RADIO_PRACTICE_MPD_PORT"])
        )
    return found


def prepare(config: Config, instance: Path) -> Extra:
    """Add the content of an empty station, and configure its MPDs if MPD is installed."""
    if not config["RADIO_OWN_MPD"]:
        return Extra(sign_ins=sign_in_lines(working_sign_ins(instance)))
    files = _files(instance)
    mpd.configure(config, instance)
    sign_ins = sign_in_lines(working_sign_ins(instance))
    if not mpd.installed():
        click.echo(WITHOUT_MPD)
        return Extra(sign_ins=sign_ins)
    if not _has_practice(config):
        return Extra(("mpd",), partial(mpd.cue, config["RADIO_MPD_PORT"], files), sign_ins)
    mpd.configure_practice(config, instance)
    return Extra(("mpd", "practice"), partial(_cue_both, config, files), sign_ins)


def _has_practice(config: Config) -> bool:
    """Return True if an MPD is started for the practice studio."""
    has_studio = "studio" in current_app.extensions["features"]
    return has_studio and config["RADIO_OWN_PRACTICE_MPD"]


def _cue_both(config: Config, files: list[str]) -> None:
    """Queue music on air, then some in the practice studio, where it plays once."""
    mpd.cue(config["RADIO_MPD_PORT"], files)
    some = [track.path for track in TRACKS[:PRACTICE_TRACKS]]
    mpd.cue(config["RADIO_PRACTICE_MPD_PORT"], some, repeat=False)


def _files(instance: Path) -> list[str]:
    """Return the music to queue: of a new station, or of one that was made without MPD."""
    if is_empty():
        click.echo("Adding the example station's stories and music (first start only).")
        files = write_music(instance)
        add_content()
        return files
    return [] if mpd.has_played(instance) else write_music(instance)
