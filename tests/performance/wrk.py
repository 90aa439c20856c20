"""Load by wrk: one thread, sixteen connections."""

import math
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.performance.processes import need

CONNECTIONS = 16
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Load:
    """What came of a load: requests a second, all of them, the failed ones, p99 in ms."""

    rate: float
    total: int
    failed: int
    p99: float


def load(
    address: str,
    seconds: int,
    script: Path | None = None,
    words: Sequence[str] = (),
    patience: int = 2,
) -> Load:
    """Ask for `address` as fast as it is answered, for whole `seconds`.

    A script in Lua may say what is asked; its init() is given `words`. An answer that takes longer
    than `patience` in seconds has failed.
    """
    command = [need("wrk"), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    command += ["--timeout", f"{patience}s"]
    command += ["-s", str(script)] if script else []
    command += [address, "--", *words]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return Load(
        rate=float(_found(r"Requests/sec:\s+([\d.]+)", said)),
        total=int(_found(r"(\d+) requests in", said)),
        failed=_failed(said),
        p99=_milliseconds(_found(r"99%\s+([\d.]+\w+)", said)),
    )


def rate(address: str, seconds: int, patience: int = 2) -> float:
    """Requests answered a second. Raises RuntimeError when one failed."""
    result = load(address, seconds, patience=patience)
    if result.failed:
        raise RuntimeError(f"{result.failed} of {result.total} requests to {address} failed")
    return result.rate


def wait(address: str, seconds: int) -> float:
    """The milliseconds that one connection waits for an answer; infinite when none comes."""
    answered = rate(address, seconds)
    return 1000 * CONNECTIONS / answered if answered else math.inf


def warm(address: str) -> None:
    """Ask for `address` until each thread of the server has read its templates."""
    load(address, 1)


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if match is None:
        raise ValueError(f"wrk said something else: {text}")
    return match[1]


def _failed(said: str) -> int:
    refused = re.findall(r"Non-2xx or 3xx responses: (\d+)", said)
    errors = re.findall(r"(?:connect|read|write|timeout) (\d+)", said)
    return sum(map(int, refused + errors))


def _milliseconds(text: str) -> float:
    number = re.match(r"[\d.]+", text)
    assert number is not None
    return float(number[0]) * UNITS[text[number.end() :]]
