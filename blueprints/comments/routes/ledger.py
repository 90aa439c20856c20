"""The moderation log: every act, newest first."""

from flask import abort, render_template

from blueprints.comments import labels, ledger
from blueprints.comments.routes.blueprints import desk
from blueprints.core.http import page_number


@desk.get("/comments/ledger")
def moderation_log() -> str:
    """Show a page of the moderation ledger."""
    page = page_number()
    found = ledger.page_of_ledger(page)
    if page > 1 and not found:
        abort(404)
    return render_template(
        "comments/desk/ledger.html",
        lines=found[: ledger.PAGE_SIZE],
        acts=labels.ACTS,
        page=page,
        has_next=len(found) > ledger.PAGE_SIZE,
    )
