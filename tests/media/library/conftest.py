"""Who sends files to the library, and where they are kept."""

from pathlib import Path

import pytest

from tests.news.conftest import publish  # noqa: F401 - a fixture


@pytest.fixture
def media(app):
    """Where the station keeps pictures and clips."""
    return Path(app.instance_path) / "media"


@pytest.fixture
def dj(as_staff):
    """A DJ's browser."""
    return as_staff("dj")
