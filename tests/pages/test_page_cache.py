"""The page cache keeps a page of the station's for other readers."""

from tests.core.page_cache.test_site import cached  # noqa: F401 - a fixture

PRIVACY = "/pages/privacy"


def test_a_reader_gets_what_another_was_given(cached):  # noqa: F811 - the fixture
    first, again = (cached.test_client().get(PRIVACY) for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.data == first.data
    assert "Age" in again.headers


def test_an_unknown_host_changes_nothing_for_others(cached):  # noqa: F811 - the fixture
    answer = cached.test_client().get(PRIVACY, base_url="https://evil.example")
    assert "evil.example" not in answer.text
