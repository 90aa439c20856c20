"""The page cache: public answers are kept for a moment, and nothing else is."""

import logging
from tracemalloc import get_traced_memory, start, stop

import pytest
from werkzeug.test import Client, create_environ

from blueprints.core.page_cache.cached_answer import may_be_kept
from blueprints.core.page_cache.layer import MOST_BYTES
from tests.core.page_cache.wsgi_inner import PAGE, PUBLIC, Site


@pytest.fixture
def site():
    """A site whose pages are kept for a second."""
    return Site()


def lasting(answer):
    """The headers that are not of one request alone."""
    return {name: text for name, text in answer.headers if name not in ("X-Request-Id", "Age")}


# What is kept


def test_the_second_request_does_not_reach_the_app(site):
    first, second = site.get(), site.get()
    assert site.inner.asked == site.inner.closed == 1
    assert (second.status, second.data) == (first.status, first.data) == ("200 OK", PAGE)
    assert lasting(second) == lasting(first)
    assert second.headers["Content-Length"] == str(len(PAGE))
    assert second.headers["Cache-Control"] == PUBLIC


def test_each_answer_has_its_own_request_id_and_an_age(site):
    first, second, third = (site.get() for _ in range(3))
    assert first.headers["X-Request-Id"] == "inner-1"
    assert len({answer.headers["X-Request-Id"] for answer in (first, second, third)}) == 3
    assert first.headers["Age"] == second.headers["Age"] == "0"
    assert "Date" not in second.headers  # the server says it, and anew each time


def test_the_age_is_counted_in_whole_seconds():
    site = Site(seconds=10)
    site.get()
    site.now += 3.9
    assert site.get().headers["Age"] == "3"


def test_a_page_is_made_anew_after_a_second(site):
    site.get()
    site.now += 0.99
    site.get()
    assert site.inner.asked == 1
    site.inner.body = b"new"
    site.now += 0.02
    assert site.get().data == b"new"
    assert site.inner.asked == 2


def test_the_second_is_counted_from_the_beginning_of_the_rendering(site):
    def take_long(number):
        site.now += 0.6

    site.inner.before = take_long
    site.get()
    site.now += 0.3
    site.get()
    assert site.inner.asked == 1
    site.now += 0.2
    site.get()
    assert site.inner.asked == 2


def test_a_rendering_that_took_longer_is_not_kept(site):
    def take_long(number):
        site.now += 1.5

    site.inner.before = take_long
    assert site.get().data == site.get().data == PAGE
    assert site.inner.asked == 2


def test_the_current_track_is_kept_for_a_tenth(site):
    site.get("/current-track.json")
    site.now += 0.09
    site.get("/current-track.json")
    assert site.inner.asked == 1
    site.now += 0.02
    site.get("/current-track.json")
    assert site.inner.asked == 2


def test_a_shorter_setting_is_the_current_tracks_too():
    site = Site(seconds=0.05)
    site.get("/current-track.json")
    site.now += 0.06
    site.get("/current-track.json")
    assert site.inner.asked == 2


def test_each_query_has_an_answer_of_its_own(site):
    for path in ("/news/", "/news/?page=2", "/news/?page=3", "/news/?page=2"):
        site.get(path)
    assert site.inner.asked == 3


def test_a_head_is_answered_from_what_a_get_left(site):
    assert site.ask("HEAD").headers["X-Request-Id"] == "inner-1"
    site.get()
    head = site.ask("HEAD")
    assert site.inner.asked == 2
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(PAGE))


def test_an_answer_from_the_cache_is_logged_like_any_other(site, caplog):
    site.get()
    with caplog.at_level(logging.DEBUG, "aerial.request"):
        answer = site.get("/news/")
    (record,) = caplog.records
    assert record.fields.pop("milliseconds") >= 0
    assert record.fields == {
        "request_id": answer.headers["X-Request-Id"],
        "method": "GET",
        "path": "/news/",
        "status": 200,
    }


def test_two_processes_differ_for_less_than_a_lifetime():
    one, other = Site(), Site()
    other.inner = other.cache._inner = one.inner
    path = "/current-track.json"
    one.get(path)
    one.inner.body = b"next"
    assert (one.get(path).data, other.get(path).data) == (PAGE, b"next")
    one.now = other.now = one.now + 0.1  # as long as a page waits before it asks again
    assert (one.get(path).data, other.get(path).data) == (b"next", b"next")


# Who is not answered from it


