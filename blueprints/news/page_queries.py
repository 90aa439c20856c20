"""What is asked of the station's pages beside their text: the ledger, former addresses."""

from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.news.models import StationPage
from blueprints.news.page_models import FormerPage, PageRevision


def page_revisions(page: StationPage) -> list[PageRevision]:
    """Return the ledger of `page`, the last save first."""
    query = select(PageRevision).where(PageRevision.page_id == page.id)
    return list(db.session.scalars(query.order_by(PageRevision.number.desc())))


def find_moved_page(slug: str) -> str | None:
    """Return the present slug of the page that was at `slug` before, or None."""
    former = db.session.get(FormerPage, slug)
    return former.page.slug if former else None
