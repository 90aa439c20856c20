"""The page cache keeps no form of a reply, and no page with a writer's own links."""

from tests.core.page_cache.test_site import cached  # noqa: F401 - a fixture
from tests.news.helpers import change_story, write_story


def test_each_reply_form_is_ones_own(cached):  # noqa: F811 - the fixture
    address = write_story(cached, "rain")
    reader = cached.test_client()
    first, second = (reader.get(f"{address}/reply").text for _ in range(2))
    assert first != second  # each has a token of its own


def test_a_page_with_ones_own_links_is_not_kept(cached):  # noqa: F811 - the fixture
    address = f"{write_story(cached, 'rain', headline='Before')}?c=1&edit=signed"
    assert "Before" in cached.test_client().get(address).text
    change_story(cached, "rain", headline="After")
    assert "After" in cached.test_client().get(address).text
