"""Taking down a story that came from the newswire."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me
from blueprints.core.extensions import begin_write, db
from blueprints.media.library import drop_unneeded
from blueprints.wire import actions
from blueprints.wire.forms import TakedownForm
from blueprints.wire.loaders import entry_or_404, refuse_decided
from blueprints.wire.routes.blueprints import desk
from blueprints.wire.routes.inbox import back_to_inbox
from blueprints.wire.takedown import take_down


@desk.post("/<int:number>/takedown")
def remove(number: int) -> AnyResponse:
    """Take an entry and its story down, with a note for readers; 409 if it is down already."""
    entry, form = entry_or_404(number), TakedownForm()
    if not form.validate():
        flash(form.note.errors[0], "error")
        return _back(entry.story_id)
    begin_write()
    entry = entry_or_404(number)
    try:
        keys = take_down(entry, form.note.data or "", me())
    except actions.AlreadyDecided:
        refuse_decided(entry)
    story_id = entry.story_id
    db.session.commit()
    drop_unneeded(*keys)
    flash(
        _("Taken down. The text and pictures are deleted, and the feed cannot add the story again.")
    )
    return _back(story_id)


def _back(story_id: int | None) -> AnyResponse:
    if story_id is None:
        return back_to_inbox()
    return redirect(url_for("news_desk.story", number=story_id), 303)
