"""Starting what is measured, and ending it whatever happens."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


def need(command: str) -> str:
    """The path of `command`; ends the run, and names the package, when it is missing."""
    path = shutil.which(command)
    if path is None:
        sys.exit(f"{command} is missing. To install it, type: sudo apt-get install {command}")
    return path


def free_port() -> int:
    """A port of 127.0.0.1 on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(
    command: list[str], settings: Mapping[str, str], folder: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run `command` in the project's root; what it says is kept in a log in `folder`."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=_environment(settings),
        stdout=(folder / f"{Path(command[0]).name}.log").open("ab"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        _end(process)


def until(condition: Callable[[], bool], what: str) -> None:
    """Wait until `condition()` holds; end the run, saying `what` did not come, after 30 s."""
    last = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > last:
            raise TimeoutError(f"{what}: not within {PATIENCE:.0f} s")
        time.sleep(0.05)


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    """This one without the station's settings, in which the virtual environment comes first."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("RADIO_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**clean, "PATH": path, **settings}


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(10)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
