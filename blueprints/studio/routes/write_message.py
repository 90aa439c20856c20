"""The public page on which listeners write to the studio."""

import logging

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from blueprints.comments.reader_pages import (
    Refusal,
    busy,
    form_page,
    private,
    refusal_of,
    too_soon,
)
from blueprints.comments.sent_form import read_form
from blueprints.core.extensions import begin_write, csrf, db
from blueprints.core.tokens import BadToken, read, sign
from blueprints.studio import messages
from blueprints.studio.message_forms import SUBJECT, MessageForm

log = logging.getLogger("aerial.studio")

public = Blueprint("messages", __name__, url_prefix="/messages")
SENT = "messages.sent"


@public.app_template_global("messages_address")
def messages_address() -> str:
    """Return the address at which listeners write to the studio."""
    return url_for("messages.write")


@public.get("/")
def write() -> Response:
    """Show the form; with ?sent= the thanks for a message, and what happens next."""
    if "sent" not in request.args:
        return _page(MessageForm(formdata=None, meta={"csrf_context": SUBJECT}))
    try:
        wants_email, _age = read(SENT, request.args["sent"])
    except BadToken:
        abort(404)
    return private(render_template("studio/message_sent.html", wants_email=wants_email))


@public.post("/")
@csrf.exempt  # type: ignore[untyped-decorator]  # its token is the form's own, since readers have no session
def send() -> Response:
    """Take a message; show the form again, filled in, if it is refused."""
    posted = read_form()
    form = MessageForm(posted.fields, meta={"csrf_context": SUBJECT})
    try:
        refusal = refusal_of(form, posted)
        return _page(form, refusal) if refusal else _store(form)
    except OperationalError as error:
        db.session.rollback()
        log.error("the database cannot be used", extra={"fields": {"error": str(error.orig)}})
        return _page(form, busy())


def _store(form: MessageForm) -> Response:
    """Write the message and redirect to the thanks; or say why it was not written."""
    said, sender = form.message(), request.remote_addr
    verdict = messages.weigh(said, sender)
    begin_write()
    try:
        messages.send(said, sender, verdict)
        db.session.commit()
    except messages.SentAlready:
        db.session.rollback()
        return _page(form, Refusal(409, _("You’ve already sent this message today.")))
    except messages.TooSoon as early:
        db.session.rollback()
        return _page(form, too_soon(early.seconds))
    thanks = url_for("messages.write", sent=sign(SENT, bool(said.email)))
    return make_response(redirect(thanks, 303))


def _page(form: MessageForm, refusal: Refusal | None = None) -> Response:
    """Return the form, filled in as sent."""
    return form_page("studio/write_message.html", refusal, form=form)
