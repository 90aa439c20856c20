"""The library: search, browse, marks."""

from flask import Response, jsonify, request
from flask_babel import gettext as _

from blueprints.core.extensions import begin_write, db
from blueprints.core.http import page_number
from blueprints.studio import library, marks
from blueprints.studio.refusals import Refusal
from blueprints.studio.routes.answers import sent
from blueprints.studio.routes.blueprints import bp


@bp.get("/library.json")
def library_json() -> Response:
    """Return a page of tracks, or of artists, albums or folders; `all=1`: every file besides."""
    given = request.args
    by = given.get("by", "all")
    if by not in library.WAYS:
        raise Refusal(422, _("The library can’t be browsed that way."), _("Reload the page."))
    value = given.get("value", "").replace("\0", "")
    asked = library.Question(given.get("q", ""), by, value, page_number())
    return jsonify(library.answer(asked, with_files=given.get("all") == "1"))


@bp.put("/library/marks")
def put_marks() -> Response:
    """Set marks on tracks: {"ids", "explicit"?, "rotation"?, "local"?, "language"?}."""
    data = sent()
    numbers, new = marks.ids_in(data), marks.marks_in(data)
    begin_write()
    marks.set_marks(numbers, new)
    db.session.commit()
    return jsonify(rows=library.rows_of(library.tracks_in_order(numbers)))
