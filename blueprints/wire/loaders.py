"""Loaders of entries and sources by number, which abort with 404, or with 409 in words."""

from typing import NoReturn

from flask import abort, make_response, render_template

from blueprints.news.models import Story
from blueprints.wire.inbox import find_entry, find_source
from blueprints.wire.labels import DECIDED
from blueprints.wire.models import WireEntry, WireSource


def entry_or_404(number: int) -> WireEntry:
    """Return the entry `number`; abort with 404 if there is none."""
    return find_entry(number) or abort(404)


def new_entry(number: int) -> WireEntry:
    """Return the entry `number` while nobody has decided about it; 409 says who has."""
    entry = entry_or_404(number)
    return entry if entry.state == "new" else refuse_decided(entry)


def updated_entry(number: int) -> tuple[WireEntry, Story]:
    """Return an entry that has an update, and its story; 409 if a colleague was faster."""
    entry = entry_or_404(number)
    if entry.update_at is None or entry.story is None:
        refuse_decided(entry)
    return entry, entry.story


def refuse_decided(entry: WireEntry) -> NoReturn:
    """Abort with 409 and a page that says what became of `entry`."""
    page = render_template("wire/desk/decided.html", entry=entry, decided=DECIDED)
    abort(make_response(page, 409))


def source_or_404(number: int) -> WireSource:
    """Return the source `number`; abort with 404 if there is none."""
    return find_source(number) or abort(404)
