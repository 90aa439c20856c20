"""The sources: their health, the settings of each, the log of its fetches."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me
from blueprints.core.extensions import begin_write, db
from blueprints.media.library import drop_unneeded
from blueprints.wire import queries, subscriptions
from blueprints.wire.forms import SourceForm
from blueprints.wire.inbox import count_entries, events_of
from blueprints.wire.labels import INTERVALS, MODES, RIGHTS_EXPLAINED
from blueprints.wire.loaders import source_or_404
from blueprints.wire.models import WireSource
from blueprints.wire.rights import count_excess
from blueprints.wire.routes.blueprints import desk


@desk.get("/sources/")
def source_list() -> str:
    """List the sources with their health."""
    return render_template(
        "wire/desk/sources.html",
        sources=queries.sources(),
        counts=count_entries(),
        modes=MODES,
        intervals=INTERVALS,
    )


@desk.get("/sources/<int:number>")
def source(number: int) -> str:
    """Show the settings of a source and the log of its fetches."""
    found = source_or_404(number)
    return _page(found, SourceForm(None, data=subscriptions.fields_of(found)))


def _page(found: WireSource, form: SourceForm) -> str:
    return render_template(
        "wire/desk/source.html",
        source=found,
        form=form,
        events=events_of(found),
        excess=count_excess(found),
        explained=RIGHTS_EXPLAINED,
    )


@desk.post("/sources/<int:number>")
def change_source(number: int) -> AnyResponse | tuple[str, int]:
    """Save the settings of a source; 422 with the form if they are wrong."""
    form = SourceForm()
    if not form.validate():
        return _page(source_or_404(number), form), 422
    begin_write()
    keys = subscriptions.change(source_or_404(number), form, me())
    db.session.commit()
    drop_unneeded(*keys)
    flash(_("Source saved. The settings apply to new stories."))
    return redirect(url_for("wire_desk.source", number=number), 303)
