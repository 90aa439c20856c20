"""The log by hand: spins, talk breaks and live sets now and afterwards, corrections, the ledger."""

from datetime import datetime
from typing import Any

from flask import Response, jsonify, request
from flask_babel import gettext as _

from blueprints.accounts.access import me
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.player import manual
from blueprints.player.log_edits import By
from blueprints.player.manual_rows import is_open
from blueprints.player.models import LogRow
from blueprints.studio import log_fields, log_rows
from blueprints.studio.desk import need_desk, note_active
from blueprints.studio.refusals import Refusal
from blueprints.studio.routes.answers import KEPT, sent
from blueprints.studio.routes.blueprints import console, studio

MOST_HOURS = 48


def by_me() -> By:
    """Return who changes the log: the user who is signed in."""
    return By(me().id, me().name)


def begin_at_desk() -> None:
    """Begin to write for who has the desk; raise Refusal for anybody else."""
    begin_write()
    need_desk(studio().name, me())
    note_active(studio().name, me().id)


def need_desk_for(row: LogRow) -> None:
    """Raise Refusal if `row` is on air and another has the desk: its end would be heard."""
    if row.is_manual and is_open(row, clock.now()):
        need_desk(studio().name, me())


def answer(row: LogRow) -> Response:
    """Commit, and return the row."""
    db.session.commit()
    return jsonify(row=log_rows.told([row])[0])


@console.get("/log.json")
def log_json() -> Response:
    """Return the rows of the last hours, newest first."""
    hours = request.args.get("hours", 3, type=int)
    response = jsonify(rows=log_rows.rows_of(studio(), max(1, min(hours, MOST_HOURS))))
    response.headers["Cache-Control"] = KEPT
    return response


@console.get("/log/rows/<int:row_id>/edits.json")
def log_edits(row_id: int) -> Response:
    """Return the ledger of a row, newest first."""
    return jsonify(rows=log_rows.edits_of(log_rows.row_of(studio(), row_id)))


@console.post("/log/rows")
def start_row() -> Response:
    """Start a spin, a talk break or a live set now."""
    entry = log_fields.entry_of(sent())
    begin_at_desk()
    return answer(manual.start(studio().log, entry, by_me()))


@console.post("/log/back")
def back_to_music() -> Response:
    """End what is open: back to the music."""
    begin_at_desk()
    row = manual.end(studio().log, by_me())
    if row is None:
        raise Refusal(409, _("Nothing is open."), _("The queue is on air."))
    return answer(row)


@console.post("/log/extension")
def extend_row() -> Response:
    """Keep what is open on air for longer."""
    begin_at_desk()
    row = manual.extend(studio().log, by_me())
    if row is None:
        db.session.commit()  # it may just have ended by itself
        raise Refusal(409, _("It has already ended."), _("Start it again."))
    return answer(row)


@console.post("/log/inserted")
def insert_row() -> Response:
    """Insert a row afterwards."""
    data = sent()
    entry, started_at = log_fields.entry_of(data), log_fields.started_at_of(data)
    begin_write()
    return answer(manual.insert(studio().log, entry, started_at, by_me()))


@console.post("/log/pasted")
def paste_rows() -> Response:
    """Insert a pasted list of spins afterwards: all of it, or nothing."""
    found = log_fields.pasted(sent())
    begin_write()
    starts = [started_at for _entry, started_at in found]
    ends = [*starts[1:], None]
    rows = [
        manual.insert(studio().log, entry, started_at, by_me(), until)
        for (entry, started_at), until in zip(found, ends, strict=True)
    ]
    db.session.commit()
    return jsonify(rows=log_rows.told(rows))


@console.put("/log/rows/<int:row_id>")
def correct_row(row_id: int) -> Response:
    """Correct or annotate a row; the ledger keeps what was there."""
    data = sent()
    begin_write()
    row = log_rows.row_of(studio(), row_id)
    changes, started_at = log_fields.changes_of(data, row), _new_start(data, row)
    if started_at is not None and not row.is_manual:
        raise Refusal(422, _("This wasn’t logged by hand: its time can’t be changed."))
    if started_at is not None:
        need_desk_for(row)
    return answer(manual.correct(row, changes, by_me(), started_at))


@console.delete("/log/rows/<int:row_id>")
def remove_row(row_id: int) -> Response:
    """Remove a row that was logged by hand or posted."""
    begin_write()
    row = log_rows.row_of(studio(), row_id)
    if row.source == "mpd":
        words = _("This was played by MPD, so it can’t be removed.")
        raise Refusal(422, words, _("Correct it, or add a note."))
    need_desk_for(row)
    gone = log_rows.told([row])[0]
    manual.remove(row, by_me())
    db.session.commit()
    return jsonify(row=gone)


def _new_start(data: dict[str, Any], row: LogRow) -> datetime | None:
    """Return the start that was sent; None if it is the row's own, which has parts of a second."""
    if data.get("started_at") in (None, ""):
        return None
    started_at = log_fields.started_at_of(data, row)
    is_same = started_at.replace(microsecond=0) == row.started_at.replace(microsecond=0)
    return None if is_same else started_at
