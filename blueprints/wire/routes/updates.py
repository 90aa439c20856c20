"""Updates of originals: compared with the story, applied or ignored."""

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me
from blueprints.core.clock import rfc3339
from blueprints.core.extensions import begin_write, db
from blueprints.news.models import Story
from blueprints.wire import pictures, updates
from blueprints.wire.forms import UpdateForm
from blueprints.wire.loaders import updated_entry
from blueprints.wire.models import WireEntry
from blueprints.wire.routes.blueprints import desk
from blueprints.wire.routes.inbox import back_to_inbox


@desk.get("/<int:number>/update")
def compare(number: int) -> str:
    """Show the story and the updated original side by side."""
    entry, story = updated_entry(number)
    return _page(entry, story, UpdateForm(updates.updated(entry), None))


def _page(entry: WireEntry, story: Story, form: UpdateForm, is_changed: bool = False) -> str:
    return render_template(
        "wire/desk/update.html",
        entry=entry,
        story=story,
        form=form,
        seen=_state(entry, story),
        is_changed=is_changed,
        differences=updates.differences(entry, story),
    )


def _state(entry: WireEntry, story: Story) -> str:
    """Return what tells the two texts that were compared from later ones."""
    return f"{rfc3339(entry.update_at)} {story.version}"


def _as_compared(number: int) -> tuple[WireEntry, Story]:
    """Return an entry and its story; 409 with the page if one of them has changed since then."""
    entry, story = updated_entry(number)
    now = _state(entry, story)
    if request.form.get("seen", now) != now:
        form = UpdateForm(updates.updated(entry))
        abort(make_response(_page(entry, story, form, is_changed=True), 409))
    return entry, story


@desk.post("/<int:number>/update")
def apply(number: int) -> AnyResponse | tuple[str, int]:
    """Write the update into the story; 422 with the page if pictures need alt text."""
    entry, story = _as_compared(number)
    form = UpdateForm(updates.updated(entry))
    if not form.validate():
        return _page(entry, story, form), 422
    fetched = pictures.fetch_for(updates.updated(entry))
    begin_write()
    with pictures.dropped_if_refused(fetched):
        entry, story = _as_compared(number)
    updates.take_over(entry)
    pictures.take_in(entry, fetched)
    pictures.describe(entry, form.alt, form.decorative)
    updates.apply(entry, story, me())
    db.session.commit()
    flash(_("Story updated from the original."))
    return redirect(url_for("news_desk.story", number=story.id), 303)


@desk.delete("/<int:number>/update")
def ignore(number: int) -> AnyResponse:
    """Leave the story as it is."""
    begin_write()
    entry, _story = updated_entry(number)
    updates.ignore(entry)
    db.session.commit()
    flash(_("Update ignored. The story stays as it is."))
    return back_to_inbox()
