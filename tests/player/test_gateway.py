"""The door to MPD: real where it can be, fake at the wire where MPD would not be so bad."""

import time
from contextlib import closing

import pytest
from mpd import MPDError

from blueprints.player import gateway, mpd_limits
from blueprints.player.gateway import LOST, Gateway, IdleConnection, Refused
from blueprints.player.mpd_limits import BeyondBounds
from tests.player.fake_mpd import CLOSE

HOST = "127.0.0.1"


def test_a_real_mpd_is_read(mpd, real):
    assert real.read().state == "stop"
    mpd.add("two.wav")
    with mpd.client() as client:
        client.play()
        reading = real.read()
        assert (reading.state, reading.song.title) == ("play", "Two")
        assert reading.song.artist == "First, Second"
        assert reading.song.duration == pytest.approx(1.6, abs=0.01)
        assert abs(reading.epoch - time.time()) < 30
        assert reading.loops is False
        client.repeat(1)
        client.pause(1)
    reading = real.read()
    assert (reading.state, reading.loops) == ("pause", True)


def test_the_idle_connection_hears_a_change_and_only_then(mpd):
    with closing(IdleConnection(HOST, mpd.port)) as bell:
        bell.listen()
        while bell.wait(0.5):  # MPD may still be at its start
            bell.listen()
        with mpd.client() as client:
            client.repeat(1)
        assert bell.wait(5) is True
        bell.listen()
        mpd.end()
        with pytest.raises(ConnectionError):
            bell.wait(5)


def test_a_wrong_password_is_mpds_own_refusal(mpd):
    refused = Gateway(HOST, mpd.port, "wrong")
    with pytest.raises(MPDError, match="incorrect password"):
        refused.connect()
    refused.disconnect()
    with pytest.raises(ConnectionError):
        IdleConnection(HOST, mpd.port, "wrong")


@pytest.mark.parametrize("text", ["x\nclear", "x\rclear", "x\0clear"])
def test_a_newline_cannot_carry_a_second_command(fake_mpd, door, text):
    before = len(fake_mpd.asked)
    with pytest.raises(Refused):
        door.client.search("any", text)
    assert len(fake_mpd.asked) == before
    with pytest.raises(Refused):
        IdleConnection(HOST, fake_mpd.port, f"secret{text}")


@pytest.mark.parametrize(
    "hello", [b"SSH-2.0-OpenSSH\n", b"OK MPD", b"\xff\xfe\n", b"x" * 100_000, b"\n"]
)
def test_who_does_not_greet_as_mpd_is_lost(fake_mpd, hello, monkeypatch):
    monkeypatch.setattr(gateway, "TIMEOUT", 0.5)
    fake_mpd.hello = hello
    with pytest.raises(LOST):
        Gateway(HOST, fake_mpd.port).connect()


def test_nobody_there_is_lost(free_port):
    with pytest.raises(ConnectionRefusedError):
        Gateway(HOST, free_port()).connect()


BAD_ANSWERS = {
    "a line without an end": b"state: " + b"x" * 5_000_000,
    "a 10 MB tag": b"Title: " + b"x" * 10_000_000 + b"\nlist_OK\n",
    "lines without end": b"comment: hello\n" * 500_000,
    "half an answer": [b"state: pl", CLOSE],
    "no colon": b"nonsense\nlist_OK\n",
    "no UTF-8": b"Title: \xff\xfe\nlist_OK\n",
    "an error": b"ACK [5@0] {status} unknown\n",
    "a state that we do not know": {"state": "dancing"},
    "nothing": {},
    "a song id that is no number": {"state": "play", "songid": "one"},
}


@pytest.mark.parametrize("what", BAD_ANSWERS)
def test_nonsense_is_lost(fake_mpd, door, what):
    fake_mpd.replies["status"] = BAD_ANSWERS[what]
    with pytest.raises(LOST):
        door.read()


def test_one_byte_at_a_time_is_not_waited_for_for_ever(fake_mpd, door, monkeypatch):
    monkeypatch.setattr(gateway, "TIMEOUT", 0.6)

    def drip(_command):
        while True:
            fake_mpd.wait(0.1)
            yield b"x"

    fake_mpd.replies["status"] = drip
    with pytest.raises(TimeoutError):
        door.read()


def test_silence_is_not_waited_for_for_ever(fake_mpd, door, monkeypatch):
    monkeypatch.setattr(gateway, "TIMEOUT", 0.5)

    def silent(_command):
        fake_mpd.wait(30)

    fake_mpd.replies["status"] = silent
    with pytest.raises(TimeoutError):
        door.read()


