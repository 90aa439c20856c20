"""The journal of a restore: a start finishes what it says, or deletes what was only prepared."""

import pytest

from app import create_app
from blueprints.core.restore_journal import (
    Move,
    RestoreError,
    commit,
    finish_interrupted,
    held,
)


def start(folder):
    return create_app({"RADIO_INSTANCE": str(folder), "TESTING": True})


@pytest.fixture
def interrupted(tmp_path):
    """A station's folder with a restore that was decided for and not begun."""
    for name in ("media", ".restore", ".restore/new", ".restore/new/media", ".restore/before"):
        (tmp_path / name).mkdir()
    (tmp_path / "media" / "old.jpg").write_text("old")
    (tmp_path / ".restore" / "new" / "media" / "new.jpg").write_text("new")
    (tmp_path / "secret_key").write_text("old")
    (tmp_path / ".restore" / "new" / "secret_key").write_text("restored")
    (tmp_path / "config.py").write_text("RADIO_STATION_NAME = 'Old FM'")
    moves = (
        Move(None, "config.py"),
        Move(".restore/new/media", "media", ".restore/before/media"),
        Move(".restore/new/secret_key", "secret_key"),
    )
    commit(tmp_path, moves, "before-restore-1")
    return tmp_path


def files(folder):
    """The text of each file below `folder`."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_text() for path in found}


def test_a_start_finishes_the_restore(interrupted, caplog):
    app = start(interrupted)
    assert files(interrupted) == {
        "media/new.jpg": "new",
        "secret_key": "restored",
        "before-restore-1/media/old.jpg": "old",
    }
    assert app.config["SECRET_KEY"] == "restored"  # noqa: S105 - of nobody
    assert app.config["RADIO_STATION_NAME"] != "Old FM"
    assert "It has been finished now" in caplog.text


def test_the_folder_may_have_been_moved_meanwhile(interrupted):
    moved = interrupted.rename(interrupted.with_name("moved"))
    start(moved)
    assert "media/new.jpg" in files(moved)


def test_a_folder_that_was_made_again_between_is_kept(interrupted):
    """By a process that was not stopped."""
    (interrupted / "media").rename(interrupted / ".restore" / "before" / "media")
    (interrupted / "media").mkdir()
    (interrupted / "media" / "late.jpg").write_text("late")
    start(interrupted)
    kept = files(interrupted / "before-restore-1")
    assert kept == {"media/old.jpg": "old", "media-2/late.jpg": "late"}
    assert "media/new.jpg" in files(interrupted)


def test_what_was_only_prepared_is_deleted(interrupted):
    (interrupted / ".restore" / "journal.json").unlink()
    start(interrupted)
    assert files(interrupted) == {
        "media/old.jpg": "old",
        "secret_key": "old",
        "config.py": "RADIO_STATION_NAME = 'Old FM'",
    }
    assert not (interrupted / ".restore").exists()


def test_a_start_is_refused_while_a_restore_is_running(tmp_path):
    with held(tmp_path) as folder:
        (folder / "new").mkdir()
        with pytest.raises(RestoreError, match="is running"):
            finish_interrupted(tmp_path, patience=0.1)
        assert (folder / "new").exists()
    assert list(tmp_path.iterdir()) == []


def test_a_start_is_refused_while_the_restore_cannot_be_finished(interrupted):
    obstacle = interrupted / ".restore" / "before"
    obstacle.rename(interrupted / "elsewhere")
    obstacle.write_text("a file where a folder should be")
    for _ in range(2):
        with pytest.raises(RestoreError, match="can’t be finished"):
            start(interrupted)
    obstacle.unlink()
    (interrupted / "elsewhere").rename(obstacle)
    start(interrupted)
    assert "media/new.jpg" in files(interrupted)