@pytest.mark.parametrize(
    "headers",
    [{"Cookie": "session=x"}, {"Authorization": "Basic eDp5"}, {"Range": "bytes=0-1"}],
)
def test_personal_requests_reach_the_app_and_leave_nothing(site, headers):
    site.get(**headers)
    assert site.inner.asked == 1
    site.get()
    site.get(**headers)
    assert site.inner.asked == 3


@pytest.mark.parametrize(
    "path",
    ["/desk/", "/account/sign-in", "/studio", "/news/rain/reply?waiting=signed", f"/?{'q' * 1001}"],
)
def test_personal_pages_and_long_queries_reach_the_app(site, path):
    site.get(path)
    site.get(path)
    assert site.inner.asked == 2


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_other_methods_reach_the_app(site, method):
    site.get()
    site.ask(method)
    site.ask(method)
    assert site.inner.asked == 3


# What is not kept


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache-Control": None},
        {"Cache-Control": "max-age=60"},
        {"Cache-Control": "private, no-store"},
        {"Cache-Control": "public, no-store"},
        {"Cache-Control": 'public, Private="X-A"'},
        {"Set-Cookie": "a=b"},
        {"Vary": "Cookie"},
        {"Vary": "Accept-Encoding, Accept-Language"},
        {"Vary": "*"},
        {"Content-Length": None},
        {"Content-Length": "1000001"},
        {"Content-Length": "-1"},
    ],
)
def test_what_is_not_the_same_for_everybody_is_not_kept(site, headers):
    site.inner.headers |= headers
    assert site.get().data == site.get().data == PAGE
    assert site.inner.asked == site.inner.closed == 2


@pytest.mark.parametrize(
    "status", ["206 Partial Content", "301 Moved", "304 Not Modified", "404 No", "503 Away"]
)
def test_no_other_status_is_kept(site, status):
    site.inner.status = status
    assert site.get().status == site.get().status == status
    assert site.inner.asked == 2


def test_headers_that_are_sent_twice_are_both_read():
    public, varied = ("Cache-Control", "public"), ("Vary", "Accept-Encoding")
    usual = [("Content-Length", "9"), public, varied]
    assert may_be_kept("200 OK", usual)
    assert not may_be_kept("200 OK", [*usual, ("Cache-Control", "no-store")])
    assert not may_be_kept("200 OK", [*usual, ("Vary", "Cookie")])


def test_an_answer_that_varies_by_encoding_alone_is_kept(site):
    site.inner.headers["Vary"] = "accept-encoding"
    site.get()
    site.get()
    assert site.inner.asked == 1


def test_a_body_shorter_than_it_was_said_to_be_is_not_kept(site):
    site.inner.headers["Content-Length"] = str(len(PAGE) + 1)
    site.get()
    site.get()
    assert site.inner.asked == 2


def test_a_large_answer_is_not_held_in_memory(site):
    site.inner.body = b"x" * 5_000_000
    start()
    answer = site.cache(create_environ("/clip"), lambda *_: None)
    _, peak = get_traced_memory()
    stop()
    assert peak < 1_000_000
    assert len(b"".join(answer)) == 5_000_000
    answer.close()
    assert site.inner.closed == 1


def test_a_failure_reaches_the_server_and_is_not_kept(site):
    def fail(number):
        if number == 1:
            raise RuntimeError("broken")

    site.inner.before = fail
    with pytest.raises(RuntimeError, match="broken"):
        site.get()
    assert site.get().data == PAGE


def test_an_application_that_answers_late_is_let_through():
    def late(environ, start_response):
        yield b""
        start_response("200 OK", [("Cache-Control", PUBLIC), ("Content-Length", "4")])
        yield b"late"

    site = Site()
    site.cache._inner = late
    assert Client(site.cache).get("/").data == b"late"
    assert site.cache.store.size == 0


# How much is kept


def test_no_more_than_its_bytes_are_kept(site):
    site.inner.body = b"x" * 900_000
    for number in range(60):
        site.get(f"/?page={number}")
        assert site.cache.store.size <= MOST_BYTES
    assert site.cache.store.size > MOST_BYTES / 2
    site.get("/?page=59")
    assert site.inner.asked == 60


def test_many_small_ones_are_bounded_too(site):
    site.inner.body = b"x"
    for number in range(8000):
        site.get(f"/?page={number}")
    assert MOST_BYTES / 2 < site.cache.store.size <= MOST_BYTES


def test_what_has_expired_goes(site):
    for number in range(10):
        site.get(f"/?page={number}")
    site.now += 2
    site.get()
    assert site.cache.store.size < 20_000
