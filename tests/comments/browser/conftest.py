"""A station with the example stories, under which a reader who is known may leave a reply."""

import pytest
from sqlalchemy import update

from blueprints.comments.models import Comment
from blueprints.core.extensions import begin_write, db
from tests.browser.conftest import *  # noqa: F403 - fixtures
from tests.comments.browser.replies import WRITTEN, Newsroom


@pytest.fixture(autouse=True)
def _who_writes_is_known(station):
    with station.app.app_context():
        begin_write()
        known = update(Comment).where(Comment.name == WRITTEN["name"])
        db.session.execute(known.values(email=WRITTEN["email"]))
        db.session.commit()


@pytest.fixture
def newsroom(station):
    """The station's hand on its stories and opinions."""
    return Newsroom(station.app)
