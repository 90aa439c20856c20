"""Acts on a source: fetched now, paused and resumed, removed."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me
from blueprints.core.extensions import begin_write, db
from blueprints.media.library import drop_unneeded
from blueprints.wire import fetches, subscriptions
from blueprints.wire.inbox import count_entries
from blueprints.wire.loaders import source_or_404
from blueprints.wire.rights import find_excess, shorten
from blueprints.wire.routes.blueprints import desk


@desk.post("/sources/<int:number>/fetch")
def fetch_now(number: int) -> AnyResponse:
    """Fetch a source now, and say what came of it."""
    source_or_404(number)
    db.session.commit()  # no transaction is open while the network is asked
    outcome = fetches.fetch_source(number)
    if outcome is None:
        flash(_("Another fetch from this server is running. Try again in a minute."), "warning")
    else:
        flash(outcome.words, "error" if outcome.is_fault else "message")
    return _back(number)


@desk.post("/sources/<int:number>/pause")
def pause_source(number: int) -> AnyResponse:
    """Pause a source."""
    begin_write()
    subscriptions.pause(source_or_404(number))
    db.session.commit()
    flash(_("Source paused. It is not fetched until you resume it."))
    return _back(number)


@desk.delete("/sources/<int:number>/pause")
def resume_source(number: int) -> AnyResponse:
    """Resume a source; it is fetched soon."""
    begin_write()
    subscriptions.resume(source_or_404(number))
    db.session.commit()
    flash(_("Source resumed. It will be fetched soon."))
    return _back(number)


def _back(number: int) -> AnyResponse:
    return redirect(url_for("wire_desk.source", number=number), 303)


@desk.get("/sources/<int:number>/removal")
def ask_to_end(number: int) -> str:
    """Ask for confirmation before a source is removed."""
    found = source_or_404(number)
    counts = count_entries().get(number, {})
    used = counts.get("published", 0) + counts.get("drafted", 0)
    return render_template("wire/desk/ending.html", source=found, used=used)


@desk.delete("/sources/<int:number>")
def end_source(number: int) -> AnyResponse:
    """Remove a source and its entries; its stories stay."""
    begin_write()
    found = source_or_404(number)
    name = found.name
    keys = subscriptions.end(found, me())
    db.session.commit()
    drop_unneeded(*keys)
    flash(_("“%(name)s” removed. Its stories stay.", name=name))
    return redirect(url_for("wire_desk.source_list"), 303)


@desk.get("/sources/<int:number>/excess")
def ask_to_shorten(number: int) -> str:
    """List the stories that show more than their source allows now, and ask for confirmation."""
    found = source_or_404(number)
    return render_template("wire/desk/excess.html", source=found, entries=find_excess(found))


@desk.delete("/sources/<int:number>/excess")
def shorten_stories(number: int) -> AnyResponse:
    """Cut those stories to what their source allows now."""
    begin_write()
    keys, entries = [], find_excess(source_or_404(number))
    for entry in entries:
        if entry.story is not None:
            keys += shorten(entry, entry.story, me())
    count = len(entries)
    db.session.commit()
    drop_unneeded(*keys)
    flash(ngettext("%(num)s story shortened.", "%(num)s stories shortened.", count))
    return _back(number)
