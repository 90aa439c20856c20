"""A reader's browser keeps nothing of the station's, and asks nobody else."""

import pytest

from tests.browser.desk import offered

pytestmark = pytest.mark.xdist_group("browser")

STORY = "/news/a-tour-by-cargo-bike"
FEWEST, PAGES = 10, 20
LINKS = "(links) => links.map((link) => link.href.split('#')[0])"
KEPT = """async () => [
  document.cookie,
  Object.keys(localStorage),
  Object.keys(sessionStorage),
  await indexedDB.databases(),
  await caches.keys(),
]"""


def walk(page, start, count):
    """Follow the links of the station's pages from `start` on; return the first `count` seen."""
    seen, ahead = [], [start]
    while ahead and len(seen) < count:
        address = ahead.pop(0)
        if not page.goto(address).headers["content-type"].startswith("text/html"):
            continue
        seen.append(address)
        for link in page.locator("a[href]").evaluate_all(LINKS):
            is_page = link.startswith(start) and not link.endswith((".xml", ".ics", ".csv"))
            if is_page and link not in ahead and link not in seen:
                ahead.append(link)
    return seen


class Traffic:
    """All that a browser sends and receives."""

    def __init__(self, context):
        self.requests, self.responses = [], []
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("response", lambda response: self.responses.append(response))

    def check(self, station, page):
        """Check that the browser keeps nothing, and that nobody else was asked."""
        assert page.context.cookies() == []
        assert page.evaluate(KEPT) == ["", [], [], [], []]
        assert [url for url in self.requests if not url.startswith(f"{station.url}/")] == []
        headers = [response.all_headers() for response in self.responses]
        assert [said for said in headers if "set-cookie" in said] == []
        assert [said for said in headers if "cookie" in said.get("vary", "").lower()] == []


def test_many_pages_leave_nothing_behind(station, page):
    traffic = Traffic(page.context)
    station.studio.plays()
    seen = walk(page, f"{station.url}/", PAGES)
    assert FEWEST < len(set(seen)) == len(seen)
    walked = offered(station.app, (STORY, "/news/", "/pages/privacy"))
    assert {station.url + path for path in walked} <= set(seen)
    assert len(traffic.responses) > len(seen)
    traffic.check(station, page)
