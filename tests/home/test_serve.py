"""deploy/serve: workers share the app that was loaded once; one that dies is replaced."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import pytest

from tests.player.helpers import eventually

SERVE = Path(__file__).parents[2] / "deploy" / "serve"
DEAF = "refused to gracefully stop"  # a worker that was still starting when it was told


@pytest.fixture
def environment(tmp_path, migrated, free_port):
    """The settings of a station without stories."""
    shutil.copy(migrated, tmp_path)
    return os.environ | {"RADIO_INSTANCE": str(tmp_path), "RADIO_PORT": str(free_port())}


@pytest.fixture
def server(environment, tmp_path):
    """The web server, as soon as it answers and has its two workers; its log is in `tmp_path`."""
    with open(tmp_path / "log", "wb") as log:
        process = psutil.Popen([sys.executable, SERVE], env=environment, stdout=log, stderr=log)
    try:
        eventually(lambda: front_page(environment) and len(process.children()) == 2, 60)
        yield process
    finally:
        for one in [process, *process.children()] if process.is_running() else []:
            one.kill()
        process.wait(60)


def front_page(environment):
    """The front page; None while nothing answers."""
    try:
        with urlopen(f"http://127.0.0.1:{environment['RADIO_PORT']}/", timeout=30) as answer:
            return answer.read()
    except (URLError, OSError):
        return None


def test_workers_share_most_of_their_memory(server):
    for memory in [worker.memory_full_info() for worker in server.children()]:
        assert memory.uss < memory.rss / 3


def test_a_dead_worker_is_replaced(server, environment):
    victim, other = server.children()
    victim.kill()
    eventually(lambda: victim not in server.children() and len(server.children()) == 2, 30)
    assert other in server.children()
    assert front_page(environment)


def test_it_ends_when_told_with_all_workers(server, tmp_path):
    workers = server.children()
    server.terminate()
    assert server.wait(30) == 0
    eventually(lambda: not any(worker.is_running() for worker in workers), 30)
    said = (tmp_path / "log").read_text().splitlines()
    assert [line for line in said if DEAF not in line] == []


def test_a_wrong_setting_is_said_in_one_line(environment):
    given = environment | {"RADIO_TRUSTED_PROXIES": "many"}
    ended = subprocess.run(
        [sys.executable, SERVE], env=given, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 1
    assert ended.stderr == (
        "Error: RADIO_TRUSTED_PROXIES is 'many', but should be "
        "the number of proxies in front of the site, from 0 to 10.\n"
    )


def test_the_web_server_loads_no_commands(environment):
    code = "import app, sys; app.create_web_app(); print({'alembic', 'honcho'} & {*sys.modules})"
    said = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=SERVE.parents[1],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert said.stdout == "set()\n", said.stderr
