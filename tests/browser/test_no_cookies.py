"""A reader's browser keeps nothing of the station's, and asks nobody else."""

import pytest
from playwright.sync_api import expect

from tests.browser.replies import SHOWN, STORY, WRITTEN, fill

pytestmark = pytest.mark.xdist_group("browser")

PAGES = 20
LINKS = "(links) => links.map((link) => link.href.split('#')[0])"
KEPT = """async () => [
  document.cookie,
  Object.keys(localStorage),
  Object.keys(sessionStorage),
  await indexedDB.databases(),
  await caches.keys(),
]"""


def walk(page, start, count):
    """Follows the links of the station's pages from `start` on; gives `count` that it saw."""
    seen, ahead = [], [start]
    while len(seen) < count:
        address = ahead.pop(0)
        if not page.goto(address).headers["content-type"].startswith("text/html"):
            continue
        seen.append(address)
        for link in page.locator("a[href]").evaluate_all(LINKS):
            is_page = link.startswith(start) and not link.endswith(".xml")
            if is_page and link not in ahead and link not in seen:
                ahead.append(link)
    return seen


def test_twenty_pages_and_a_reply_leave_nothing_behind(station, page, passes):
    requests, responses = [], []
    page.context.on("request", lambda request: requests.append(request.url))
    page.context.on("response", lambda response: responses.append(response))
    station.studio.plays()
    seen = walk(page, f"{station.url}/", PAGES)
    assert len(set(seen)) == PAGES
    assert {f"{station.url}{path}" for path in (STORY, "/news/", "/pages/privacy")} <= set(seen)
    page.goto(station.url + STORY)
    page.locator(".opinion [data-reply-link]").click()
    expect(page.locator("[name=text]")).to_be_focused()
    fill(page, WRITTEN)
    passes(20)
    page.get_by_role("button", name="Send reply").click()
    expect(page.locator(".opinion:focus .words")).to_contain_text(SHOWN)
    assert page.context.cookies() == []
    assert page.evaluate(KEPT) == ["", [], [], [], []]
    assert [url for url in requests if not url.startswith(f"{station.url}/")] == []
    headers = [response.all_headers() for response in responses]
    assert len(headers) > PAGES
    assert [said for said in headers if "set-cookie" in said] == []
    assert [said for said in headers if "cookie" in said.get("vary", "").lower()] == []
