"""The answer to a moderator’s act: JSON for scripts, or a redirect back to the queue."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from flask import flash, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from blueprints.comments import labels, ledger
from blueprints.comments.desk_queries import STATES, list_comments
from blueprints.comments.ledger import UNDO_FOR
from blueprints.comments.models import Comment, ModerationEntry
from blueprints.core import clock
from blueprints.core.clock import rfc3339
from blueprints.core.database import number_in
from blueprints.core.text import one_line

LONGEST_SEARCH = 200
KEPT = ("state", "q", "page")
MOST_TOLD = 5


@dataclass
class Outcome:
    """The comments to which something was done, and those left alone, each with the reason."""

    done: list[int] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)
    words: str = ""
    batch: str = ""

    def is_refused(self) -> bool:
        """Return True if there was something to do, and nothing was done."""
        return bool(self.left) and not self.done


def wants_json() -> bool:
    """Return True if a script asks: it accepts JSON, and rather than HTML."""
    return request.accept_mimetypes.best == "application/json"


def tell(outcome: Outcome) -> AnyResponse:
    """Answer with what was done and what was not; 409 to a script if nothing was."""
    if wants_json():
        response = jsonify(as_json(outcome))
        response.status_code = 409 if outcome.is_refused() else 200
        return response
    _flash(outcome)
    return back(outcome.batch if outcome.done else "")


def as_json(outcome: Outcome) -> dict[str, object]:
    """Return the outcome as a script reads it."""
    can_undo = bool(outcome.batch and outcome.done)
    return {
        "done": outcome.done,
        "left": [{"id": number, "words": words} for number, words in outcome.left],
        "words": outcome.words,
        "batch": outcome.batch if can_undo else None,
        "undo_until": rfc3339(clock.now() + UNDO_FOR) if can_undo else None,
        "errors": {},
    }


def refuse(words: str, code: int) -> AnyResponse:
    """Answer that nothing was done, and why: `code` to a script, else back in the queue."""
    if wants_json():
        response = jsonify(as_json(Outcome(words=words)) | {"errors": {"": words}})
        response.status_code = code
        return response
    flash(words, "error")
    return back()


def left_words(comments: Sequence[Comment]) -> list[tuple[int, str]]:
    """Return what was done last to each of these comments, in words, by the comment's number."""
    entries = ledger.last_entries([comment.id for comment in comments])
    return [(comment.id, _last_words(entries.get(comment.id))) for comment in comments]


def overtaken_words(entries: Sequence[ModerationEntry]) -> list[tuple[int, str]]:
    """Return what a colleague did after each of these acts, in words, by the comment's number."""
    return [(entry.comment_id or 0, _last_words(ledger.overtaking(entry))) for entry in entries]


def _last_words(entry: ledger.Entry | None) -> str:
    return labels.said(entry.act, entry.name, entry.at) if entry else labels.changed()


def _flash(outcome: Outcome) -> None:
    if outcome.words and outcome.done and not outcome.batch:
        flash(outcome.words)
    for _number, words in outcome.left[:MOST_TOLD]:
        flash(_("Nothing was changed: %(words)s", words=words), "error")
    more = len(outcome.left) - MOST_TOLD
    if more > 0:
        flash(ngettext("%(num)s more comment was changed by a colleague first.",
                       "%(num)s more comments were changed by a colleague first.", more),
              "error")  # fmt: skip


def back(batch: str = "") -> AnyResponse:
    """Redirect to the page of the queue that the request came from, or to the first if it is empty.

    The address points at the page's content, which takes the focus and begins with the message;
    `batch` shows what was done, and the way to undo it.
    """
    return redirect(way_back(batch), 303)


def way_back(batch: str = "") -> str:
    """Return the address of that page."""
    sent = parse_qsl(request.values.get("back", "")[:2000])
    asked = {name: value for name, value in sent if name in KEPT}
    if asked.get("state", STATES[0]) not in STATES:
        asked.pop("state")
    state, page = asked.get("state", STATES[0]), number_in(asked.get("page", "1")) or 1
    if page > 1 and not list_comments(state, one_line(asked.get("q", "")[:LONGEST_SEARCH]), page):
        asked.pop("page")
    if batch:
        asked["done"] = batch
    return url_for("comments_desk.comments", _anchor="main", **asked)  # type: ignore[arg-type]
