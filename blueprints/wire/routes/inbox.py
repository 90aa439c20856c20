"""The inbox: entries that are new, updated, published or dismissed."""

from urllib.parse import parse_qsl

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from blueprints.core.database import number_in
from blueprints.core.desk_menu import add_to_menu
from blueprints.core.http import page_number
from blueprints.wire import queries
from blueprints.wire.inbox import PAGE_SIZE, TABS, count_open, find_entries, list_entries
from blueprints.wire.labels import STATES
from blueprints.wire.routes.blueprints import desk

KEPT = ("tab", "source", "page")

add_to_menu("wire_desk.inbox", _l("Newswire"), "editor", place=35)


@desk.get("/")
def inbox() -> str:
    """Show the entries of one tab, fifty a page: the new ones unless ?tab= names another."""
    tab, page = request.args.get("tab", "new"), page_number()
    asked = request.args.get("source", "")
    source = number_in(asked) or 0
    if tab not in TABS or (asked and not source):
        abort(404)
    found = list_entries(tab, source, page)
    if page > 1 and not found:
        abort(404)
    return render_template(
        "wire/desk/inbox.html",
        shown=found[:PAGE_SIZE],
        tab=tab,
        source=source,
        page=page,
        has_next=len(found) > PAGE_SIZE,
        counts=count_open(),
        sources=queries.sources(),
        states=STATES,
        undo=_dismissed(),
    )


def _dismissed() -> list[int]:
    """Return the numbers in ?undo= that are dismissed now."""
    asked = request.args.get("undo", "")[:2000].split(",")
    numbers = [number for number in map(number_in, asked) if number]
    dismissed = (entry for entry in find_entries(numbers[:PAGE_SIZE]) if entry.state == "dismissed")
    return [entry.id for entry in dismissed] if numbers else []


def back_to_inbox(undo: list[int] | None = None) -> AnyResponse:
    """Redirect to the page of the inbox that the request came from; `undo` offers dismissals.

    The address points at the entry that the request names as the next one.
    """
    sent = parse_qsl(request.form.get("back", "")[:2000])
    asked = {name: value for name, value in sent if name in KEPT}
    if asked.get("tab", "new") not in TABS:
        asked.pop("tab")
    source, page = number_in(asked.get("source", "")) or 0, number_in(asked.get("page", "1")) or 1
    if page > 1 and not list_entries(asked.get("tab", "new"), source, page):
        asked.pop("page")
    if undo:
        asked["undo"] = ",".join(map(str, undo))
    following = number_in(request.form.get("next", ""))
    anchor = f"entry-{following}" if following else "main"
    return redirect(url_for("wire_desk.inbox", _anchor=anchor, **asked), 303)  # type: ignore[arg-type]


def flash_counted(words: tuple[str, str], count: int, category: str = "message") -> None:
    """Flash a message with a number, if it is not 0."""
    if count:
        flash(ngettext(*words, count), category)
