"""Single flight: a page is made once, however many ask for it at the same moment."""

import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from itertools import islice
from threading import Barrier, Event

import pytest
from werkzeug.test import create_environ

from blueprints.core.page_cache.layer import (
    MOST_WAITING,
    PLACES,
    PLACES_FOR_CHANGES,
    PLACES_OF,
)
from tests.core.page_cache.wsgi_inner import PAGE, Site

MANY = 100
PATIENCE = 20


class Crowd:
    """Readers in threads of their own; the rendering that `hold()` names waits for `release`."""

    def __init__(self, site):
        self.site, self.release, self.is_held = site, Event(), Event()
        self._pool = ThreadPoolExecutor(MOST_WAITING + 30)

    def hold(self, number):
        if number == 1:
            self.is_held.set()
            assert self.release.wait(PATIENCE)

    def hold_all_after(self, path):
        """Every rendering is held, but for that of `path`, which is made now."""
        self.site.inner.before = lambda number: None
        self.site.get(path)
        self.site.inner.before = lambda number: self.release.wait(PATIENCE)

    def ask(self, count=1, path="/news/"):
        """`count` readers ask at once: their answers to come."""
        barrier = Barrier(count)

        def one():
            barrier.wait(PATIENCE)
            return self.site.get(path)

        return [self._pool.submit(one) for _ in range(count)]

    def submit(self, method, path="/news/"):
        """One request: the answer to come."""
        return self._pool.submit(self.site.ask, method, path)

    def end(self):
        self.release.set()
        self._pool.shutdown()


@pytest.fixture
def crowd():
    """Readers of a site whose first rendering is held."""
    crowd = Crowd(Site())
    crowd.site.inner.before = crowd.hold
    yield crowd
    crowd.end()


def answers(asked):
    return [one.result(PATIENCE) for one in asked]


def test_a_hundred_readers_at_once_are_one_rendering(crowd):
    asked = crowd.ask(MANY)
    assert crowd.is_held.wait(PATIENCE)
    crowd.release.set()
    found = answers(asked)
    assert {answer.data for answer in found} == {PAGE}
    assert crowd.site.inner.asked == 1
    assert len({answer.headers["X-Request-Id"] for answer in found}) == MANY


