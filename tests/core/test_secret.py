"""The secret that signs: made once by each station, whole, for its owner's eyes."""

import multiprocessing
import stat

from flask import Config

from blueprints.core.config import read_settings
from tests.core.configuration import ROOT


def test_the_secret_is_made_once_and_kept_for_its_owners_eyes(settings, folder):
    secret = settings()["SECRET_KEY"]
    assert len(secret) >= 48
    assert settings()["SECRET_KEY"] == secret
    assert (folder / "secret_key").read_text(encoding="utf-8") == secret
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret_key"]


def test_each_station_has_another_secret(tmp_path):
    secrets = set()
    for name in ("one", "other"):
        config = Config(ROOT)
        read_settings(config, tmp_path / name, {})
        secrets.add(config["SECRET_KEY"])
    assert len(secrets) == 2


def test_a_secret_that_is_given_is_not_written(settings, folder):
    given = "a secret of ours"
    assert settings(RADIO_SECRET_KEY=given)["SECRET_KEY"] == given
    assert not (folder / "secret_key").exists()


def _read_secret(folder, barrier, answers):
    barrier.wait()
    config = Config(ROOT)
    read_settings(config, folder, {})
    answers.put(config["SECRET_KEY"])


def test_processes_that_start_at_once_make_one_whole_secret(tmp_path):
    context = multiprocessing.get_context("fork")
    for attempt in range(5):
        folder = tmp_path / str(attempt)
        barrier, answers = context.Barrier(4), context.SimpleQueue()
        processes = [
            context.Process(target=_read_secret, args=(folder, barrier, answers)) for _ in range(4)
        ]
        for process in processes:
            process.start()
        secrets = {answers.get() for _ in processes}
        for process in processes:
            process.join()
        assert len(secrets) == 1
        assert len(secrets.pop()) >= 48
        assert [path.name for path in folder.iterdir()] == ["secret_key"]
