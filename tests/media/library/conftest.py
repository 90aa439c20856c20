"""Who sends files to the library, and where they are kept."""

from pathlib import Path

import pytest
from flask_migrate import upgrade

from app import create_app
from blueprints.core.extensions import db
from tests.media.library.older import figure, keep_file, write_old_story
from tests.news.conftest import publish  # noqa: F401 - a fixture

FIRST_TABLES = "4c6ad037cb98"


@pytest.fixture
def media(app):
    """Where the station keeps pictures and clips."""
    return Path(app.instance_path) / "media"


@pytest.fixture
def dj(as_staff):
    """A DJ's browser."""
    return as_staff("dj")


@pytest.fixture
def old(tmp_path):
    """A station that the first release made: a lead that has a row, a picture that has none."""
    app = create_app({"RADIO_INSTANCE": str(tmp_path / "old"), "TESTING": True})
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        upgrade(revision=FIRST_TABLES)
    app.lead, app.inside = keep_file(app, "teal"), keep_file(app, "gold")
    body = f"<p>Rain.</p>{figure(app.inside)}<p>Fog.</p>{figure(app.lead, alt='In the text')}"
    write_old_story(app, "the-quay", body, lead=app.lead)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
