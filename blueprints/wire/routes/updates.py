"""Updates of originals: compared with the story, applied or ignored."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me
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


def _page(entry: WireEntry, story: Story, form: UpdateForm) -> str:
    return render_template(
        "wire/desk/update.html",
        entry=entry,
        story=story,
        form=form,
        differences=updates.differences(entry, story),
    )


@desk.post("/<int:number>/update")
def apply(number: int) -> AnyResponse | tuple[str, int]:
    """Write the update into the story; 422 with the page if pictures need alt text."""
    entry, story = updated_entry(number)
    form = UpdateForm(updates.updated(entry))
    if not form.validate():
        return _page(entry, story, form), 422
    fetched = pictures.fetch_for(updates.updated(entry))
    begin_write()
    entry, story = updated_entry(number)
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
