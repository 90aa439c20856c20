"""A restore that is killed at any point: the next start has the old station or the new one."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from blueprints.core.restore_journal import held
from tests.backup.helpers import close, run
from tests.news.helpers import write_story
from tests.player.helpers import hear, reading, song

ROOT = Path(__file__).parents[2]
DRIVER = Path(__file__).parent / "killed_restore.py"
OTHER_DISK = Path("/dev/shm")  # noqa: S108


def fill(folder, *names):
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes(os.urandom(2000))


@pytest.fixture
def backup(app, tmp_path):
    """A backup of the station as it was before."""
    folder = Path(app.instance_path)
    write_story(app, "in-both", headline="As it was")
    write_story(app, "in-the-backup")
    fill(folder / "media", f"{'a' * 20}-320.jpg", f"{'b' * 20}-320.jpg")
    fill(folder / "covers", f"{'c' * 20}.jpg")
    file = tmp_path / "aerial.tar"
    assert run(app, "backup", str(file)).exit_code == 0
    return file


@pytest.fixture
def station(app, backup, tmp_path):
    """The instance folder of a station that has gone on since the backup."""
    folder = Path(app.instance_path)
    write_story(app, "after-the-backup")
    hear(app, reading(1000.0, of=song(title="First")))
    fill(folder / "media", f"{'d' * 20}-320.jpg", f"{'a' * 20}-320.jpg")
    (folder / "media" / f"{'b' * 20}-320.jpg").unlink()
    fill(folder / "covers", f"{'e' * 20}.jpg")
    (folder / "config.py").write_text("RADIO_STATION_TAGLINE = 'Since then'\n")
    (folder / "last_backup.json").unlink()
    close(app)
    return shutil.copytree(folder, tmp_path / "origin")


def tries(*words):
    """Return what the station was after each try."""
    command = [sys.executable, str(DRIVER), *map(str, words)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def check(told):
    """Every try left the old station or the new one in whole, and nothing half done beside it."""
    old, *first = [one for one in told if "second" not in one]
    second = [one for one in told if "second" in one]
    new = first[-1]
    assert not new["killed"]
    assert new["station"] != old["station"]
    assert len(first) > 10
    for one in (*first, *second):
        is_new = one["station"] == new["station"]
        assert is_new or one["station"] == old["station"], one["number"]
        assert one["kept"] == ([old["station"]] if is_new else []), one["number"]
        assert one["other"] == [], one["number"]
    outcomes = [one["station"] == new["station"] for one in first]
    assert outcomes == sorted(outcomes)  # old up to a point, new from there on
    assert outcomes.count(False) > 1
    assert outcomes.count(True) > 3
    assert len(second) > 3
    assert all(one["station"] == new["station"] for one in second)


def test_a_restore_killed_at_any_point_is_complete_or_not_begun(station, backup):
    disk = OTHER_DISK if OTHER_DISK.is_dir() else None  # in memory: nothing waits for the disk
    with tempfile.TemporaryDirectory(dir=disk) as folder:
        check(tries(station, backup, Path(folder) / "aerial"))


@pytest.mark.skipif(not OTHER_DISK.is_dir(), reason="there is no second disk to try")
def test_a_station_on_several_disks_too(station, backup, tmp_path):
    with tempfile.TemporaryDirectory(dir=OTHER_DISK) as elsewhere:
        check(tries(station, backup, tmp_path / "work", Path(elsewhere) / "aerial"))


def test_a_second_restore_is_refused_while_one_is_running(app, backup):
    with held(Path(app.instance_path)):
        outcome = run(app, "restore", "--replace", str(backup))
    assert outcome.exit_code == 1
    assert "A restore of this station is running" in outcome.output
