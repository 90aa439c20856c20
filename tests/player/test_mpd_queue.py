"""One reading of MPD's queue, and the tag that names its state."""

import pytest

from blueprints.player.mpd_queue import first_coming, is_same_tag, queue_of, split_tag, tag_of

STATS = {"uptime": "100"}
ROWS = [{"file": f"{number}.mp3", "id": str(number + 20), "pos": str(number)} for number in (1, 2)]


def read(status, rows=(), current=None, outputs=()):
    """The reading made of MPD's answers, of a daemon that began at 1000."""
    usual = {"state": "play", "song": "0", "songid": "20", "playlist": "7", "playlistlength": "5"}
    answers = (usual | status, current or {"file": "0.mp3"}, STATS, list(outputs), list(rows))
    return queue_of(answers, (1100.0, 1100.002), 1000.0, "0.23.12")


def test_a_reading_of_the_queue():
    found = read({"volume": "80", "xfade": "3", "consume": "1"}, ROWS,
                 outputs=[{"outputname": "web", "outputenabled": "1"}])  # fmt: skip
    assert [row.id for row in found.coming] == [21, 22]
    assert (found.first, found.length, found.more) == (1, 5, 2)
    assert (found.options.volume, found.options.crossfade, found.options.consume) == (80, 3.0, True)
    assert found.outputs == [("web", True)]
    assert found.find(22).position == 2
    assert found.find(99) is None
    assert (found.before(21), found.before(22)) == (None, 21)


@pytest.mark.parametrize(
    ("status", "first"),
    [({}, 0), ({"song": "3", "state": "play"}, 4), ({"song": "3", "state": "pause"}, 4),
     ({"song": "3", "state": "stop"}, 3)],
)  # fmt: skip
def test_an_mpd_that_is_stopped_begins_with_its_current_song(status, first):
    assert first_coming(status) == first


@pytest.mark.parametrize(
    "status",
    [{"playlist": ""}, {"playlist": "x"}, {"playlist": "-1"}, {"playlistlength": str(2**40)}],
)
def test_numbers_that_mpd_cannot_mean_are_refused(status):
    with pytest.raises(ValueError, match=r"."):
        read(status)


def test_tags_of_one_state_of_one_queue():
    assert tag_of(1764400000.4, 17) == "1764400000-17"
    assert is_same_tag("1764400000-17", "1764400001-17")
    assert not is_same_tag("1764400000-17", "1764400000-18")
    assert not is_same_tag("1764400000-17", "1764400009-17")


@pytest.mark.parametrize("tag", ["", "-", "x-1", "1", "1-", "1-x", "١-٢", "9" * 20 + "-1", "1--1"])
def test_what_is_no_tag_is_like_no_other(tag):
    assert split_tag(tag) == (0, -1)
    assert not is_same_tag(tag, tag)
