"""flask restore: in an empty folder, over a station, of an older station."""

import errno
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from flask_migrate import downgrade

from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings
from blueprints.mail.outbox import post
from tests.backup.helpers import PICTURE, close, database_of, rows_of, run


def test_a_station_with_content_is_kept_unless_it_is_to_be_replaced(station, backup):
    with station.app_context():
        begin_write()
        keep_settings({"name": "Later FM"})
        post("ada@home.example", "Hello", "A line.")
        db.session.commit()
    close(station)
    refused = run(station, "restore", str(backup))
    assert refused.exit_code == 1
    assert "--replace" in refused.output
    close(station)
    outcome = run(station, "restore", "--replace", str(backup))
    assert outcome.exit_code == 0, outcome.output
    assert rows_of(database_of(station), "station_settings") == []
    (aside,) = Path(station.instance_path).glob("before-restore-*")
    assert "Later FM" in str(rows_of(aside / "aerial.sqlite3", "station_settings"))
    assert (aside / "media" / PICTURE).exists()


def test_a_broken_database_is_moved_aside_as_it_is(station, backup):
    close(station)
    database_of(station).write_bytes(b"broken" * 1000)
    outcome = run(station, "restore", "--replace", str(backup))
    assert outcome.exit_code == 0, outcome.output
    assert len(rows_of(database_of(station), "story")) == 3
    (aside,) = Path(station.instance_path).glob("before-restore-*")
    assert (aside / "aerial.sqlite3").read_bytes() == b"broken" * 1000


def test_a_folder_that_cannot_be_renamed_is_replaced_file_by_file(station, backup, monkeypatch):
    """As in a container whose image holds the folder: overlayfs refuses to rename it."""
    rename, folder = os.rename, Path(station.instance_path) / "media"

    def refused(source, target):
        if Path(source) == folder:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        rename(source, target)

    close(station)
    (folder / PICTURE).write_bytes(b"another picture")
    monkeypatch.setattr(os, "rename", refused)
    outcome = run(station, "restore", "--replace", str(backup))
    assert outcome.exit_code == 0, outcome.output
    assert (folder / PICTURE).read_bytes() != b"another picture"
    (aside,) = folder.parent.glob("before-restore-*")
    assert (aside / "media" / PICTURE).read_bytes() == b"another picture"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_root_restores_for_the_owner_of_the_folder(station, backup):
    close(station)
    folder = Path(station.instance_path)
    os.chown(folder, 4321, 4321)
    outcome = run(station, "restore", "--replace", str(backup))
    assert outcome.exit_code == 0, outcome.output
    (aside,) = folder.glob("before-restore-*")
    restored = database_of(station), folder / "secret_key", folder / "media"
    assert {path.stat().st_uid for path in (*restored, *restored[2].iterdir(), aside)} == {4321}
    assert stat.S_IMODE((folder / "media").stat().st_mode) == 0o755
    assert stat.S_IMODE((folder / "media" / PICTURE).stat().st_mode) == 0o644
    assert stat.S_IMODE(database_of(station).stat().st_mode) == 0o600


def test_a_backup_of_an_older_station_is_upgraded(station, elsewhere, tmp_path):
    with station.app_context():
        downgrade(revision="b089bb3c3f9d")
        db.engine.dispose()
    assert run(station, "backup", str(tmp_path / "old.tar")).exit_code == 0
    outcome = run(elsewhere, "restore", str(tmp_path / "old.tar"))
    assert outcome.exit_code == 0, outcome.output
    assert elsewhere.test_client().get("/news/story-1").status_code == 200


def test_a_running_station_is_not_replaced(station, backup):
    with closing(sqlite3.connect(database_of(station))) as running:
        running.execute("SELECT count(*) FROM story").fetchone()
        outcome = run(station, "restore", "--replace", str(backup))
    assert outcome.exit_code == 1
    assert "The station is running" in outcome.output
