"""Pictures in the pages of a station that an older release made are in the library."""

import pytest

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.pages.models import PageRevision, StationPage
from tests.media.library.older import check_found


def page_of(body):
    """A page with this text."""
    return StationPage(slug="about-us", title="About us", body=body, updated_at=clock.now())


def revision_of(body):
    """A page's revision with this text."""
    page = page_of("")
    db.session.add(page)
    db.session.flush()
    kept = {"act": "saved", "by": "Ada", "at": clock.now(), "fields": {"body": body}}
    return PageRevision(page_id=page.id, number=1, **kept)


@pytest.mark.parametrize("record_of", [page_of, revision_of])
@pytest.mark.parametrize("size", [True, False])
def test_every_kind_of_text_is_looked_through(app, record_of, size):
    check_found(app, size, record_of)
