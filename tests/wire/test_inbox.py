"""/desk/wire/: what the inbox shows of entries, and what it never shows."""

import pytest

from blueprints.wire.models import WireSource
from tests.news.conftest import WRONG_PAGES
from tests.news.helpers import Page

INBOX = "/desk/wire/"


def headlines(browser, query=""):
    answer = browser.get(INBOX + query)
    assert answer.status_code == 200
    return Page(answer.text).texts("p", class_="what")


def test_a_row_says_all_that_is_known(editor, wire):
    source = wire.source(rights="full", name="Slipway <Commons>")
    wire.entry(source, "Rope & tar", author="<b>Ann", body="<p>Two hundred <em>metres</em></p>",
               summary="Bands play.", remarks=["No date: shown as received on 22 Nov."],
               pictures=[{"url": "https://a.example/1.jpg", "alt": ""}])  # fmt: skip
    text = editor.get(INBOX).text
    for words in ("Slipway &lt;Commons&gt;", "&lt;b&gt;Ann", "Full text (CC BY 4.0)",
                  "<p>Two hundred <em>metres</em></p>", "No date: shown",
                  "1 picture needs alt text",
                  'href="https://tides.example.org/piano?a=1&amp;b=2"', "Bands play."):  # fmt: skip
        assert words in text, words


def test_tabs_and_counts(editor, wire):
    source = wire.source()
    wire.entry(source, "Newest", hours=1)
    wire.entry(source, "Older", hours=5)
    wire.entry(source, "Put away", state="dismissed")
    wire.entry(source, "Taken", state="removed")
    wire.entry(source, "Out", state="published", update={}, update_at=wire.row(1).published_at)
    assert headlines(editor) == ["Newest", "Older"]
    assert headlines(editor, "?tab=updates") == ["Out"]
    assert headlines(editor, "?tab=published") == ["Out"]
    assert set(headlines(editor, "?tab=dismissed")) == {"Put away", "Taken"}
    assert Page(editor.get(INBOX).text).texts("span", class_="num") == ["2", "1"]


def test_one_source_alone(editor, wire):
    one, other = wire.source("One"), wire.source("Other")
    wire.entry(one, "Of one")
    wire.entry(other, "Of another")
    assert headlines(editor, f"?source={other}") == ["Of another"]
    assert headlines(editor, "?source=999") == []


def test_fifty_a_page_with_few_queries(editor, wire, count_queries):
    source = wire.source()
    for number in range(52):
        wire.entry(source, f"Entry {number}", hours=number)
    with count_queries() as queries:
        assert len(headlines(editor)) == 50
    many = len(queries)
    assert headlines(editor, "?page=2") == ["Entry 50", "Entry 51"]
    with count_queries() as queries:
        headlines(editor, "?page=2")
    assert many <= len(queries) + 1


def test_nothing_foreign_gets_through(editor, wire):
    body = (
        '<p onclick="a()">Hi<script>alert(1)</script></p><img src="https://t.example/p.gif">'
        '<a href="javascript:alert(1)">x</a><iframe src="https://i.example"></iframe>'
    )
    wire.entry(wire.source(rights="full"), '<script>"x', url="javascript:alert(1)", body=body,
               pictures=[{"url": 'javascript:"x', "alt": "<i>"}])  # fmt: skip
    text = editor.get(INBOX).text
    for bad in ("onclick", "alert(1)</script>", "<img", "javascript:alert", "<iframe", "<i>"):
        assert bad not in text.split("data-list-keys", 1)[1].split("</ol>")[0], bad


WRONG = ["tab=x", "source=x", "page=9", *list(WRONG_PAGES.values())[:4]]


@pytest.mark.parametrize("query", WRONG)
def test_what_is_not_there(editor, wire, query):
    assert editor.get(f"{INBOX}?{query}").status_code == 404


def test_empty_states(editor, wire):
    assert "No sources yet" in editor.get(INBOX).text
    wire.source()
    for query in ("", "?tab=updates", "?tab=published", "?tab=dismissed"):
        assert Page(editor.get(INBOX + query).text).texts("p", class_="empty")


def test_the_desks_front_page(editor, as_staff, wire):
    wire.entry(headline="<b>Fresh")
    wire.change(1, WireSource, failures=3, fault="gone <i>fishing")
    text = editor.get("/desk/").text
    assert "&lt;b&gt;Fresh" in text
    assert "gone &lt;i&gt;fishing" in text
    assert "Fresh" not in as_staff("dj").get("/desk/").text
