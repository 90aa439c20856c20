"""What is made of MPD's answers, however odd they are."""

import math

import pytest

from blueprints.player.mpd_status import reading_of, seconds, song_of

NOW = 1_800_000_000.0
WEEK = 7 * 24 * 3600
PLAYING = {"state": "play", "songid": "7", "elapsed": "12.5"}
TIDE = {"file": "tide.mp3", "title": "Tide", "duration": "213.4", "id": "7"}


def read(status=PLAYING, current=TIDE, stats=None):
    return reading_of(status, current, stats or {"uptime": "60"}, NOW, NOW + 0.002, NOW - 60)


def test_a_song_that_plays():
    reading = read()
    assert (reading.state, reading.song_id, reading.elapsed) == ("play", 7, 12.5)
    assert (reading.song.file, reading.song.title, reading.song.duration) == (
        "tide.mp3", "Tide", 213.4
    )  # fmt: skip
    assert reading.at == pytest.approx(NOW + 0.001)
    assert reading.start == pytest.approx(NOW + 0.001 - 12.5)


def test_a_stopped_mpd_has_no_song_though_it_names_one():
    reading = read({"state": "stop", "songid": "7"})
    assert (reading.state, reading.song_id, reading.song) == ("stop", None, None)


@pytest.mark.parametrize(
    ("options", "loops"),
    [
        ({"repeat": "1", "single": "1", "playlistlength": "9"}, True),
        ({"repeat": "1", "single": "0", "playlistlength": "1"}, True),
        ({"repeat": "1", "single": "0", "playlistlength": "9"}, False),
        ({"repeat": "0", "single": "1", "playlistlength": "1"}, False),
        ({"repeat": "1", "single": "oneshot", "playlistlength": "9"}, False),
        ({}, False),
    ],
)
def test_a_song_loops_when_it_is_repeated_alone(options, loops):
    assert read(PLAYING | options).loops is loops


@pytest.mark.parametrize("state", [None, "", "playing", "PLAY", ["dance", "play"]])
def test_a_state_that_is_none_is_refused(state):
    with pytest.raises(ValueError, match="no state"):
        read({"state": state})


@pytest.mark.parametrize("song_id", ["x", "1.5", "-1", str(2**31), "9" * 30, "9" * 5000])
def test_a_song_id_that_no_database_keeps_is_refused(song_id):
    with pytest.raises(ValueError):  # noqa: PT011 - int's own words or ours
        read(PLAYING | {"songid": song_id})


def test_of_repeated_lines_the_first_counts():
    """CR and LF in a remote stream's tags can forge lines (CVE-2026-49130)."""
    status = {"state": ["play", "stop"], "songid": ["7", "9"], "elapsed": ["12.5", "99"]}
    forged = {"file": ["tide.mp3", "http://x"], "title": ["Tide", "Forged"], "duration": ["3", "9"]}
    reading = read(status, forged)
    assert (reading.state, reading.song_id, reading.elapsed) == ("play", 7, 12.5)
    assert (reading.song.file, reading.song.title, reading.song.duration) == ("tide.mp3", "Tide", 3)


def test_several_artists_are_joined():
    assert song_of({"artist": ["Anna", "Bert"]}).artist == "Anna, Bert"


def test_missing_tags_are_empty():
    song = song_of({"file": "a.mp3"})
    assert (song.title, song.artist, song.album, song.name, song.duration) == ("", "", "", "", None)


def test_a_song_without_any_tag_is_no_song():
    assert read(current={}).song is None


def test_the_length_is_the_songs_own_and_not_that_of_the_status():
    assert read(PLAYING | {"duration": "999"}).song.duration == 213.4


def test_the_length_in_whole_seconds_does_when_no_other_is_known():
    assert song_of({"file": "a.mp3", "time": "101"}).duration == 101


@pytest.mark.parametrize(
    "length", [None, "", "nan", "inf", "-inf", "-5", "1e300", "9" * 400, str(WEEK + 1), "3:25"]
)
def test_a_length_that_is_none_is_unknown(length):
    assert seconds(length) is None
    reading = read(PLAYING | {"elapsed": length, "xfade": length})
    assert (reading.elapsed, reading.crossfade) == (0, 0)


@pytest.mark.parametrize("weeks", [0, 1, 2, 500])
def test_an_mpd_may_be_up_for_weeks(weeks):
    up = weeks * WEEK + 10
    assert read(stats={"uptime": str(up)}).uptime == up


@pytest.mark.parametrize("uptime", ["nan", "inf", "-1", "1e300", "9" * 400, "soon"])
def test_an_uptime_that_is_none_is_nought(uptime):
    reading = read(stats={"uptime": uptime})
    assert reading.uptime == 0
    assert math.isfinite(reading.start)


def test_of_enormous_tags_only_the_beginning_is_kept():
    song = song_of({"file": "a.mp3", "title": "T" * 60_000, "artist": ["A" * 60_000] * 60})
    assert (len(song.title), len(song.artist)) == (2400, 2400)
