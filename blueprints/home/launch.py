"""Running the whole station on one machine: honcho, over the Procfile's processes."""

import os
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from textwrap import indent
from time import sleep
from types import FrameType

import click
from flask import Config
from honcho.environ import parse_procfile
from honcho.manager import Manager

from blueprints.accounts.seed import SignIn
from blueprints.core import clock
from blueprints.player import own_mpd

HONCHO_STARTS_WITHIN = 0.1
ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
WITHOUT_MPD = """\
MPD is not installed, so the site cannot show the current track.
To install MPD, type: sudo apt-get install mpd"""


class Station(Manager):  # type: ignore[misc]
    """honcho's manager, which may be ended while it is still starting."""

    def terminate(self) -> None:
        """End every process, as soon as each has told its number."""
        if self._all_started():
            super().terminate()
        else:
            threading.Timer(HONCHO_STARTS_WITHIN, self.terminate).start()


def check_ports(config: Config) -> None:
    """Try every port that the station will listen on; raise ClickException for a taken one.

    Granian shares a port that is already taken without a word, so it is tried before.
    """
    wanted = {"RADIO_PORT": config["RADIO_HOST"]}
    if config["RADIO_OWN_MPD"] and own_mpd.installed():
        wanted |= {"RADIO_MPD_PORT": "127.0.0.1", "RADIO_STREAM_PORT": config["RADIO_HOST"]}
    for name, host in wanted.items():
        if [config[other] for other in wanted].count(config[name]) > 1:
            raise click.ClickException(
                f"{name} is {config[name]}, which is also used for another port. "
                f"Set {name} to a different port."
            )
        try:
            _try_port(host, config[name])
        except OSError as error:
            raise click.ClickException(
                f"Port {config[name]} on {host} is not available ({error.strerror}). "
                f"Use another port, for example: {name}={config[name] + 1} make run"
            ) from error


def _try_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


def run(config: Config, instance: Path, files: list[str], doors: str = "") -> None:
    """Run the Procfile's processes until Ctrl-C; `doors` says how to sign in."""
    names = ["web", "watch", "work"]
    if config["RADIO_OWN_MPD"] and own_mpd.installed():
        names.insert(0, "mpd")
        threading.Thread(target=own_mpd.cue, args=(config, files), daemon=True).start()
    elif config["RADIO_OWN_MPD"]:
        click.echo(WITHOUT_MPD)
    _warn(config)
    manager = Station()
    lines = parse_procfile((ROOT / "Procfile").read_text(encoding="utf-8")).processes
    for name in names:
        manager.add_process(name, lines[name], env=_environment(config, instance), cwd=str(ROOT))
    signal.signal(signal.SIGHUP, _end_like_ctrl_c)
    threading.Thread(target=_announce, args=(config, doors), daemon=True).start()
    manager.loop()
    sys.exit(0 if manager.returncode in (0, 130, 143) else manager.returncode)


def _warn(config: Config) -> None:
    """Warn of settings that keep listeners from hearing the stream."""
    loopback = config["RADIO_STREAM_URL"].startswith("http://127.0.0.1:")
    if loopback and config["RADIO_HOST"] in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        click.echo(
            "Other devices on your network cannot play the stream yet. Set RADIO_URL to this "
            f"computer's address, for example http://192.168.1.5:{config['RADIO_PORT']}"
        )
    if config["RADIO_URL"].startswith("https:") and config["RADIO_STREAM_URL"].startswith("http:"):
        click.echo(
            "Browsers will not play the stream: RADIO_URL is https, but RADIO_STREAM_URL "
            f"({config['RADIO_STREAM_URL']}) is http. Set RADIO_STREAM_URL to an https address."
        )


def _environment(config: Config, instance: Path) -> dict[str, str]:
    own = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONUNBUFFERED": "1",
        "RADIO_INSTANCE": str(instance),
        "RADIO_HOST": config["RADIO_HOST"],
        "RADIO_PORT": str(config["RADIO_PORT"]),
    }
    return {**os.environ, **own}


def _end_like_ctrl_c(_signal: int, _frame: FrameType | None) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def sign_in_line(sign_in: SignIn) -> str:
    """The line that says how a member of the example staff signs in."""
    return f"  {sign_in.role:<7} {sign_in.email:<20} {sign_in.password}"


def doors(sign_ins: Sequence[SignIn]) -> str:
    """The lines that say how the example staff sign in; "" without any."""
    return "\n".join(["Sign in to the desk as:", *map(sign_in_line, sign_ins)]) if sign_ins else ""


def _announce(config: Config, doors: str) -> None:
    """Print the addresses, and how to sign in, as soon as the site answers."""
    until = clock.monotonic() + PATIENCE
    while clock.monotonic() < until:
        if _answers(config["RADIO_HOST"], config["RADIO_PORT"]):
            click.echo(_announcement(config["RADIO_STATION_NAME"], config["RADIO_URL"], doors))
            return
        sleep(0.1)


def _announcement(name: str, address: str, doors: str) -> str:
    places = f"{name} is running.\n\nSite: {address}/\nDesk: {address}/desk/"
    blocks = places, doors, "Press Ctrl-C to stop."
    return "\n" + indent("\n\n".join(filter(None, blocks)), "  ") + "\n"


def _answers(host: str, port: int) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    connection = HTTPConnection(host, port, timeout=1)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
