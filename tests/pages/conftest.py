"""A reader who looks at the station's pages."""

from tests.news.conftest import look  # noqa: F401 - a fixture
