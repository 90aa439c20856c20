"""The moderation queue: comments that are pending, spam or approved."""

from collections.abc import Callable
from urllib.parse import parse_qsl

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me
from blueprints.comments import actions
from blueprints.comments.desk_queries import (
    PAGE_SIZE,
    STATES,
    find_all,
    last_entries,
    list_comments,
)
from blueprints.comments.labels import ACTS, WHY, done
from blueprints.comments.models import Comment
from blueprints.comments.routes.blueprints import desk
from blueprints.comments.songs import title_of
from blueprints.core.database import number_in
from blueprints.core.desk_menu import add_to_menu
from blueprints.core.extensions import begin_write, db
from blueprints.core.http import page_number
from blueprints.core.station import station
from blueprints.core.text import one_line
from blueprints.player.models import Play

LONGEST_SEARCH = 200
KEPT = ("state", "q", "page")
DO: dict[str, Callable[[Comment, str], None]] = {
    "approve": actions.approve,
    "unapprove": actions.take_back,
    "spam": actions.mark_spam,
    "unspam": actions.unmark_spam,
    "delete": actions.erase_one,
}

add_to_menu("comments_desk.comments", _l("Comments"), "editor", place=30)


@desk.app_template_global("song_of")
def song_of(play: Play | None) -> str | None:
    """Return the title of a play if it is a song."""
    return title_of(play, station().name)


@desk.get("/comments/")
def comments() -> str:
    """Show the comments of one state, fifty a page; the pending ones by default."""
    state, page = request.args.get("state", STATES[0]), page_number()
    if state not in STATES:
        abort(404)
    q = one_line(request.args.get("q", "")[:LONGEST_SEARCH])
    found = list_comments(state, q, page)
    if page > 1 and not found:
        abort(404)
    shown = found[:PAGE_SIZE]
    return render_template(
        "comments/desk/queue.html",
        shown=shown,
        entries=last_entries([comment.id for comment, _answered in shown]),
        state=state,
        q=q,
        page=page,
        has_next=len(found) > PAGE_SIZE,
        why=WHY,
        acts=ACTS,
    )


@desk.post("/comments/<int:number>/approval")
def approve(number: int) -> AnyResponse:
    """Approve a comment."""
    return _moderate([number], "approve")


@desk.delete("/comments/<int:number>/approval")
def take_back(number: int) -> AnyResponse:
    """Return an approved comment to pending; 409 if it is not approved."""
    return _moderate([number], "unapprove", "approved")


@desk.post("/comments/<int:number>/spam")
def mark_spam(number: int) -> AnyResponse:
    """Mark a comment as spam."""
    return _moderate([number], "spam")


@desk.delete("/comments/<int:number>/spam")
def unmark_spam(number: int) -> AnyResponse:
    """Return a comment that is spam to pending; 409 if it is not spam."""
    return _moderate([number], "unspam", "spam")


@desk.get("/comments/<int:number>/deletion")
def ask_to_erase(number: int) -> str:
    """Ask for confirmation before a comment is deleted permanently."""
    return _ask(_all_of([number]))


@desk.post("/comments/<int:number>/deletion")
def erase(number: int) -> AnyResponse | str:
    """Delete a comment permanently; ask first."""
    return _erase([number])


SEVERAL = {"approval": "approve", "spam": "spam"}


@desk.post("/comments/decisions")
def decide_several() -> AnyResponse | str:
    """Moderate several comments at once; 422 and nothing changed if one is missing."""
    typed, act = request.form.getlist("ids"), request.form.get("act", "")
    if act not in (*SEVERAL, "deletion") or len(typed) > PAGE_SIZE:
        abort(422)
    if not typed:
        flash(_("Select at least one comment first."), "error")
        return _back()
    numbers = [number_in(number) or 0 for number in dict.fromkeys(typed)]
    if len(_found(numbers)) < len(numbers):
        abort(422)
    return _erase(numbers) if act == "deletion" else _moderate(numbers, SEVERAL[act])


def _found(numbers: list[int]) -> list[Comment]:
    known = [number for number in numbers if number_in(str(number))]
    return list(find_all(known))


def _all_of(numbers: list[int]) -> list[Comment]:
    """Return the comments with these numbers; 404 if one is missing or deleted."""
    found = _found(numbers)
    return found if len(found) == len(numbers) else abort(404)


def _moderate(numbers: list[int], act: str, state: str = "") -> AnyResponse:
    begin_write()
    for comment in _all_of(numbers):
        if state and comment.state != state:
            abort(409)
        DO[act](comment, me().email)
    db.session.commit()
    flash(done(act, len(numbers)))
    return _back()


def _erase(numbers: list[int]) -> AnyResponse | str:
    if "sure" not in request.form:
        return _ask(_all_of(numbers))
    return _moderate(numbers, "delete")


def _ask(chosen: list[Comment]) -> str:
    return render_template(
        "comments/desk/deletion.html", chosen=chosen, why=WHY, way_back=_way_back()
    )


def _back() -> AnyResponse:
    """Redirect to the page of the queue that the request came from, or to the first if it is empty.

    The address points at the page's content, which takes the focus and begins with the message.
    """
    return redirect(_way_back(), 303)


def _way_back() -> str:
    sent = parse_qsl(request.form.get("back", "")[:2000])
    asked = {name: value for name, value in sent if name in KEPT}
    if asked.get("state", STATES[0]) not in STATES:
        asked.pop("state")
    state, page = asked.get("state", STATES[0]), number_in(asked.get("page", "1")) or 1
    if page > 1 and not list_comments(state, one_line(asked.get("q", "")[:LONGEST_SEARCH]), page):
        asked.pop("page")
    return url_for("comments_desk.comments", _anchor="main", **asked)  # type: ignore[arg-type]
