"""The page cache keeps no form of a reply."""

from tests.core.page_cache.test_site import cached  # noqa: F401 - a fixture
from tests.news.helpers import write_story


def test_each_reply_form_is_ones_own(cached):  # noqa: F811 - the fixture
    address = write_story(cached, "rain")
    reader = cached.test_client()
    first, second = (reader.get(f"{address}/reply").text for _ in range(2))
    assert first != second  # each has a token of its own
