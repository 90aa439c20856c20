"""The files of a station are for its owner alone; a web server reads media/ and covers/."""

from app import create_app
from blueprints.core.private_files import keep_private


def modes(folder):
    paths = [folder, *folder.rglob("*")]
    return {path.relative_to(folder).as_posix(): path.stat().st_mode & 0o777 for path in paths}


def test_what_others_could_read_is_mended_at_each_start(tmp_path):
    folder = tmp_path / "instance"
    for name in ("aerial.sqlite3", "secret_key", "mail/1.eml", "media/a.jpg", "covers/b.jpg"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        path.chmod(0o644)
    folder.chmod(0o755)
    keep_private(folder)
    assert modes(folder) == {
        ".": 0o700,
        "aerial.sqlite3": 0o600,
        "secret_key": 0o600,
        "mail": 0o700,
        "mail/1.eml": 0o600,
        "media": 0o755,
        "media/a.jpg": 0o644,
        "covers": 0o755,
        "covers/b.jpg": 0o644,
    }


def test_the_web_servers_group_may_enter(tmp_path):
    tmp_path.chmod(0o710)
    keep_private(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o710


def test_a_new_station_is_its_owners_alone(tmp_path):
    folder = tmp_path / "new"
    create_app({"RADIO_INSTANCE": str(folder)})
    assert modes(folder) == {".": 0o700, "secret_key": 0o600}
