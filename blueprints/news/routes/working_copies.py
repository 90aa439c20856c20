"""Autosave over HTTP: the browser sends the typed text every few seconds."""

import re
from typing import Any

from flask import Response, abort, current_app, jsonify, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me
from blueprints.core.clock import rfc3339
from blueprints.core.database import LARGEST_NUMBER, number_in
from blueprints.core.errors import show_error
from blueprints.core.extensions import begin_write, csrf, db
from blueprints.editor.working_copies import count_copies, discard_copy, find_copy, keep_copy
from blueprints.news.loaders import story_to_change
from blueprints.news.models import Story
from blueprints.news.routes.blueprints import desk

KEY = re.compile(r"story-([1-9]\d{0,9})|new-[0-9a-f]{12}", re.ASCII)
MOST_BYTES = 1_000_000
MOST_COPIES = 100
MOST_FIELDS = 60
LONGEST_NAME = 60


@desk.put("/autosaves/<key>")
def keep(key: str) -> AnyResponse:
    """Store {"version": …, "fields": {name: value}}; return {"saved_at": …}.

    404 for another's story, 413 above 1 MB, 422 for anything else than that form,
    409 under a copy that is based on a newer version.
    """
    _check_token()
    story, (version, fields) = _story_of(key), _typed()
    begin_write()
    here = find_copy(me().id, key)
    if here is None and count_copies(me().id) >= MOST_COPIES:
        return _refusal(422, _("You have 100 unsaved texts. Save or discard some first."))
    if here is not None and here.version > version:
        return _refusal(409, _("A newer version of this text is open in another window."))
    copy = keep_copy(me(), key, story.id if story else None, version, fields)
    saved_at = rfc3339(copy.saved_at)
    db.session.commit()
    return jsonify(saved_at=saved_at)


@desk.delete("/autosaves/<key>")
def discard(key: str) -> AnyResponse:
    """Discard unsaved changes; redirect a form back to the story."""
    _check_token()
    if not KEY.fullmatch(key):
        abort(404)
    begin_write()
    discard_copy(me(), key)
    db.session.commit()
    if _is_form():
        number = number_in(key.removeprefix("story-"))
        back = url_for("news_desk.story", number=number) if number else "/desk/"
        return redirect(back, 303)
    return Response(status=204)


def _is_form() -> bool:
    return request.mimetype == "application/x-www-form-urlencoded"


def _check_token() -> None:
    """Check the CSRF token here, so that a signed-out user gets 401 and not 400."""
    if current_app.config["WTF_CSRF_ENABLED"]:
        csrf.protect()


def _story_of(key: str) -> Story | None:
    found = KEY.fullmatch(key) or abort(404)
    return story_to_change(int(found[1])) if found[1] else None


def _typed() -> tuple[int, dict[str, str]]:
    """Return (version, fields) of the body. Aborts with 413 or 422."""
    request.max_content_length = MOST_BYTES
    sent = request.get_json(force=True, silent=True)
    version = sent.get("version") if isinstance(sent, dict) else None
    fields = sent.get("fields") if isinstance(sent, dict) else None
    if not _is_version(version) or not isinstance(fields, dict) or not _are_fields(fields):
        abort(_refusal(422, _("This is not a story form. Reload the page and try again.")))
    return int(version or 0), {_safe(name): _safe(value) for name, value in fields.items()}


def _is_version(version: Any) -> bool:
    is_number = isinstance(version, int) and not isinstance(version, bool)
    return version is None or (is_number and 0 <= version <= LARGEST_NUMBER)


def _are_fields(fields: dict[str, Any]) -> bool:
    return (
        len(fields) <= MOST_FIELDS
        and all(isinstance(value, str) for value in fields.values())
        and all(len(name) <= LONGEST_NAME for name in fields)
    )


def _safe(text: str) -> str:
    """Return `text` without what no database and no page can hold: NUL, and lone surrogates."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def _refusal(code: int, words: str) -> Response:
    db.session.rollback()
    return make_response(jsonify(error=words), code)


def show_refusal(error: HTTPException) -> Response:
    """Return an error of the working copies as JSON; the usual page for everything else."""
    if not request.path.startswith("/desk/autosaves/") or _is_form():
        return show_error(error)
    if error.response is not None:
        return make_response(error.response)
    return make_response(jsonify(error=error.description or error.name), error.code or 500)


desk.errorhandler(HTTPException)(show_refusal)
csrf.exempt(keep)
csrf.exempt(discard)
