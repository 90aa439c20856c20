"""A station with content, a backup of it, and a new station elsewhere."""

import os
from pathlib import Path

import pytest

from app import create_app
from tests.backup.helpers import PICTURE, close, run
from tests.news.helpers import write_story
from tests.player.helpers import hear, reading, song


@pytest.fixture
def station(app):
    """A station with stories, a play and a picture."""
    for number in range(3):
        write_story(app, f"story-{number}", headline=f"Headline {number}", hours_ago=number + 1)
    hear(app, reading(1000.0, of=song(title="First")))
    media = Path(app.instance_path) / "media"
    media.mkdir()
    (media / PICTURE).write_bytes(os.urandom(50_000))
    (media / ".draft-x").write_text("half")
    return app


@pytest.fixture
def elsewhere(tmp_path):
    """A new station in an empty folder."""
    app = create_app({"RADIO_INSTANCE": str(tmp_path / "elsewhere"), "TESTING": True})
    yield app
    close(app)


@pytest.fixture
def backup(station, tmp_path):
    """A backup of the station."""
    file = tmp_path / "aerial.tar.gz"
    outcome = run(station, "backup", str(file))
    assert outcome.exit_code == 0, outcome.output
    return file
