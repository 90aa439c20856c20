"""Decisions about entries: drafts, dismissals, and several at once."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me
from blueprints.core.database import number_in
from blueprints.core.extensions import begin_write, db
from blueprints.media.library import drop_unneeded
from blueprints.wire import actions, bulk, pictures
from blueprints.wire.inbox import PAGE_SIZE, find_entries
from blueprints.wire.loaders import entry_or_404, new_entry, refuse_decided
from blueprints.wire.routes.blueprints import desk
from blueprints.wire.routes.inbox import back_to_inbox, flash_counted

DONE = {
    "publication": ("Entry published.", "%(num)s entries published."),
    "restoration": ("Entry returned to the inbox.", "%(num)s entries returned to the inbox."),
}
LACKING = (
    "%(num)s entry needs something from you first. Publish it by itself.",
    "%(num)s entries need something from you first. Publish them one by one.",
)
DECIDED = (
    "%(num)s entry was decided by someone else meanwhile.",
    "%(num)s entries were decided by someone else meanwhile.",
)


@desk.post("/<int:number>/draft")
def create_draft(number: int) -> AnyResponse:
    """Create the editor's own draft of an entry, with attribution; go there."""
    fetched = pictures.fetch_for(new_entry(number))
    begin_write()
    with pictures.dropped_if_refused(fetched):
        entry = new_entry(number)
    pictures.take_in(entry, fetched)
    story = actions.draft(entry, me(), owner=me())
    db.session.commit()
    flash(_("Draft created. Change what you like: the source is named below the story."))
    return redirect(url_for("news_desk.story", number=story.id), 303)


@desk.post("/<int:number>/dismissal")
def dismiss(number: int) -> AnyResponse:
    """Dismiss an entry; its pictures leave the library."""
    begin_write()
    entry = new_entry(number)
    keys = actions.dismiss(entry, me())
    db.session.commit()
    drop_unneeded(*keys)
    return back_to_inbox(undo=[number])


@desk.delete("/<int:number>/dismissal")
def restore(number: int) -> AnyResponse:
    """Return a dismissed entry to the inbox; 409 if it is not dismissed."""
    begin_write()
    entry = entry_or_404(number)
    try:
        actions.restore(entry)
    except actions.AlreadyDecided:
        refuse_decided(entry)
    db.session.commit()
    flash_counted(DONE["restoration"], 1)
    return back_to_inbox()


@desk.post("/decisions")
def decide_several() -> AnyResponse:
    """Publish, dismiss or restore several entries; what lacks something is left, and counted."""
    typed, act = request.form.getlist("ids"), request.form.get("act", "")
    if act not in bulk.ACTS or len(typed) > PAGE_SIZE:
        abort(422)
    if not typed:
        flash(_("Select at least one entry first."), "error")
        return back_to_inbox()
    numbers = [number for number in map(number_in, dict.fromkeys(typed)) if number]
    fetched = bulk.fetch_pictures(find_entries(numbers)) if act == "publication" else {}
    begin_write()
    bulk.take_in(fetched)
    outcome = bulk.decide(numbers, act, me())
    db.session.commit()
    drop_unneeded(*outcome.keys)
    if act in DONE:  # the inbox itself says what was dismissed, and offers Undo
        flash_counted(DONE[act], len(outcome.done))
    flash_counted(LACKING, len(outcome.lacking), "warning")
    flash_counted(DECIDED, len(outcome.decided), "warning")
    return back_to_inbox(undo=outcome.done if act == "dismissal" else None)
