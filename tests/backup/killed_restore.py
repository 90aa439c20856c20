"""Restores a backup over a station again and again, each time killed one step later.

Usage: killed_restore.py ORIGIN BACKUP WORK [ELSEWHERE]

ORIGIN is the instance folder of a station, which is copied to WORK for each try. The n-th try is
killed (SIGKILL) before its n-th change of a folder; then the station is started, and a line of
JSON says what it is. The last try is not killed. After that a start that has a restore to finish
is killed in the same way. With ELSEWHERE, a folder on another disk, the database and the pictures
are kept there.
"""

import contextlib
import hashlib
import itertools
import json
import os
import shutil
import signal
import sqlite3
import sys
from pathlib import Path

from app import create_app
from blueprints.backup.restore import restore as put_back
from blueprints.core.restore_journal import finish_interrupted

CHANGES = "rename", "replace", "link", "symlink", "unlink", "remove", "mkdir", "rmdir"
ORIGIN, BACKUP, WORK, ELSEWHERE = (Path(word) for word in (*sys.argv[1:], os.devnull)[:4])
IS_SPREAD = len(sys.argv) > 4
SETTINGS = {"RADIO_INSTANCE": str(WORK), "TESTING": True}
DATABASE = ELSEWHERE / "station.db" if IS_SPREAD else WORK / "aerial.sqlite3"
if IS_SPREAD:
    SETTINGS["RADIO_SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{DATABASE}"


def lay_out():
    """Put the old station in its place."""
    for folder in (WORK, ELSEWHERE) if IS_SPREAD else (WORK,):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ORIGIN, WORK)
    if IS_SPREAD:
        ELSEWHERE.mkdir()
        shutil.move(WORK / "aerial.sqlite3", DATABASE)
        shutil.move(WORK / "media", ELSEWHERE / "media")
        (WORK / "media").symlink_to(ELSEWHERE / "media")


def die_at(number):
    """From now on, the process is killed before its `number`th change of a folder."""
    left = itertools.count(number, -1)

    def counted(name, change):
        def changed(*args, **kwargs):
            if next(left) == 1:
                os.write(2, f"{name} {args[0]}\n".encode())
                os.kill(os.getpid(), signal.SIGKILL)
            return change(*args, **kwargs)

        return changed

    for name in CHANGES:
        setattr(os, name, counted(name, getattr(os, name)))


def was_killed(do, number):
    """Do it in a process of its own, killed at that change; tell if it was."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # only the parent tells
        with contextlib.suppress(BaseException):
            die_at(number)
            do()
            os._exit(0)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    if status:
        raise SystemExit("the restore failed")
    return False


def restore():
    with app.app_context():
        put_back(BACKUP, replace=True)


def start():
    """Return what every start of the station does first."""
    finish_interrupted(WORK)


def contents(folder, database):
    """Return what makes up a station: rows, and each file's hash."""
    rows = {}
    with (
        contextlib.suppress(sqlite3.Error),  # then it is not whole
        contextlib.closing(sqlite3.connect(f"file:{database}?immutable=1", uri=True)) as connection,
    ):
        for table in ("story", "play", "picture"):
            rows[table] = connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()  # noqa: S608
    files = [folder / name for name in ("secret_key", "config.py")]
    for name in ("media", "covers"):
        files += sorted((folder / name).rglob("*"))
    hashes = {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
        if file.is_file()
    }
    return {"rows": rows, "files": hashes}


def tell(**values):
    """Print what the station is now, and what else is in its folders."""
    kept = sorted(WORK.glob("before-restore-*"))
    known = {"aerial.sqlite3", "secret_key", "config.py", "media", "covers"}
    known |= {"aerial.sqlite3-wal", "aerial.sqlite3-shm", *(folder.name for folder in kept)}
    drafts = [str(p) for p in (*WORK.rglob(".*"), *ELSEWHERE.rglob(".*")) if "restor" in p.name]
    values["station"] = contents(WORK, DATABASE)
    values["kept"] = [contents(folder, folder / "aerial.sqlite3") for folder in kept]
    values["other"] = sorted({path.name for path in WORK.iterdir()} - known) + drafts
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def go_through():
    """Kill the restore at each of its changes, then the start after it at each of its own."""
    unfinished = 0
    for number in itertools.count(1):
        lay_out()
        killed = was_killed(restore, number)
        if not unfinished and list(WORK.glob(".restore/journal*.json")):
            unfinished = number
        start()
        tell(number=number, killed=killed)
        if not killed:
            break
    for number in itertools.count(1) if unfinished else ():
        lay_out()
        was_killed(restore, unfinished)
        killed = was_killed(start, number)
        start()
        tell(number=number, killed=killed, second=True)
        if not killed:
            break


lay_out()
app = create_app(SETTINGS)
tell(number=0, killed=False)
go_through()
