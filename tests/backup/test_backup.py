"""flask backup and flask restore: the same station elsewhere, or nothing at all."""

import gzip
import io
import json
import resource
import stat
import tarfile
import threading
from pathlib import Path

import pytest
from sqlalchemy import delete

from blueprints.backup.create import last_backup
from blueprints.core.extensions import begin_write, db
from blueprints.news.models import Story
from tests.backup.helpers import PICTURE, close, database_of, rows_of, run
from tests.player.helpers import eventually, hear, reading, song


def shown(app, page):
    """Return what a page says, without the player's bar, which goes on."""
    answer = app.test_client().get(page)
    assert answer.status_code == 200
    _, main, after = answer.text.partition("<main")
    return (main + after).partition("</main>")[0] if main else answer.data


@pytest.mark.parametrize("ending", ["tar", "tar.gz"])
def test_a_backup_taken_under_load_gives_the_same_station(station, elsewhere, tmp_path, ending):
    opinions = pytest.importorskip("tests.comments.opinions")
    file, ended = tmp_path / f"aerial.{ending}", threading.Event()

    def go_on():
        number = 0
        while not ended.is_set():
            number += 1
            hear(
                station,
                reading(2000.0 + 200 * number, of=song(title=f"No. {number}"), song_id=number),
            )
            with station.app_context():
                begin_write()
                opinions.add_opinion(db.session.get(Story, 1), number + 100)
                db.session.commit()

    load = threading.Thread(target=go_on)
    pages = ("/news/", "/news/story-1", "/news/feed.xml")
    load.start()
    eventually(lambda: len(rows_of(database_of(station), "play")) > 20)
    outcome = run(station, "backup", str(file))
    ended.set()
    load.join()
    assert outcome.exit_code == 0, outcome.output
    assert len(outcome.output.splitlines()) == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob(".backup-*")] == []
    with station.app_context():
        note = last_backup()
        assert (note.file, note.bytes) == (str(file), file.stat().st_size)

    outcome = run(elsewhere, "restore", str(file))
    assert outcome.exit_code == 0, outcome.output
    again, first = database_of(elsewhere), database_of(station)
    log = rows_of(again, "play")
    assert len(log) > 20
    assert [row[0] for row in log] == [row[0] for row in rows_of(first, "play")][: len(log)]
    assert log[:-1] == rows_of(first, "play")[: len(log) - 1]  # the last one went on since
    assert rows_of(again, "story") == rows_of(first, "story")
    said = rows_of(again, "comment")
    assert len(said) > 10
    assert said == rows_of(first, "comment")[: len(said)]
    with station.app_context():  # what was said since
        newer = opinions.Comment.id > said[-1][0]
        db.session.execute(delete(opinions.Comment).where(newer))
        db.session.commit()
    folder, origin = Path(elsewhere.instance_path), Path(station.instance_path)
    assert (folder / "media" / PICTURE).read_bytes() == (origin / "media" / PICTURE).read_bytes()
    assert (folder / "secret_key").read_text() == (origin / "secret_key").read_text()
    assert sorted(path.name for path in (folder / "media").iterdir()) == [PICTURE]
    assert not list(folder.glob("before-restore-*"))
    for page in pages:
        assert shown(elsewhere, page) == shown(station, page), page


def rewritten(backup, change):
    """The backup's members, changed by `change(list of (TarInfo, bytes))`, in a file beside it."""
    with tarfile.open(backup) as tar:
        members = [(member, tar.extractfile(member).read()) for member in tar]
    made = backup.with_name("changed.tar")
    with tarfile.open(made, "w") as tar:
        for member, data in change(members):
            member.size = len(data) if member.isreg() else 0
            tar.addfile(member, io.BytesIO(data))
    return made


def manifest_with(**changed):
    def change(members):
        (first, data), *others = members
        return [(first, json.dumps(json.loads(data) | changed).encode()), *others]

    return change


def with_member(name, kind=tarfile.REGTYPE):
    def change(members):
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc/passwd"
        return [*members, (member, b"")]

    return change


def tampered(members):
    return [(m, data if m.name != f"media/{PICTURE}" else b"\0" * len(data)) for m, data in members]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (manifest_with(format=2), "unknown format"),
        (manifest_with(revision="ffffffffffff"), "does not match its manifest"),
        (manifest_with(files={"../../x": {"bytes": 1, "sha256": "0"}}), "what no backup may"),
        (manifest_with(files={"/etc/x": {"bytes": 1, "sha256": "0"}}), "what no backup may"),
        (manifest_with(files=7), "manifest is wrong"),
        (with_member("media/../../x"), "does not name"),
        (with_member("media/x", tarfile.SYMTYPE), "does not name"),
        (with_member("media/x", tarfile.CHRTYPE), "does not name"),
        (tampered, "changed or damaged"),
        (lambda members: members[:-1], "is missing"),
        (lambda members: members[1:], "not an Aerial backup"),
    ],
)
def test_a_backup_that_was_tampered_with_is_refused(backup, elsewhere, change, why):
    outcome = run(elsewhere, "restore", str(rewritten(backup, change)))
    assert outcome.exit_code == 1
    assert why in outcome.output
    folder = Path(elsewhere.instance_path)
    assert {path.name for path in folder.iterdir()} == {"secret_key"}


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_half_a_backup_is_refused(backup, elsewhere, share):
    data = backup.read_bytes()
    backup.write_bytes(data[: int(len(data) * share)])
    outcome = run(elsewhere, "restore", str(backup))
    assert outcome.exit_code == 1
    assert "backup" in outcome.output
    assert not database_of(elsewhere).exists()


def test_postgresql_is_refused_with_what_to_do(make_app, tmp_path):
    pytest.importorskip("psycopg")
    app = make_app(RADIO_SQLALCHEMY_DATABASE_URI="postgresql+psycopg://nowhere/aerial")
    outcome = run(app, "backup", str(tmp_path / "x.tar"))
    assert outcome.exit_code == 1
    assert "pg_dump" in outcome.output


def test_a_small_file_that_unpacks_to_much_is_refused_before_it_does(backup, elsewhere):
    with tarfile.open(backup) as tar:
        manifest = tar.extractfile("manifest.json").read()
    bomb = io.BytesIO()
    with tarfile.open(fileobj=bomb, mode="w") as tar:
        first = tarfile.TarInfo("manifest.json")
        first.size = len(manifest)
        tar.addfile(first, io.BytesIO(manifest))
        header = tarfile.TarInfo("x")
        header.type, header.size = tarfile.XHDTYPE, 30_000_000
        tar.addfile(header, io.BytesIO(b"\0" * header.size))
    backup.write_bytes(gzip.compress(bomb.getvalue()))
    assert backup.stat().st_size < 100_000
    outcome = run(elsewhere, "restore", str(backup))
    assert outcome.exit_code == 1
    assert "more than it says" in outcome.output


def test_a_full_disk_leaves_no_half_backup(station, tmp_path):
    file = tmp_path / "aerial.tar"
    before, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    close(station)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        outcome = run(station, "backup", str(file))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, hard))
    assert outcome.exit_code == 1
    assert "could not be written" in outcome.output
    assert not list(tmp_path.iterdir())
    with station.app_context():
        assert last_backup() is None
