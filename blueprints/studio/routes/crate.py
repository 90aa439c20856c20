"""A DJ's own crate, “needle down”, and the suggestions for what is typed as a spin."""

from collections.abc import Sequence

from flask import Response, jsonify, request

from blueprints.accounts.access import me
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.player import manual
from blueprints.studio import crate
from blueprints.studio.models import CrateItem
from blueprints.studio.refusals import not_there
from blueprints.studio.routes.answers import KEPT, number_or_none, sent
from blueprints.studio.routes.blueprints import bp, console, studio
from blueprints.studio.routes.log import answer, begin_at_desk, by_me
from blueprints.studio.suggestions import suggest


def _answer(items: Sequence[CrateItem]) -> Response:
    """Commit, and return records."""
    db.session.commit()
    return jsonify(rows=[crate.as_json(item) for item in items])


@bp.get("/crate.json")
def crate_json() -> Response:
    """Return the crate of the user who is signed in."""
    return jsonify(rows=[crate.as_json(item) for item in crate.items_of(me().id)])


@bp.post("/crate")
def add_to_crate() -> Response:
    """Put records into the crate: pasted lines, or one by its fields."""
    entries = crate.entries_of(sent())
    begin_write()
    return _answer(crate.add(me().id, entries))


@bp.put("/crate/<int:item_id>")
def change_in_crate(item_id: int) -> Response:
    """Change a record in the crate."""
    (entry, *_rest) = crate.entries_of(sent())
    begin_write()
    item = crate.item_of(me().id, item_id)
    crate.change(item, entry)
    db.session.commit()
    return jsonify(row=crate.as_json(item))


@bp.delete("/crate/<int:item_id>")
def remove_from_crate(item_id: int) -> Response:
    """Remove a record from the crate."""
    begin_write()
    item = crate.item_of(me().id, item_id)
    gone = crate.as_json(item)
    db.session.delete(item)
    db.session.commit()
    return jsonify(row=gone)


@bp.post("/crate/<int:item_id>/place")
def move_in_crate(item_id: int) -> Response:
    """Move a record behind another, or to the front."""
    after_id = number_or_none(sent().get("after"))
    begin_write()
    item = crate.item_of(me().id, item_id)
    after = crate.item_of(me().id, after_id) if after_id is not None else None
    if after is item:
        raise not_there()
    return _answer(crate.move(item, after))


@console.post("/crate/<int:item_id>/needle")
def needle_down(item_id: int) -> Response:
    """Log a record of the crate as a spin that starts now."""
    begin_at_desk()
    item = crate.item_of(me().id, item_id)
    row = manual.start(studio().log, crate.spin_of(item), by_me())
    if not studio().is_practice:
        item.played_at = clock.now()
    return answer(row)


@bp.get("/suggestions.json")
def suggestions_json() -> Response:
    """Return records of the library and the log that may be meant by what is typed."""
    response = jsonify(rows=suggest(request.args.get("q", "")))
    response.headers["Cache-Control"] = KEPT
    return response
