"""Publishing an entry: at once if nothing is missing, else from a page that asks for it."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me
from blueprints.core.extensions import begin_write, db
from blueprints.wire import actions, pictures
from blueprints.wire.forms import PublicationForm
from blueprints.wire.loaders import new_entry
from blueprints.wire.models import WireEntry
from blueprints.wire.routes.blueprints import desk
from blueprints.wire.routes.inbox import back_to_inbox
from blueprints.wire.stories import is_lacking, lacks_headline

Answer = AnyResponse | tuple[str, int] | str


@desk.get("/<int:number>/publication")
def prepare(number: int) -> str:
    """Ask for what an entry needs before it is published."""
    entry = new_entry(number)
    headline = "" if lacks_headline(entry) else entry.headline
    return _page(entry, PublicationForm(entry, None, headline=headline))


def _page(entry: WireEntry, form: PublicationForm) -> str:
    return render_template("wire/desk/publication.html", entry=entry, form=form)


@desk.post("/<int:number>/publication")
def publish(number: int) -> Answer:
    """Publish an entry. From the inbox, one that lacks something leads to the page that asks."""
    if not _take_pictures(number) and "headline" not in request.form:
        return redirect(url_for("wire_desk.prepare", number=number), 303)
    entry = new_entry(number)
    form = PublicationForm(entry)
    if "headline" not in request.form:
        form.headline.data = entry.headline
    elif not form.validate():
        return _page(entry, form), 422
    begin_write()
    entry = new_entry(number)
    pictures.describe(entry, form.alt, form.decorative)
    actions.publish(entry, me(), form.headline.data or "", form.teaser.data or "")
    db.session.commit()
    flash(_("“%(headline)s” published.", headline=form.headline.data))
    return back_to_inbox()


def _take_pictures(number: int) -> bool:
    """Fetch the pictures of an entry into the library; return True if nothing is missing then."""
    fetched = pictures.fetch_for(new_entry(number))
    if fetched:
        begin_write()
        with pictures.dropped_if_refused(fetched):
            pictures.take_in(new_entry(number), fetched)
        db.session.commit()
    return not is_lacking(new_entry(number))
