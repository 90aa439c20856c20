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
from flask_babel import ngettext
from sqlalchemy.exc import OperationalError

from blueprints.comments.sent_form import Posted, read_form
from blueprints.core.extensions import begin_write, csrf, db
from blueprints.core.http import PRIVATE, is_foreign_origin
from blueprints.core.tokens import BadToken, read, sign
from blueprints.studio import messages
from blueprints.studio.message_forms import SUBJECT, MessageForm

log = logging.getLogger("aerial.studio")

public = Blueprint("messages", __name__, url_prefix="/messages")
SENT = "messages.sent"
RETRY_AFTER = 5


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
    return _private(render_template("studio/message_sent.html", wants_email=wants_email))


@public.post("/")
@csrf.exempt  # type: ignore[untyped-decorator]  # its token is the form's own, since readers have no session
def send() -> Response:
    """Take a message; show the form again, filled in, if it is refused."""
    posted = read_form()
    form = MessageForm(posted.fields, meta={"csrf_context": SUBJECT})
    try:
        return _refusal(form, posted) or _store(form)
    except OperationalError as error:
        db.session.rollback()
        log.error("the database cannot be used", extra={"fields": {"error": str(error.orig)}})
        notice = _("The server is busy. Your text is still here: please send it again in a moment.")
        return _page(form, 503, notice, RETRY_AFTER)


def _refusal(form: MessageForm, posted: Posted) -> Response | None:
    """Return the form with what is wrong, or None if it is fine."""
    is_fine = form.validate()
    if posted.is_too_long:
        return _page(form, 413, _too_long(posted))
    if form.is_forged or is_foreign_origin():
        return _page(form, 400, _("We couldn’t verify this form. Your text is still here: check it "
                                  "and send it again."))  # fmt: skip
    if form.is_untimely:
        return _page(form, 422, _("The form expired. Your text is still here: check it and send it "
                                  "again."))  # fmt: skip
    return None if is_fine else _page(form, 422, _("Please fix the fields marked below."))


def _too_long(posted: Posted) -> str:
    if posted.is_cut:
        return str(_("Your message is too long to send, and only its beginning is still here. "
                     "Shorten it, check every field and send it again."))  # fmt: skip
    return str(_("Your message is too long to send. Shorten it and send it again."))


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
        return _page(form, 409, _("You’ve already sent this message today."))
    except messages.TooSoon as early:
        db.session.rollback()
        wait = _in_words(early.seconds)
        notice = _("You’re writing too quickly. Try again in %(wait)s.", wait=wait)
        return _page(form, 429, notice, early.seconds)
    thanks = url_for("messages.write", sent=sign(SENT, bool(said.email)))
    return make_response(redirect(thanks, 303))


def _in_words(seconds: int) -> str:
    if seconds < 100:
        return str(ngettext("%(num)s second", "%(num)s seconds", seconds))
    if seconds < 6000:
        return str(ngettext("%(num)s minute", "%(num)s minutes", -(-seconds // 60)))
    return str(ngettext("%(num)s hour", "%(num)s hours", -(-seconds // 3600)))


def _page(form: MessageForm, code: int = 200, notice: str = "", retry_after: int = 0) -> Response:
    """Return the form, filled in as sent."""
    page = render_template("studio/write_message.html", form=form, notice=notice)
    return _private(page, code, retry_after)


def _private(page: str, code: int = 200, retry_after: int = 0) -> Response:
    response = make_response(page, code)
    response.headers["Cache-Control"] = PRIVATE
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response
