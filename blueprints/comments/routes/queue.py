"""The moderation queue: comments in one state, and what colleagues did meanwhile."""

from flask import Response, abort, jsonify, render_template, request
from flask_babel import lazy_gettext as _l

from blueprints.accounts.access import me
from blueprints.comments import labels, ledger
from blueprints.comments.blocked_writers import blocked_of
from blueprints.comments.desk_queries import (
    STATES,
    Listed,
    counts,
    find_listed,
    list_comments,
    newest_number,
    page_size,
    pending_after,
)
from blueprints.comments.history import histories_of
from blueprints.comments.ledger import UNDO_FOR
from blueprints.comments.report_labels import REASONS
from blueprints.comments.report_queries import open_reports
from blueprints.comments.routes.answers import LONGEST_SEARCH
from blueprints.comments.routes.blueprints import desk
from blueprints.comments.songs import title_of
from blueprints.core import clock
from blueprints.core.database import number_in
from blueprints.core.desk_menu import add_to_menu
from blueprints.core.http import page_number
from blueprints.core.station import station
from blueprints.core.text import one_line
from blueprints.player.models import Play

add_to_menu("comments_desk.comments", _l("Comments"), "editor", place=30)


@desk.app_template_global("song_of")
def song_of(play: Play | None) -> str | None:
    """Return the title of a play if it is a song."""
    return title_of(play, station().name)


desk.add_app_template_filter(labels.name_of, "name_of")


@desk.get("/comments/")
def comments() -> str:
    """Show a page of the comments of one state; the pending ones by default."""
    state, page = request.args.get("state", STATES[0]), page_number()
    if state not in STATES:
        abort(404)
    q = one_line(request.args.get("q", "")[:LONGEST_SEARCH])
    found = list_comments(state, q, page)
    if page > 1 and not found:
        abort(404)
    size = page_size(state)
    return _page(found[:size], state=state, q=q, page=page, has_next=len(found) > size)


@desk.get("/comments/<int:number>")
def comment(number: int) -> str:
    """Show one comment, in whatever state it is."""
    shown = find_listed(number_in(str(number)) or 0) or abort(404)
    return _page(shown, state=shown[0].comment.state, q="", page=1, has_next=False, is_single=True)


def _page(shown: list[Listed], **values: object) -> str:
    listed = [row.comment for row in shown]
    numbers = [comment.id for comment in listed]
    return render_template(
        "comments/desk/queue.html",
        shown=shown,
        blocked=blocked_of(listed),
        histories=histories_of(listed),
        reports=open_reports(numbers),
        report_reasons=REASONS,
        entries=ledger.last_entries(numbers),
        last=ledger.last_number(),
        newest=newest_number(),
        counts=counts(),
        done=_done(request.args.get("done", "")),
        why={code: str(words) for code, words in labels.WHY.items()},
        acts={act: str(words) for act, words in labels.ACTS.items()},
        reasons=labels.REASONS,
        **values,
    )


def _done(batch: str) -> dict[str, str] | None:
    """Return what one has just done and can still undo, or None."""
    entries = ledger.batch_of(batch)
    if not entries or entries[-1].by != me().email or entries[-1].at + UNDO_FOR < clock.now():
        return None
    act = entries[-1].act  # a reply as the station comes after the approval that it brings
    count = sum(entry.act == act for entry in entries)
    return {"batch": batch, "words": labels.done(act, count)}


@desk.get("/comments/changes.json")
def changes() -> Response:
    """Return what was decided since an entry of the ledger, and pending comments that are new.

    ?since= is the entry, ?after= the highest number of a comment that is known.
    """
    since, after = (number_in(request.args.get(name, "")) or 0 for name in ("since", "after"))
    last = ledger.last_number()
    return jsonify(
        last=last,
        changes=[_told(change) for change in ledger.changes_since(since)],
        **counts(),
        new_ids=pending_after(after),
    )


def _told(change: ledger.Change) -> dict[str, object]:
    return {
        "id": change.id,
        "act": change.act,
        "state": change.state,
        "version": change.version,
        "words": labels.said(change.act, change.name, change.at),
        "mine": change.by == me().email,
    }