def test_other_pages_are_made_and_given_out_meanwhile(crowd):
    slow = crowd.ask(MANY // 2)
    assert crowd.is_held.wait(PATIENCE)
    assert {answer.data for answer in answers(crowd.ask(10, "/about"))} == {PAGE}
    assert crowd.site.inner.asked == 2
    crowd.release.set()
    answers(slow)


def test_who_comes_after_a_lifetime_gets_the_next_rendering(crowd):
    first = crowd.ask()
    assert crowd.is_held.wait(PATIENCE)
    crowd.site.now += 1.01
    later = crowd.ask(MANY // 2)
    crowd.release.set()
    assert answers(first)[0].headers["X-Request-Id"] == "inner-1"
    assert "inner-2" in {answer.headers["X-Request-Id"] for answer in answers(later)}
    assert crowd.site.inner.asked == 2


def test_a_slow_page_takes_one_place_however_long_it_is_asked_for(crowd):
    slow = crowd.ask()
    assert crowd.is_held.wait(PATIENCE)
    for _ in range(2 * PLACES):
        crowd.site.now += 1.01
        slow += crowd.ask()
    assert answers(crowd.ask(1, "/about"))[0].data == PAGE
    crowd.release.set()
    assert {answer.data for answer in answers(slow)} == {PAGE}
    assert crowd.site.inner.asked == 3


def test_four_pages_are_made_at_once_and_kept_ones_given_out_beside_them(crowd):
    crowd.hold_all_after("/about")
    asked = [one for page in range(8) for one in crowd.ask(5, f"/?page={page}")]
    assert {answer.data for answer in answers(crowd.ask(10, "/about"))} == {PAGE}
    assert crowd.site.inner.asked <= 1 + PLACES
    crowd.release.set()
    assert {answer.data for answer in answers(asked)} == {PAGE}
    assert crowd.site.inner.asked == 1 + 8


def test_without_the_cache_four_requests_enter_at_once(crowd):
    crowd.site = Site(seconds=0)
    crowd.hold_all_after("/about")
    asked = crowd.ask(3 * PLACES)
    assert crowd.site.inner.asked <= 1 + PLACES
    crowd.release.set()
    assert {answer.data for answer in answers(asked)} == {PAGE}
    assert crowd.site.inner.asked == 1 + 3 * PLACES
    assert crowd.site.inner.most_at_once <= PLACES


def test_when_it_fails_each_asks_for_itself(crowd):
    def fail_first(number):
        crowd.hold(number)
        if number == 1:
            raise RuntimeError("broken")

    crowd.site.inner.before = fail_first
    asked = crowd.ask(10)
    assert crowd.is_held.wait(PATIENCE)
    crowd.release.set()
    found = []
    for one in asked:
        with suppress(RuntimeError):
            found.append(one.result(PATIENCE).data)
    assert found == [PAGE] * 9


def test_when_it_is_not_to_be_kept_each_asks_for_itself(crowd):
    crowd.site.inner.headers["Set-Cookie"] = "own=1"
    asked = crowd.ask(10)
    assert crowd.is_held.wait(PATIENCE)
    crowd.release.set()
    assert len(answers(asked)) == crowd.site.inner.asked == 10


def test_who_has_waited_for_too_long_is_told_to_come_again(crowd):
    crowd.site = Site(patience=0.05)
    crowd.site.inner.before = crowd.hold
    asked = crowd.ask(4)
    impatient = islice(as_completed(asked, PATIENCE), 3)  # while the first rendering is held
    for answer in (one.result() for one in impatient):
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Request-Id"]
    assert crowd.site.inner.asked == 1


def test_who_finds_no_seat_is_told_to_come_again_and_kept_pages_are_given_out(crowd):
    crowd.hold_all_after("/about")
    asked = crowd.ask(MOST_WAITING + 20)
    turned_away = [one.result() for one in islice(as_completed(asked, PATIENCE), 19)]
    assert {answer.status_code for answer in turned_away} == {503}
    assert crowd.site.get("/about").data == PAGE
    crowd.release.set()
    assert sum(answer.status_code == 503 for answer in answers(asked)) == 19
    assert crowd.site.inner.asked == 2


def test_changes_that_take_their_time_leave_the_places_of_pages_free(crowd):
    crowd.site.inner.before = lambda number: crowd.release.wait(PATIENCE) if number <= 3 else None
    asked = [crowd.submit("POST") for _ in range(PLACES_FOR_CHANGES + 2)]
    while crowd.site.inner.asked < PLACES_FOR_CHANGES:
        time.sleep(0.01)
    assert crowd.site.get("/about").data == PAGE
    assert crowd.site.inner.asked == PLACES_FOR_CHANGES + 1
    crowd.release.set()
    answers(asked)
    assert crowd.site.inner.asked == PLACES_FOR_CHANGES + 3


def test_a_studio_whose_mpd_keeps_silent_keeps_nobody_waiting(crowd):
    crowd.site.inner.before = lambda number: crowd.release.wait(PATIENCE) if number <= 5 else None
    practice = [crowd.submit("GET", "/studio/practice/state.json") for _ in range(20)]
    turned_away = [one.result() for one in islice(as_completed(practice, PATIENCE), 12)]
    assert {answer.status_code for answer in turned_away} == {503}
    edits = [crowd.submit("POST", "/studio/queue/tracks") for _ in range(5)]
    while crowd.site.inner.asked < sum(PLACES_OF.values()):
        time.sleep(0.01)
    assert crowd.site.get("/about").data == PAGE
    for method, path in (("POST", "/news/x/reply"), ("GET", "/studio/state.json")):
        assert crowd.site.ask(method, path).status_code == 200
    crowd.release.set()
    assert {answer.status_code for answer in answers(edits)} == {200}


def test_nobody_waits_for_the_body_of_what_is_not_kept():
    site = Site()
    site.inner.headers["Content-Length"] = "5000000"
    streaming = site.cache(create_environ("/clip"), lambda *_: None)
    site.get("/clip")  # while the first is still being read
    streaming.close()
    assert site.inner.asked == site.inner.closed == 2


def test_a_client_that_goes_away_leaves_nothing_behind():
    site = Site()
    body = iter(site.cache(create_environ("/clip"), lambda *_: None))
    next(body)
    del body
    site.now += 2
    assert site.get("/clip").data == PAGE