def test_forged_lines_and_repeated_tags_count_once(fake_mpd, door):
    fake_mpd.replies["currentsong"] = (
        b"file: a.mp3\nTitle: True\nTitle: Forged\nfile: http://evil/\nArtist: A\nArtist: B\n"
        b"duration: 12\nId: 1\nlist_OK\n"
    )
    song = door.read().song
    assert (song.file, song.title, song.artist) == ("a.mp3", "True", "A, B")


@pytest.mark.parametrize("duration", ["nan", "inf", "-3", "1e99", "soon", ""])
def test_a_duration_that_is_none_is_unknown(fake_mpd, door, duration):
    fake_mpd.plays(duration=duration)
    assert door.read().song.duration is None


def test_answers_that_do_not_belong_together_are_asked_for_again(fake_mpd, door):
    fake_mpd.replies["currentsong"] = {"file": "b.mp3", "Id": "2"}
    before = fake_mpd.asked.count("status")
    door.read()
    assert fake_mpd.asked.count("status") - before == gateway.TRIES


def test_slow_answers_are_asked_for_again_and_the_fastest_counts(fake_mpd, door):
    pauses = iter([0.9, 0.6, 0.25, 1.2])
    usual = fake_mpd.replies["status"]

    def slowly(command):
        fake_mpd.wait(next(pauses))
        return usual(command)

    fake_mpd.replies["status"] = slowly
    reading = door.read()
    assert reading.answered_at - reading.asked_at < 0.5


@pytest.mark.parametrize("weeks", [0, 2, 500])
def test_however_long_mpd_has_been_up_that_is_when_it_began(fake_mpd, weeks):
    """A bound of a week once made every new connection a new daemon, and every play two."""
    up = weeks * 7 * 24 * 3600 + 10
    fake_mpd.replies["stats"] = {"uptime": str(up)}
    for _ in range(2):
        found = Gateway(HOST, fake_mpd.port)
        found.connect()
        assert found.read().epoch == pytest.approx(time.time() - up, abs=1)
        found.disconnect()


def test_a_song_id_that_no_database_keeps_is_lost(fake_mpd, door):
    fake_mpd.plays(songid="9" * 30)
    with pytest.raises(LOST):
        door.read()


def test_after_nonsense_a_new_conversation_can_be_had(fake_mpd, door):
    fake_mpd.replies["status"] = b"nonsense\n"
    with pytest.raises(LOST):
        door.read()
    fake_mpd.plays()
    door.connect()
    assert door.read().state == "play"


@pytest.mark.parametrize(
    ("news", "errors"),
    [
        (b"ACK [5@0] {} unknown command\n", ConnectionError),
        (b"changed: player\n", TimeoutError),
        (b"chang", TimeoutError),
        (b"changed: " + b"x" * (mpd_limits.LARGEST_REPLY + 1), BeyondBounds),
        (b"changed: player\n" * (mpd_limits.LARGEST_REPLY // 16 + 1), BeyondBounds),
    ],
    ids=["an error", "no end", "half a word", "a line without end", "lines without end"],
)
def test_an_idle_connection_that_says_nonsense_is_lost(fake_mpd, monkeypatch, news, errors):
    bell = IdleConnection(HOST, fake_mpd.port)
    bell.listen()
    while not fake_mpd.idle:
        time.sleep(0.005)
    monkeypatch.setattr(gateway, "TIMEOUT", 3.0)
    fake_mpd.ring(news)
    with pytest.raises(errors):
        bell.wait(2)
    bell.close()


def test_an_idle_connection_is_woken_without_a_change(fake_mpd):
    bell = IdleConnection(HOST, fake_mpd.port)
    bell.listen()
    bell.wake()
    assert bell.wait(600) is False
    bell.close()
    bell.wake()


def test_a_real_mpd_is_read_through_its_socket(mpd):
    path = mpd.folder / "socket"
    mpd.end()
    mpd.configuration.write_text(mpd.configuration.read_text() + f'bind_to_address "{path}"\n')
    mpd.start()
    found = Gateway(str(path), mpd.port)
    found.connect()
    assert found.read().state == "stop"
    found.disconnect()
    bell = IdleConnection(str(path), mpd.port)
    bell.listen()
    assert bell.wait(0.05) is False
    bell.close()


def test_a_queue_is_cued_once_in_a_ring(mpd, real):
    real.cue(["one.wav", "two.wav"])
    assert (real.read().state, real.read().song.title) == ("play", "One")
    real.cue(["long.wav"])
    with mpd.client() as client:
        assert [song["file"] for song in client.playlistinfo()] == ["one.wav", "two.wav"]
        assert client.status()["repeat"] == "1"
        client.clear()
    real.cue(["long.wav"], repeat=False)
    with mpd.client() as client:
        assert (client.status()["state"], client.status()["repeat"]) == ("play", "0")
