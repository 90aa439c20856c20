"""The common parts of readers’ forms: private answers, and refusals in words."""

from dataclasses import dataclass
from typing import Any

from flask import Response, abort, make_response, render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from blueprints.comments.models import Comment
from blueprints.comments.queries import find_readable
from blueprints.comments.reader_form import ReaderForm
from blueprints.comments.sent_form import Posted
from blueprints.core.http import PRIVATE, is_foreign_origin

RETRY_AFTER = 5


@dataclass(frozen=True)
class Refusal:
    """Why a form was not accepted: the status of the answer, and the words above the form."""

    code: int
    notice: str
    retry_after: int = 0


def refusal_of(form: ReaderForm, posted: Posted, is_timed: bool = True) -> Refusal | None:
    """Return why `form`, as posted, is refused; None if it is fine.

    A form that is not `is_timed` may be sent as soon as it is shown.
    """
    is_fine = form.validate()
    if posted.is_too_long:
        return Refusal(413, _too_long(posted))
    if form.is_forged or is_foreign_origin():
        return Refusal(400, _("We couldn’t verify this form. Your text is still here: check it and "
                              "send it again."))  # fmt: skip
    if form.is_untimely and is_timed:
        return Refusal(422, _("The form expired. Your text is still here: check it and send it "
                              "again."))  # fmt: skip
    if is_fine or not set(form.errors) - {"token"}:
        return None
    return Refusal(422, _("Please fix the fields marked below."))


def _too_long(posted: Posted) -> str:
    if posted.is_cut:
        return str(_("Your text is too long to send, and only its beginning is still here. Shorten "
                     "it, check every field and send it again."))  # fmt: skip
    return str(_("Your text is too long to send. Shorten it and send it again."))


def busy() -> Refusal:
    """Return the refusal for a database that is locked or away."""
    notice = _("The server is busy. Your text is still here: please send it again in a moment.")
    return Refusal(503, notice, RETRY_AFTER)


def too_soon(seconds: int) -> Refusal:
    """Return the refusal for somebody who must wait for so many seconds."""
    notice = _("You’re posting too quickly. Try again in %(wait)s.", wait=in_words(seconds))
    return Refusal(429, notice, seconds)


def readable_or_404(number: int) -> Comment:
    """Return the comment with that number, in any state, if readers may see its story."""
    return find_readable(number) or abort(404)


def private(page: str, code: int = 200) -> Response:
    """Return a page that is for one reader: no cache keeps it."""
    response = make_response(page, code)
    response.headers["Cache-Control"] = PRIVATE
    return response


def form_page(template: str, refusal: Refusal | None, **values: Any) -> Response:
    """Return the page of a form; with a `refusal`, that is the answer to what was sent."""
    page = render_template(template, refusal=refusal, **values)
    response = private(page, refusal.code if refusal else 200)
    if refusal and refusal.retry_after:
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def said(comment: Comment, title: str, sentence: str = "", code: int = 200) -> Response:
    """Return a page that says one thing about a reply, and leads back to its story."""
    words = {"title": title, "sentence": sentence}
    return private(render_template("comments/said.html", story=comment.story, **words), code)


def in_words(seconds: int) -> str:
    """Return a length of time in seconds, minutes or hours, rounded up."""
    if seconds < 100:
        return str(ngettext("%(num)s second", "%(num)s seconds", seconds))
    if seconds < 6000:
        return str(ngettext("%(num)s minute", "%(num)s minutes", -(-seconds // 60)))
    return str(ngettext("%(num)s hour", "%(num)s hours", -(-seconds // 3600)))
