"""deploy/keep: a command stays alive, and nothing of it stays behind."""

import resource
import signal
import sys
from pathlib import Path

import psutil
import pytest

from tests.player.helpers import eventually

KEEP = Path(__file__).parents[2] / "deploy" / "keep"


@pytest.fixture
def keep(tmp_path):
    """Start a keeper of a command; it is killed at the end."""
    keepers = []

    def start(*command):
        with open(tmp_path / "log", "ab") as log:
            keepers.append(psutil.Popen([sys.executable, KEEP, *command], stdout=log, stderr=log))
        return keepers[-1]

    yield start
    for keeper in keepers:
        family = [keeper, *keeper.children(recursive=True)] if keeper.is_running() else []
        for process in family:
            process.kill()
        keeper.wait(60)


def child_of(keeper):
    return eventually(lambda: next(iter(keeper.children()), None))


def is_gone(process):
    """Return True if `process` has ended (somebody may still have to hear of it)."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_a_killed_command_starts_again(keep):
    keeper = keep("sleep", "60")
    first = child_of(keeper)
    first.kill()
    first.wait(60)
    assert child_of(keeper).pid != first.pid


def test_a_command_may_open_as_many_files_as_the_machine_lets_it(keep):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 1024), hard))
    try:
        child = child_of(keep("sleep", "60"))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    eventually(lambda: child.rlimit(psutil.RLIMIT_NOFILE) == (hard, hard))


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_told_to_end_it_ends_its_command_and_is_gone(keep, end):
    keeper = keep("sh", "-c", "sleep 60 & sleep 61")
    child_of(keeper)
    family = eventually(lambda: keeper.children(recursive=True)[2:] and keeper.children(True))
    keeper.send_signal(end)
    assert keeper.wait(60) == 0
    eventually(lambda: all(map(is_gone, family)))


def test_a_command_that_was_stopped_is_ended_all_the_same(keep):
    keeper = keep("sleep", "60")
    child = child_of(keeper)
    eventually(lambda: child.cmdline() == ["sleep", "60"])  # till then the keeper waits for that
    child.suspend()
    eventually(lambda: child.status() == psutil.STATUS_STOPPED)
    keeper.send_signal(signal.SIGTERM)
    assert keeper.wait(60) == 0
    assert is_gone(child)


def test_what_a_killed_command_leaves_is_swept_away(keep):
    keeper = keep("sh", "-c", "sleep 60 & wait")
    worker = eventually(lambda: next(iter(child_of(keeper).children()), None))
    child_of(keeper).kill()
    eventually(lambda: is_gone(worker))


def test_a_keeper_that_is_killed_takes_its_command_along(keep):
    keeper = keep("sleep", "60")
    child = child_of(keeper)
    keeper.kill()
    eventually(lambda: is_gone(child))


def test_a_command_that_is_not_there_is_tried_again(keep, tmp_path):
    keep("no-such-command")
    log = tmp_path / "log"
    eventually(lambda: log.read_text().count("no-such-command could not start") >= 2)
