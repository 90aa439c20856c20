"""Reads of the station's own pages, their revisions and former addresses."""

from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.pages.models import FormerPage, PageRevision, StationPage


def find_page(slug: str) -> StationPage | None:
    """Return the station's own page at `slug`, or None."""
    return db.session.scalar(select(StationPage).where(StationPage.slug == slug))


def all_pages() -> list[StationPage]:
    """Return the pages that the station wrote itself, by title."""
    return list(db.session.scalars(select(StationPage).order_by(StationPage.title)))


def page_revisions(page: StationPage) -> list[PageRevision]:
    """Return the ledger of `page`, the last save first."""
    query = select(PageRevision).where(PageRevision.page_id == page.id)
    return list(db.session.scalars(query.order_by(PageRevision.number.desc())))


def find_page_revision(page: StationPage, number: int) -> PageRevision | None:
    """Return the revision of `page` with this number, or None."""
    return next((one for one in page_revisions(page) if one.number == number), None)


def find_moved_page(slug: str) -> str | None:
    """Return the present slug of the page that was at `slug` before, or None."""
    former = db.session.get(FormerPage, slug)
    return former.page.slug if former else None
