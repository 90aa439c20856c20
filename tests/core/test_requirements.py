"""The locked dependencies: what is tested is what a station runs."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def pins(name):
    """Package → version, as locked in the file `name`."""
    return dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))


def test_a_station_runs_the_versions_that_are_tested():
    tested = pins("requirements-dev.txt")
    assert {name: tested.get(name) for name in pins("requirements.txt")} == pins("requirements.txt")


def test_no_lock_names_a_registry():
    for name in ("requirements.txt", "requirements-dev.txt"):
        assert "://" not in (ROOT / name).read_text()
