"""Bulk edits of stories in the list, and their undoing."""

from urllib.parse import parse_qsl

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me, only_for
from blueprints.core.database import number_in
from blueprints.core.extensions import begin_write, db
from blueprints.news import bulk
from blueprints.news.desk_models import BulkEdit
from blueprints.news.desk_queries import Sought, list_stories
from blueprints.news.list_forms import BulkForm
from blueprints.news.routes.blueprints import desk
from blueprints.news.routes.story_list import narrowed, show_list

LIST_KEYS = ("q", "state", "author", "tag", "page")


@desk.post("/bulk-edits")
@only_for("editor")
def edit_several() -> AnyResponse | tuple[str, int]:
    """Tag or unpublish stories; 422 and nothing changed if one does not exist."""
    form = BulkForm()
    if not form.validate():
        return show_list(*_place(), form), 422
    begin_write()
    try:
        stories = bulk.stories_of(form.numbers)
    except bulk.StoryGone:
        db.session.rollback()
        form.fault = _("One of these stories no longer exists. No changes were made.")
        return show_list(*_place(), form), 422
    if form.act == "tag":
        edit = bulk.tag(stories, form.tag.data or "", me())
    else:
        edit = bulk.withdraw(stories, form.note.data or "", me())
    db.session.commit()
    if edit is None:
        flash(_("No changes: the stories were already like this."))
    return _back()


@desk.delete("/bulk-edits/<int:number>")
@only_for("editor")
def undo_several(number: int) -> AnyResponse:
    """Undo one of the user's own bulk edits. 404 for another's, 409 if it was undone."""
    begin_write()
    edit = db.session.get(BulkEdit, number_in(str(number)) or 0)
    if edit is None or edit.by_id != me().id:
        abort(404)
    if edit.undone_at is not None:
        abort(409)
    count = bulk.undo(edit, me())
    db.session.commit()
    words = "Undone: %(num)s story is as it was.", "Undone: %(num)s stories are as they were."
    flash(ngettext(*words, count))
    return _back()


def _asked() -> MultiDict[str, str]:
    """Return the query parameters of the list that the request came from."""
    return MultiDict(parse_qsl(request.form.get("back", "")[:2000]))


def _place() -> tuple[Sought, int]:
    asked = _asked()
    return narrowed(asked), number_in(asked.get("page", "1")) or 1


def _back() -> AnyResponse:
    """Redirect to the page of the list that the request came from; to the first if it is empty."""
    asked = {name: value for name, value in _asked().items() if name in LIST_KEYS}
    sought, page = _place()
    if page > 1 and not list_stories(sought, me(), page)[0]:
        asked.pop("page")
    return redirect(url_for("news_desk.stories", **asked), 303)  # type: ignore[arg-type]
