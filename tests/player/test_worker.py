"""The watcher on bad days, as a process."""

import io
import signal
import sqlite3
import time
from itertools import cycle, islice, pairwise
from pathlib import Path

import psutil
import pytest
from PIL import Image

from blueprints.player.worker import Watcher
from tests.player.helpers import eventually, gaps, is_on_air, logged, plays, polled, put_on_air


def test_an_mpd_that_comes_late_is_found(watch_port, mpd):
    mpd.end()
    start = watch_port(mpd.port)
    start(sees_mpd=False)
    time.sleep(1.5)
    assert polled(start.app)["state"] == "unknown"
    mpd.start()
    eventually(lambda: polled(start.app)["state"] == "off_air")


def test_an_mpd_that_speaks_nonsense_neither_ends_nor_fills_the_watcher(watch_port, fake_mpd):
    fake_mpd.replies["status"] = b"comment: " + b"x" * 60_000 + b"\n" + b"y: z\n" * 2_000_000
    start = watch_port(fake_mpd.port)
    watcher = start(sees_mpd=False)
    time.sleep(4)
    assert watcher.is_alive()
    assert psutil.Process(watcher.pid).memory_info().rss < 150_000_000
    assert polled(start.app)["state"] == "unknown"
    fake_mpd.plays(Title="Sane again")
    eventually(lambda: is_on_air(start.app, "Sane again"), 15)


def test_watchers_that_are_killed_again_and_again_lose_and_double_nothing(watch, mpd):
    names = [f"tone {number}.wav" for number in range(3)]
    for name in names:
        mpd.tone(name, 2.6)
    watchers = [watch(), watch()]
    mpd.add(*names)
    with mpd.client() as client:
        client.repeat(1)
        client.play()
    for turn in range(6):
        watchers[turn % 2].kill()
        watchers[turn % 2] = watch()
        time.sleep(0.2)
    eventually(lambda: len(plays(watch.app)) >= 3)
    with mpd.client() as client:
        client.stop()
    eventually(lambda: polled(watch.app)["state"] == "off_air")
    heard = plays(watch.app)
    assert [play.file for play in heard] == list(islice(cycle(names), len(heard)))
    assert {play.how for play in heard[:-1]} == {"finished"}
    assert heard[-1].how in ("stopped", "finished")  # it may have been stopped in its last moment
    for play, following in pairwise(heard):
        assert play.ended_at <= following.started_at
        apart = (following.started_at - play.started_at).total_seconds()
        assert apart == pytest.approx(2.6, abs=0.5)
    assert gaps(watch.app) == []


def test_a_frozen_mpd_never_delays_the_answer(watch, mpd):
    put_on_air(watch, mpd, "long.wav", "Long")
    mpd.freeze()
    time.sleep(3)
    assert polled(watch.app)["state"] == "playing"
    mpd.thaw()
    with mpd.client() as client:
        client.stop()
    eventually(lambda: polled(watch.app)["state"] == "off_air", 12)
    assert logged(watch.app) == [("Long", "stopped")]


def test_an_mpd_that_is_killed_leaves_a_gap_and_no_ghost(watch, mpd):
    put_on_air(watch, mpd, "long.wav", "Long")
    mpd.end(signal.SIGKILL)
    (mpd.folder / "state").unlink(missing_ok=True)
    time.sleep(3)  # a daemon that began within 2 s of the last one cannot be told from it
    mpd.start()
    eventually(lambda: polled(watch.app)["state"] == "off_air")
    assert logged(watch.app) == [("Long", "lost")]
    assert [gap.why for gap in gaps(watch.app)] == ["restart"]


def test_a_locked_database_loses_nothing(watch, mpd):
    watch()
    mpd.add("one.wav", "long.wav")
    with mpd.client() as client:
        client.play()
    eventually(lambda: is_on_air(watch.app, "One"))
    path = Path(watch.app.instance_path) / "aerial.sqlite3"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    time.sleep(2.5)
    other.execute("ROLLBACK")
    other.close()
    eventually(lambda: is_on_air(watch.app, "Long"))
    assert logged(watch.app) == [("One", "finished"), ("Long", None)]


