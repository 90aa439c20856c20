"""Who works in the library, and where its files are."""

from pathlib import Path

import pytest

from tests.news.conftest import publish  # noqa: F401 - a fixture


@pytest.fixture
def media(app):
    """Where the station keeps pictures and clips."""
    return Path(app.instance_path) / "media"


@pytest.fixture
def editor(as_staff):
    """An editor's browser."""
    return as_staff("editor")


@pytest.fixture
def dj(as_staff):
    """A DJ's browser."""
    return as_staff("dj")
