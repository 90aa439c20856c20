"""The audit log, for admins."""

from flask import abort, render_template, request
from flask_babel import lazy_gettext as _l

from blueprints.accounts import queries
from blueprints.accounts.audit import ACTS
from blueprints.accounts.routes.blueprints import desk
from blueprints.core.desk_menu import add_to_menu
from blueprints.core.http import page_number

add_to_menu("accounts_desk.audit", _l("Audit log"), "admin", place=85)


@desk.get("/audit-log/")
def audit() -> str:
    """Show the audit log, the newest first, 50 a page; ?about= narrows it to one subject."""
    number, about = page_number(), request.args.get("about", "")[:254].replace("\0", "")
    entries = queries.entries(number, about)
    if not entries and number > 1:
        abort(404)
    return render_template(
        "accounts/audit.html",
        entries=entries[: queries.ENTRIES_A_PAGE],
        number=number,
        has_more=len(entries) > queries.ENTRIES_A_PAGE,
        about=about,
        acts=ACTS,
    )
