"""A station with the example stories, under which a reader who is known may leave a reply."""

import pytest
from sqlalchemy import update

from blueprints.comments.models import Comment
from blueprints.core.extensions import begin_write, db
from tests.browser.conftest import (  # noqa: F401 - fixtures
    amiss,
    base_url,
    browser_context_args,
    browser_type_launch_args,
    desk,
    make_station,
    migrated,
    open_page,
    own_ports,
    page,
    passes,
    serve,
    station,
)
from tests.comments.browser.replies import WRITTEN, Newsroom


@pytest.fixture(autouse=True)
def _who_writes_is_known(station):  # noqa: F811 - the fixture
    with station.app.app_context():
        begin_write()
        known = update(Comment).where(Comment.name == WRITTEN["name"])
        db.session.execute(known.values(email=WRITTEN["email"]))
        db.session.commit()


@pytest.fixture
def newsroom(station):  # noqa: F811 - the fixture
    """The station's hand on its stories and opinions."""
    return Newsroom(station.app)
