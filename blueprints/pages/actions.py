"""Changes of the station's pages, with their ledger. None of these commits: routes do."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, select

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.pages.models import FormerPage, PageRevision, StationPage

FIELDS = ("title", "slug", "body", "language")
PAGE_LABELS = {
    "title": _l("Title"),
    "body": _l("Text"),
    "slug": _l("Address"),
    "language": _l("Language"),
}


def write_page(page: StationPage, fields: dict[str, Any], act: str, by: User) -> None:
    """Give `page` these FIELDS and note it in the ledger; redirect its former address."""
    former = page.slug
    if page.id is not None and not _last_number(page):
        _note(page, "existing", "")
    for name in FIELDS:
        setattr(page, name, fields[name])
    page.updated_at = clock.now()
    db.session.add(page)
    db.session.flush()
    _move(page, former)
    _note(page, act, by.name)


def _move(page: StationPage, former: str | None) -> None:
    db.session.execute(delete(FormerPage).where(FormerPage.slug == page.slug))
    if former and former != page.slug:
        db.session.add(FormerPage(slug=former, page_id=page.id))


def _note(page: StationPage, act: str, by: str) -> None:
    fields = {name: getattr(page, name) for name in FIELDS}
    kept = {"act": act, "by": by, "at": page.updated_at, "fields": fields}
    db.session.add(PageRevision(page_id=page.id, number=_last_number(page) + 1, **kept))
    db.session.flush()


def _last_number(page: StationPage) -> int:
    last = select(func.max(PageRevision.number)).where(PageRevision.page_id == page.id)
    return db.session.scalar(last) or 0
