"""The site notice: a line on every page until its end."""

from datetime import datetime, timedelta

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import only_for
from blueprints.accounts.audit import record
from blueprints.core.clock import rfc3339
from blueprints.core.dates import short_moment
from blueprints.core.desk_menu import add_to_menu
from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings, reread_station, shown_notice
from blueprints.settings.notice_form import NoticeForm
from blueprints.settings.routes.blueprints import desk

SAME_END = timedelta(minutes=1)

add_to_menu("settings_desk.notice", _l("Site notice"), "editor", place=60)


@desk.get("/notice/")
@only_for("editor")
def notice() -> str:
    """Show the present notice, and the form for one."""
    shown = shown_notice()
    form = NoticeForm(text=shown.text if shown else "", url=shown.url if shown else "")
    return _page(form)


@desk.post("/notice/")
@only_for("editor")
def put_up() -> AnyResponse | tuple[str, int]:
    """Show a notice in place of any other; one that is sent twice is shown once."""
    form = NoticeForm()
    if not form.validate():
        return _page(form), 422
    until = rfc3339(form.ends_at)
    begin_write()
    if not _is_shown(form):
        keep_settings({"notice": {"text": form.text.data, "until": until, "url": form.url.data}})
        record("notice shown", "", text=form.text.data, until=until)
    db.session.commit()
    flash(_("Notice shown until %(end)s.", end=short_moment(form.ends_at)))
    return redirect(url_for("settings_desk.notice"), 303)


@desk.delete("/notice/")
@only_for("editor")
def end() -> AnyResponse:
    """Remove the notice that is shown."""
    begin_write()
    reread_station()
    if shown_notice():
        keep_settings({"notice": None})
        record("notice removed", "")
    db.session.commit()
    flash(_("Notice removed."))
    return redirect(url_for("settings_desk.notice"), 303)


def _is_shown(form: NoticeForm) -> bool:
    """Return True if this notice is shown already; “for 1 hour” sent again ends seconds later."""
    reread_station()
    shown = shown_notice()
    if shown is None or (shown.text, shown.url) != (form.text.data, form.url.data):
        return False
    return abs(datetime.fromisoformat(shown.until) - form.ends_at) < SAME_END


def _page(form: NoticeForm) -> str:
    return render_template("settings/desk/notice.html", form=form)
