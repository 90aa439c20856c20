"""A server on loopback that says what a test sets: slowly, endlessly or broken, if it must."""

import re
import socket
import threading
import time
from contextlib import ExitStack, suppress


class Server:
    """A server on loopback that sends each caller what `says` holds for its path, and counts."""

    def __init__(self):
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.says, self.requests, self.context = {}, [], None
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        with suppress(OSError):
            while True:
                line, _ = self.door.accept()
                threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line):
        with suppress(OSError), ExitStack() as stack:
            stack.enter_context(line)
            if self.context:
                line = stack.enter_context(self.context.wrap_socket(line, server_side=True))
            asked = b""
            while b"\r\n\r\n" not in asked:
                asked += line.recv(65536) or b"\r\n\r\n"
            head, _, body = asked.partition(b"\r\n\r\n")
            length = re.search(rb"content-length: ([0-9]+)", head, re.IGNORECASE)
            while length and len(body) < int(length[1]):
                body += line.recv(65536) or b" " * int(length[1])
            self.requests.append((head.decode("latin-1"), body))
            for piece in self.says[head.split()[1].decode().split("?")[0]]:
                line.sendall(piece)

    def close(self):
        self.door.close()


def answered(body=b"", status="200 OK", **headers):
    """The bytes of a response."""
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items())]
    return ["\r\n".join([*lines, "", ""]).encode(), body]


def moved(to, status="302 Found"):
    return answered(status=status, Location=to)


def slowly(piece, pause=0.05):
    while True:
        time.sleep(pause)
        yield piece


def endless(piece):
    while True:
        yield piece


def after_that(first, then):
    yield first
    yield from then
