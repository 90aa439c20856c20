"""Where tests of media keep what they make."""

import pytest


@pytest.fixture
def folder(tmp_path):
    """A folder that does not exist yet."""
    return tmp_path / "media"
