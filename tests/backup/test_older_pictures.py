"""A backup of a station that an older release made, restored by this one."""

from app import create_app
from tests.backup.helpers import close, run
from tests.media.library.conftest import old  # noqa: F401 - a fixture
from tests.media.library.older import check_library


def test_a_restored_backup_has_them_in_the_library(old, tmp_path):  # noqa: F811 - the fixture
    assert run(old, "backup", str(tmp_path / "old.tar")).exit_code == 0
    elsewhere = create_app({"RADIO_INSTANCE": str(tmp_path / "new"), "TESTING": True})
    elsewhere.config["WTF_CSRF_ENABLED"] = False
    outcome = run(elsewhere, "restore", str(tmp_path / "old.tar"))
    assert outcome.exit_code == 0, outcome.output
    check_library(elsewhere, old.lead, old.inside)
    close(elsewhere)