def test_a_full_disk_ends_nothing_for_good(watch_port, mpd):
    start = watch_port(mpd.port)
    path = Path(start.app.instance_path) / "aerial.sqlite3"
    watcher = start()
    mpd.add("one.wav", "two.wav", "long.wav")
    limit = path.parent / "aerial.sqlite3-wal"
    psutil.Process(watcher.pid).rlimit(psutil.RLIMIT_FSIZE, (limit.stat().st_size + 1, -1))
    with mpd.client() as client:
        client.play()
    time.sleep(3)
    assert logged(start.app) == []
    assert watcher.is_alive()
    psutil.Process(watcher.pid).rlimit(psutil.RLIMIT_FSIZE, (-1, -1))
    eventually(lambda: polled(start.app)["state"] == "playing", 15)
    assert watcher.is_alive()


def test_two_watchers_of_an_mpd_that_is_up_for_weeks_agree_when_it_began(watch_port, fake_mpd):
    up = time.time() - 3 * 7 * 24 * 3600
    fake_mpd.replies["stats"] = lambda _: {"uptime": str(int(time.time() - up))}
    fake_mpd.plays(songid="1", Title="First")
    start = watch_port(fake_mpd.port)
    start()
    start()
    fake_mpd.plays(songid="2", Title="Second")
    fake_mpd.ring()
    eventually(lambda: is_on_air(start.app, "Second"))
    time.sleep(2.5)
    assert logged(start.app) == [("First", "skipped"), ("Second", None)]
    assert gaps(start.app) == []


def jpeg(**options):
    buffer = io.BytesIO()
    Image.new("RGB", (400, 400), "teal").save(buffer, "JPEG", **options)
    return buffer.getvalue()


def test_a_cover_is_shown_and_a_slow_or_unusable_one_holds_nothing_up(watch_port, fake_mpd):
    pictures = {"good.mp3": jpeg(), "odd.mp3": jpeg()[:200]}

    def picture(line):
        if "slow.mp3" in line:
            fake_mpd.wait(600)
        data = pictures[line.split('"')[1]]
        return b"size: %d\nbinary: %d\n%b\nOK\n" % (len(data), len(data), data)

    fake_mpd.replies["readpicture"] = picture
    fake_mpd.plays(songid="0", file="slow.mp3", Title="Slow")
    start = watch_port(fake_mpd.port)
    watcher = start()
    eventually(lambda: any("slow.mp3" in line for line in fake_mpd.asked))
    fake_mpd.plays(songid="1", file="good.mp3", Title="Good")
    fake_mpd.ring()
    address = eventually(lambda: (polled(start.app)["track"] or {}).get("art_url"))
    assert start.app.test_client().get(address).content_type == "image/jpeg"
    fake_mpd.plays(songid="2", file="odd.mp3", Title="Odd")
    fake_mpd.ring()
    eventually(lambda: "odd.mp3" in start.log.read_text())
    fake_mpd.plays(songid="3", file="good.mp3", Title="After")
    fake_mpd.ring()
    eventually(lambda: is_on_air(start.app, "After"))
    assert watcher.is_alive()
    assert [how for _, how in logged(start.app)] == ["skipped"] * 3 + [None]


@pytest.mark.parametrize(
    ("lost_for", "shortest", "longest"),
    [(0, 0.2, 0.2), (9.9, 0.2, 0.2), (10.1, 0.2, 0.41), (60, 2.5, 5), (24 * 3600, 2.5, 5)],
)
def test_mpd_is_looked_for_quickly_at_first_then_slowly_for_ever(app, lost_for, shortest, longest):
    watcher = Watcher(app)
    watcher._lost_at = time.monotonic() - lost_for
    for _ in range(20):
        assert shortest <= watcher._patience() <= longest
