"""How much a conversation may take: bytes in a line, bytes in a reply, seconds."""

import socket
import threading
import time
from contextlib import closing

import pytest

from blueprints.player.mpd_limits import LARGEST_REPLY, LONGEST_LINE, BeyondBounds, BoundedSocket


@pytest.fixture
def wire():
    """(bounded, plain): the two ends of a connection."""
    ours, theirs = socket.socketpair()
    with closing(BoundedSocket(ours, 5)) as bounded, closing(theirs):
        yield bounded, theirs


@pytest.fixture
def sends():
    """Send from another thread, for as long as anybody reads."""
    threads = []

    def send(plain, data):
        def work():
            try:
                plain.sendall(data)
            except OSError:
                return

        thread = threading.Thread(target=work)
        thread.start()
        threads.append((thread, plain))

    yield send
    for thread, plain in threads:
        plain.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def test_lines_are_read_as_from_any_socket(wire):
    bounded, plain = wire
    plain.sendall(b"OK MPD\nstate: play\n")
    with bounded.makefile("rb") as lines:
        assert lines.readline() == b"OK MPD\n"
        assert lines.readline(5) == b"state"
        assert lines.read(7) == b": play\n"


def test_the_longest_line_is_read(wire, sends):
    bounded, plain = wire
    line = b"x" * (LONGEST_LINE - 1) + b"\n"
    sends(plain, line)
    with bounded.makefile("rb") as lines:
        assert lines.readline() == line


def test_a_longer_line_is_cut_and_the_next_one_is_whole(wire, sends):
    bounded, plain = wire
    sends(plain, "ø".encode() * 150_000 + b"\nnext\n")
    with bounded.makefile("rb") as lines:
        line = lines.readline()
        assert line == "ø".encode() * (LONGEST_LINE // 2) + b"\n"
        assert lines.readline() == b"next\n"


def test_a_line_is_not_cut_in_the_middle_of_a_letter(wire, sends):
    bounded, plain = wire
    sends(plain, b"x" + "ø".encode() * 150_000 + b"\n")
    with bounded.makefile("rb") as lines:
        assert lines.readline().decode().endswith("ø\n")


def test_a_line_without_an_end_is_refused_once_the_reply_is_too_large(wire, sends):
    bounded, plain = wire
    sends(plain, b"x" * (LARGEST_REPLY + 1_000_000))
    with bounded.makefile("rb") as lines, pytest.raises(BeyondBounds):
        lines.readline()


def test_the_end_of_the_connection_ends_the_line(wire):
    bounded, plain = wire
    plain.sendall(b"half a li")
    plain.shutdown(socket.SHUT_WR)
    with bounded.makefile("rb") as lines:
        assert lines.readline() == b"half a li"
        assert lines.readline() == b""


@pytest.mark.parametrize("size", [LARGEST_REPLY + 1, 10**12, 10**30])
def test_a_piece_that_is_said_to_be_enormous_is_refused_before_room_is_made(wire, size):
    bounded, _ = wire
    with bounded.makefile("rb") as lines, pytest.raises(BeyondBounds):
        lines.read(size)


def test_a_reply_is_refused_once_it_is_too_large(wire, sends):
    bounded, plain = wire
    sends(plain, b"line\n" * 2_000_000)
    with bounded.makefile("rb") as lines, pytest.raises(BeyondBounds):
        list(iter(lines.readline, b""))


def test_each_reply_has_an_allowance_of_its_own(wire):
    bounded, plain = wire
    with bounded.makefile("rb") as lines:
        for _ in range(3):
            bounded.allow(5, 10)
            plain.sendall(b"nine byt\n")
            assert lines.readline() == b"nine byt\n"
        bounded.allow(5, 9)
        plain.sendall(b"x" * 10)
        with pytest.raises(BeyondBounds):
            lines.readline()


def test_silence_is_refused_when_the_time_is_up(wire):
    bounded, _ = wire
    bounded.allow(0.1)
    with bounded.makefile("rb") as lines, pytest.raises(TimeoutError):
        lines.readline()


def test_a_word_now_and_then_does_not_buy_more_time(wire):
    bounded, plain = wire
    bounded.allow(0.2)

    def next_line():
        time.sleep(0.02)
        plain.sendall(b"x\n")
        return lines.readline()

    with bounded.makefile("rb") as lines, pytest.raises(TimeoutError):
        [next_line() for _ in range(100)]
