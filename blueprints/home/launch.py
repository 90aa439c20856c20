"""`flask launch`: the whole station on one machine, by honcho and the Procfile's processes."""

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from textwrap import indent
from time import sleep
from types import FrameType

import click
from flask import Config
from honcho.environ import parse_procfile
from honcho.manager import Manager

from blueprints.core import clock

HONCHO_STARTS_WITHIN = 0.1
ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


class Station(Manager):  # type: ignore[misc]
    """honcho's manager, which may be stopped while it is still starting."""

    def terminate(self) -> None:
        """End every process, as soon as each has reported its number."""
        if self._all_started():
            super().terminate()
        else:
            threading.Timer(HONCHO_STARTS_WITHIN, self.terminate).start()


@dataclass(frozen=True)
class Port:
    """A port that the station will listen on, and the setting that names it."""

    setting: str
    host: str
    number: int


@dataclass(frozen=True)
class Extra:
    """A feature's part of a running station (`prepare(config, instance)` in its at_launch.py).

    `processes` are names of the Procfile, `background` is called in a thread once they run, and
    `sign_ins` is printed with the station's addresses.
    """

    processes: tuple[str, ...] = ()
    background: Callable[[], None] | None = None
    sign_ins: str = ""


def check_ports(ports: Sequence[Port]) -> None:
    """Try every port that the station will listen on; raise ClickException if one is in use.

    Granian silently shares a port that is already in use, so it is tried before.
    """
    for port in ports:
        name, number = port.setting, port.number
        if [other.number for other in ports].count(number) > 1:
            raise click.ClickException(
                f"{name} is {number}, which is also used for another port. "
                f"Set {name} to a different port."
            )
        try:
            _try_port(port.host, number)
        except OSError as error:
            raise click.ClickException(
                f"Port {number} on {port.host} is not available ({error.strerror}). "
                f"Use another port, for example: {name}={number + 1} make run"
            ) from error


def _try_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


def run(config: Config, instance: Path, extras: Sequence[Extra], sign_ins: str) -> None:
    """Run the Procfile's processes until Ctrl-C; `sign_ins` says how to sign in."""
    _warn(config)
    manager = Station()
    lines = parse_procfile((ROOT / "Procfile").read_text(encoding="utf-8")).processes
    for name in (*(name for extra in extras for name in extra.processes), "web", "watch", "work"):
        manager.add_process(name, lines[name], env=_environment(config, instance), cwd=str(ROOT))
    signal.signal(signal.SIGHUP, _end_like_ctrl_c)
    for extra in extras:
        if extra.background:
            threading.Thread(target=extra.background, daemon=True).start()
    said = "\n\n".join(filter(None, [sign_ins, *(extra.sign_ins for extra in extras)]))
    threading.Thread(target=_announce, args=(config, said), daemon=True).start()
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


def _announce(config: Config, sign_ins: str) -> None:
    """Print the addresses, and how to sign in, as soon as the site answers."""
    until = clock.monotonic() + PATIENCE
    while clock.monotonic() < until:
        if _answers(config["RADIO_HOST"], config["RADIO_PORT"]):
            click.echo(_announcement(config["RADIO_STATION_NAME"], config["RADIO_URL"], sign_ins))
            return
        sleep(0.1)


def _announcement(name: str, address: str, sign_ins: str) -> str:
    places = f"{name} is running.\n\nSite: {address}/\nDesk: {address}/desk/"
    blocks = places, sign_ins, "Press Ctrl-C to stop."
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
