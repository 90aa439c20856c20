"""Stories to read, and a reader who looks at pages as a browser parses them."""

import pytest

from tests.news.helpers import Page, write_story


@pytest.fixture
def look(client):
    """Looks at an address: the page there, which must be one."""

    def get(address):
        answer = client.get(address)
        assert answer.status_code == 200, address
        return Page(answer.text)

    return get


@pytest.fixture
def publish(app):
    """Write a story, an hour old unless told; return its address."""

    def write(slug="a-story", **told):
        return write_story(app, slug, **told)

    return write


HIDDEN = {
    "a draft": {"hours_ago": None},
    "a scheduled story": {"hours_ago": -1},
    "a withdrawn story": {"withdrawn": True},
}


@pytest.fixture(params=HIDDEN.values(), ids=HIDDEN)
def hide(request, publish):
    """Write a story that readers may not see: a draft, a scheduled one, a withdrawn one."""

    def write(slug="a-secret", **told):
        return publish(slug, **request.param | told)

    return write


@pytest.fixture
def publish_hidden(publish):
    """Write a draft and a scheduled story, both about "secret" and "film"."""
    publish("a-draft", hours_ago=None, headline="Draft headline", tags=["secret", "film"],
            standfirst="Hidden standfirst", picture={"caption": "Hidden caption"})  # fmt: skip
    publish("a-plan", hours_ago=-1, headline="Planned headline", tags=["secret", "film"],
            standfirst="Hidden standfirst", picture={"caption": "Hidden caption"})  # fmt: skip
    return ("a-draft", "a-plan", "Draft headline", "Planned headline", "Hidden", "secret")


WRONG_PAGES = {
    "zero": "page=0",
    "negative": "page=-1",
    "past the end": "page=2",
    "enormous": "page=999999999999",
    "more than enormous": "page=" + "9" * 5000,
    "empty": "page=",
    "a word": "page=abc",
    "half": "page=1.5",
    "an exponent": "page=1e0",
    "hexadecimal": "page=0x1",
    "a space": "page=%201",
    "a plus": "page=+1",
    "an encoded plus": "page=%2B1",
    "an underscore": "page=1_0",
    "a nul": "page=1%00",
    "only a nul": "page=%00",
    "a newline": "page=1%0A",
    "arabic digits": "page=%D9%A1",
    "a superscript": "page=%C2%B9",
    "full-width digits": "page=%EF%BC%91",
    "bytes that are no text": "page=%FF",
    "repeated, the first wrong": "page=0&page=1",
    "sql": "page=1%20OR%201=1",
}


@pytest.fixture(params=WRONG_PAGES.values(), ids=WRONG_PAGES)
def wrong_page(request):
    """A query string that asks for a page that there is not."""
    return request.param
