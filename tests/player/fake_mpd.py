"""An MPD that says what it is told, at the wire."""

import socket
import threading
import time
from contextlib import suppress

CLOSE = object()  # among a reply's pieces: the connection ends here


class FakeMPD:
    """Speaks MPD's protocol as far, and as badly, as it is told to.

    `replies[command]` is a dict of what it answers; or bytes, or an iterable of bytes (and CLOSE),
    which are sent as they are; or a function of the command line that gives one of these.
    `asked`: every line that came. It plays nothing until plays() says what.
    """

    def __init__(self):
        self.hello = b"OK MPD 0.23.12\n"
        self.asked = []
        self.replies = {
            "status": {"state": "stop"},
            "currentsong": {},
            "stats": {"uptime": "1000"},
            "readpicture": {},
            "albumart": b"ACK [50@0] {albumart} No file exists\n",
        }
        self._closing = threading.Event()
        self.idle, self._connections, self._threads = [], [], []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._run(self._let_in)

    def plays(self, elapsed=0.0, songid="1", duration="180", status=None, **tags):
        """From now on a song plays; `status` and `tags` say what is unusual about it."""
        began = time.time() - elapsed
        tags = {"file": "songs/tide.mp3", "Title": "Tide", "duration": duration} | tags
        self.replies["currentsong"] = {**tags, "Id": songid}
        self.replies["status"] = lambda _: {
            "state": "play",
            "songid": songid,
            "elapsed": f"{time.time() - began:.3f}",
            **(status or {}),
        }

    def ring(self, news=b"changed: player\nOK\n"):
        """Tells everybody who waits in `idle` that something changed."""
        while self.idle:
            self._run(self._tell, self.idle.pop(), news)

    def _tell(self, connection, news):
        with suppress(OSError):
            connection.sendall(news)

    def wait(self, seconds):
        """Waits, as slow replies do, but not when the test is over."""
        if self._closing.wait(seconds):
            raise ConnectionAbortedError

    def hang_up(self):
        """Closes every connection."""
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def close(self):
        self._closing.set()
        self._door.shutdown(socket.SHUT_RDWR)
        self.hang_up()
        for thread in self._threads:
            thread.join(5)
        self._door.close()

    def _run(self, work, *args):
        thread = threading.Thread(target=work, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _let_in(self):
        while not self._closing.is_set():
            try:
                connection, _ = self._door.accept()
            except OSError:
                return
            self._connections.append(connection)
            self._run(self._serve, connection)

    def _serve(self, connection):
        with suppress(OSError), connection, connection.makefile("rb") as lines:
            self._send(connection, [self.hello])
            batch = None
            for line in lines:
                command = line.decode().rstrip("\n")
                self.asked.append(command)
                if command == "command_list_ok_begin":
                    batch = []
                elif command == "command_list_end":
                    for listed in batch:
                        self._answer(connection, listed, b"list_OK\n")
                    self._send(connection, [b"OK\n"])
                    batch = None
                elif batch is not None:
                    batch.append(command)
                elif command == "idle":
                    self.idle.append(connection)
                else:
                    self._answer(connection, command, b"OK\n")

    def _answer(self, connection, command, end):
        reply = self.replies.get(command.split(" ")[0], {})
        if callable(reply):
            reply = reply(command)
        if isinstance(reply, dict):
            lines = "".join(f"{key}: {value}\n" for key, value in reply.items())
            reply = lines.encode() + end
        self._send(connection, [reply] if isinstance(reply, bytes) else reply)

    def _send(self, connection, pieces):
        for piece in pieces:
            if piece is CLOSE:
                connection.shutdown(socket.SHUT_RDWR)
                raise ConnectionAbortedError
            connection.sendall(piece)
