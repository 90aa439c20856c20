"""flask player watch, as a process, with a real MPD."""

import time
from itertools import cycle, islice

from tests.player.helpers import eventually, gaps, is_on_air, logged, polled, put_on_air


def test_what_plays_is_on_air(watch, mpd):
    put_on_air(watch, mpd, "two.wav", "Two")
    body = polled(watch.app)
    assert body["state"] == "playing"
    assert body["track"] == {
        "title": "Two",
        "artist": "First, Second",
        "album": "Numbers",
        "art_url": None,
        "artist_url": None,
        "duration": 1.6,
    }
    assert body["recent"] == []
    eventually(lambda: polled(watch.app)["state"] == "off_air")
    assert [song["title"] for song in polled(watch.app)["recent"]] == ["Two"]
    assert logged(watch.app) == [("Two", "finished")]


def test_every_play_of_a_looped_queue_is_logged_once(watch, mpd):
    watch()
    watch()
    mpd.add("one.wav", "jingles/ident.wav", "two.wav")
    with mpd.client() as client:
        client.repeat(1)
        client.play()
        eventually(lambda: len(logged(watch.app)) >= 5)
        client.stop()
    eventually(lambda: polled(watch.app)["state"] == "off_air")
    *before, _last = found = logged(watch.app)
    assert [title for title, _how in found] == list(
        islice(cycle(("One", "Ident", "Two")), len(found))
    )
    assert {how for _title, how in before} == {"finished"}


def test_skip_pause_seek_and_stop(watch, mpd):
    watch()
    mpd.add("long.wav", "one.wav")
    with mpd.client() as client:
        client.repeat(1)
        client.play()
        eventually(lambda: is_on_air(watch.app, "Long"))
        client.pause(1)
        eventually(lambda: polled(watch.app)["state"] == "paused")
        paused = polled(watch.app)
        assert paused["started_at"] is None
        assert 0 <= paused["elapsed"] < 5
        client.pause(0)
        eventually(lambda: polled(watch.app)["state"] == "playing")
        before = polled(watch.app)["started_at"]
        client.seekcur(40)
        eventually(lambda: polled(watch.app)["started_at"] != before)
        client.next()
        eventually(lambda: is_on_air(watch.app, "One"))
        client.stop()
    eventually(lambda: polled(watch.app)["state"] == "off_air")
    assert logged(watch.app) == [("Long", "skipped"), ("One", "stopped")]


def test_a_song_alone_in_a_repeated_queue_is_logged_each_time(watch, mpd):
    watch()
    mpd.add("one.wav")
    with mpd.client() as client:
        client.repeat(1)
        client.play()
        eventually(lambda: len(logged(watch.app)) >= 4)
        client.stop()
    eventually(lambda: polled(watch.app)["state"] == "off_air")
    *before, last = logged(watch.app)
    assert before == [("One", "finished")] * len(before)
    assert last[0] == "One"


def test_an_mpd_that_restarts_and_resumes_goes_on_with_a_gap(watch, mpd):
    watch()
    mpd.add("long.wav")
    with mpd.client() as client:
        client.play()
        client.seekcur(20)
    eventually(lambda: is_on_air(watch.app, "Long"))
    time.sleep(2.5)
    mpd.end()
    time.sleep(2)
    mpd.start()
    eventually(lambda: gaps(watch.app))
    (gap,) = gaps(watch.app)
    assert gap.why == "restart"
    assert 1 < (gap.to_at - gap.from_at).total_seconds() < 5
    assert logged(watch.app) == [("Long", None)]


def test_with_single_the_next_song_is_not_announced(watch, mpd):
    watch()
    mpd.add("one.wav", "long.wav")
    with mpd.client() as client:
        client.single(1)
        client.play()
        eventually(lambda: is_on_air(watch.app, "One"))
        eventually(lambda: polled(watch.app)["state"] == "paused")
        assert client.currentsong()["title"] == "Long"
    body = polled(watch.app)
    assert body["track"] is None
    assert [song["title"] for song in body["recent"]] == ["One"]
    assert logged(watch.app) == [("One", "finished")]
