"""The notice bar: a line on every page until its end."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import only_for
from blueprints.accounts.trail import record
from blueprints.core.clock import rfc3339
from blueprints.core.dates import short_moment
from blueprints.core.desk import add_to_menu
from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings, shown_notice
from blueprints.home.forms import NoticeForm
from blueprints.home.routes.blueprints import desk

add_to_menu("home_desk.notice", _l("Site notice"), "editor", place=60)


@desk.get("/notice/")
@only_for("editor")
def notice() -> str:
    """The notice that is up, and the form for one."""
    shown = shown_notice()
    form = NoticeForm(text=shown.text if shown else "", url=shown.url if shown else "")
    return _page(form)


@desk.post("/notice/")
@only_for("editor")
def put_up() -> AnyResponse | tuple[str, int]:
    """Puts a notice up, over one that is."""
    form = NoticeForm()
    if not form.validate():
        return _page(form), 422
    until = rfc3339(form.ends_at)
    begin_write()
    keep_settings({"notice": {"text": form.text.data, "until": until, "url": form.url.data}})
    record("notice shown", "", text=form.text.data, until=until)
    db.session.commit()
    flash(_("Notice shown. It is visible until %(end)s.", end=short_moment(form.ends_at)))
    return redirect(url_for("home_desk.notice"), 303)


@desk.delete("/notice/")
@only_for("editor")
def end() -> AnyResponse:
    """Ends the notice that is up."""
    begin_write()
    if shown_notice():
        keep_settings({"notice": None})
        record("notice removed", "")
    db.session.commit()
    flash(_("No site notice is visible."))
    return redirect(url_for("home_desk.notice"), 303)


def _page(form: NoticeForm) -> str:
    return render_template("home/desk_notice.html", form=form)
