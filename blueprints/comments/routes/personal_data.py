"""A reader's own data: asked for by email; then shown, downloaded, deleted."""

from typing import Any

from flask import (
    Response,
    abort,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.exceptions import TooManyRequests

from blueprints.accounts.throttle import count_try, network_of
from blueprints.comments import data_requests, erasure, personal_data
from blueprints.comments.data_form import SUBJECT, DataForm
from blueprints.comments.models import WRITER
from blueprints.comments.reader_pages import Refusal, form_page, in_words, private, refusal_of
from blueprints.comments.routes.blueprints import bp
from blueprints.comments.sent_form import read_form
from blueprints.core.extensions import begin_write, csrf, db
from blueprints.core.http import PRIVATE, is_foreign_origin

REQUESTS = "10/hour; 30/day"  # from one network address
META = {"csrf_context": SUBJECT}


@bp.get("/opinions/data")
def data() -> Response:
    """Show the form by which readers ask for their data; ?sent= says that it was sent."""
    if "sent" in request.args:
        return private(render_template("comments/data_sent.html"))
    return _form(DataForm(formdata=None, meta=META))


@bp.post("/opinions/data")
@csrf.exempt  # type: ignore[untyped-decorator]  # its token is the form's own, since readers have no session
def ask_for_data() -> Response:
    """Send a link to the address, if anything is stored about it; the answer is always the same."""
    posted = read_form()
    form = DataForm(posted.fields, meta=META)
    if refusal := refusal_of(form, posted) or _limit():
        return _form(form, refusal)
    if not form.subject.data:
        begin_write()
        data_requests.ask(form.email.data or "")
        db.session.commit()
    return make_response(redirect(url_for("comments.data", sent="y"), 303))


def _limit() -> Refusal | None:
    try:
        count_try(REQUESTS, "comments.data", network_of(request.remote_addr or ""))
    except TooManyRequests as error:
        seconds = int(str(error.retry_after or 1))
        words = _("Too many requests. Try again in %(wait)s.", wait=in_words(seconds))
        return Refusal(429, words, seconds)
    return None


def _form(form: DataForm, refusal: Refusal | None = None) -> Response:
    return form_page("comments/data.html", refusal, form=form)


@bp.get("/opinions/data/<token>")
def stored_data(token: str) -> Response:
    """Show what is stored about the reader to whom this link was sent."""
    email = data_requests.find_email(token)
    if email is None:
        return _expired()
    stored = personal_data.export(email)
    return private(render_template("comments/data_stored.html", data=stored, token=token))


@bp.post("/opinions/data/<token>/export")
@csrf.exempt  # type: ignore[untyped-decorator]  # the link is signed, and readers have no session
def export_data(token: str) -> Response:
    """Return the reader's data as a file of JSON."""
    email = data_requests.find_email(token)
    if email is None:
        return _expired()
    return json_file(personal_data.export(email))


def json_file(stored: dict[str, Any]) -> Response:
    """Return a reader's data as a file to save."""
    response: Response = jsonify(stored)
    response.headers["Content-Disposition"] = 'attachment; filename="stored-data.json"'
    response.headers["Cache-Control"] = PRIVATE
    return response


@bp.get("/opinions/data/<token>/deletion")
def ask_to_erase_data(token: str) -> Response:
    """Ask for confirmation before all data of the reader is deleted."""
    email = data_requests.find_email(token)
    if email is None:
        return _expired()
    return private(render_template("comments/data_deletion.html", email=email, token=token))


@bp.delete("/opinions/data/<token>")
@csrf.exempt  # type: ignore[untyped-decorator]  # the link is signed, and readers have no session
def erase_data(token: str) -> Response:
    """Delete everything stored about the reader, for ever."""
    if is_foreign_origin():
        abort(400)
    begin_write()
    email = data_requests.find_email(token)
    if email is None:
        db.session.rollback()
        return _expired()
    personal_data.erase(email, WRITER)
    db.session.commit()
    erasure.finish()
    return private(render_template("comments/data_deleted.html"))


def _expired() -> Response:
    return private(render_template("comments/link_expired.html", again=True), 404)
