"""The gateway to MPD, and the only module that imports python-mpd2.

Facts about MPD and python-mpd2 that shape it: idle is waited for on a raw second socket, since
python-mpd2's ignores its timeout; newlines are not escaped by it; after anything but a
CommandError a client answers the previous question, so it is thrown away.
"""

import select
import socket
from contextlib import suppress
from time import sleep
from typing import Any

from mpd import CommandError as CommandError  # for those who send commands
from mpd import MPDClient, MPDError

from blueprints.core import clock
from blueprints.media.images import MOST_BYTES
from blueprints.player.mpd_limits import BoundedSocket
from blueprints.player.mpd_status import Reading, first, reading_of, uptime_of

LOST = (MPDError, OSError, ValueError)
TIMEOUT = 8.0
SLOW_ANSWER = 0.2
TRIES = 4
NOT_THERE = 50  # the number of MPD's error for a song, file or playlist that does not exist
NO_PICTURE = (5, NOT_THERE)  # unknown command (before 0.22), no such file or picture
LARGEST_PIECE = 1024 * 1024
LARGEST_PICTURE = MOST_BYTES + LARGEST_PIECE  # room for the lines around its pieces
PICTURE_TIMEOUT = 60.0


class Refused(ValueError):
    """An argument that could carry a second command to MPD."""


class Client(MPDClient):  # type: ignore[misc]
    """python-mpd2's client over a bounded socket, with arguments that cannot hide a command."""

    wire: BoundedSocket

    def _connect_tcp(self, host: str, port: int) -> BoundedSocket:
        self.wire = BoundedSocket(super()._connect_tcp(host, port), self.timeout)
        return self.wire

    def _connect_unix(self, path: str) -> BoundedSocket:
        self.wire = BoundedSocket(super()._connect_unix(path), self.timeout)
        return self.wire

    def _write_command(self, command: str, args: Any = ()) -> None:
        if command not in ("readpicture", "albumart"):
            self.wire.allow(self.timeout)
        elif args[1] == 0:  # a picture has one allowance for all of its pieces
            self.wire.allow(PICTURE_TIMEOUT, LARGEST_PICTURE)
        super()._write_command(command, [safe_argument(argument) for argument in args])


def safe_argument(argument: Any) -> Any:
    """Return `argument`; raise Refused if it holds a CR, LF or NUL."""
    if isinstance(argument, str) and any(character in argument for character in "\r\n\0"):
        raise Refused("an argument for MPD may not contain a line break or NUL")
    return argument


class Gateway:
    """A conversation with one MPD. Every method may raise one of LOST; then disconnect().

    MPD may take `timeout` seconds for an answer (TIMEOUT by itself).
    """

    def __init__(
        self, host: str, port: int, password: str = "", timeout: float | None = None
    ) -> None:
        self._address = (host, port, password)
        self._timeout = timeout
        self._client: Client | None = None
        self._epoch = 0.0

    def connect(self) -> None:
        """Open a new conversation and store when the daemon started."""
        host, port, password = self._address
        self.disconnect()
        self._client = client = Client()
        client.timeout = self._timeout or TIMEOUT
        client.connect(host, port)
        if password:
            client.password(password)
        uptime = uptime_of(client.stats())
        self._epoch = clock.timestamp() - uptime

    def disconnect(self) -> None:
        """End the conversation, whatever state it is in."""
        client, self._client = self._client, None
        if client is not None:
            try:
                client.disconnect()
            except LOST:
                return

    @property
    def client(self) -> Client:
        """Return the open client. Raises ConnectionError if there is none."""
        if self._client is None:
            raise ConnectionError("not connected to MPD")
        return self._client

    def read(self) -> Reading:
        """Return MPD's present status.

        Slow answers (which may describe any moment between) and those whose parts disagree are
        asked for again, up to four times; then the fastest counts.
        """
        fastest: Reading | None = None
        for _ in range(TRIES):
            reading, agrees = self._read_once()
            if agrees and reading.answered_at - reading.asked_at < SLOW_ANSWER:
                return reading
            if fastest is None or _took(reading) < _took(fastest):
                fastest = reading
        assert fastest is not None  # noqa: S101 - TRIES is not 0
        return fastest

    def _read_once(self) -> tuple[Reading, bool]:
        client = self.client
        asked_at = clock.timestamp()
        client.command_list_ok_begin()
        client.status()
        client.currentsong()
        client.stats()
        status, current, stats = client.command_list_end()
        answered_at = clock.timestamp()
        song_id = first(status.get("songid"))
        reading = reading_of(status, current, stats, asked_at, answered_at, self._epoch)
        return reading, first(current.get("id")) == song_id

    def cue(self, files: list[str], repeat: bool = True) -> None:
        """Play `files`, in a loop or once, if nothing is queued, after MPD has scanned for them."""
        client = self.client
        client.update()
        while client.status().get("updating_db"):
            sleep(0.1)
        if first(client.status().get("playlistlength")) != "0":
            return
        client.command_list_ok_begin()  # all of it or, if the connection breaks, nothing
        for file in files:
            client.add(file)
        client.repeat(int(repeat))
        client.play()
        try:
            client.command_list_end()
        except CommandError:
            client.clear()
            raise

    def picture(self, file: str) -> bytes | None:
        """Return the picture inside `file`, else the one beside it, else None.

        Piece by piece, up to MOST_BYTES; raises BeyondBounds past that. Only for files, never
        addresses.
        """
        if "://" in file:
            return None
        with suppress(CommandError):
            self.client.binarylimit(LARGEST_PIECE)
        for command in (self.client.readpicture, self.client.albumart):
            try:
                found: bytes | None = command(file).get("binary")
            except CommandError as error:
                if getattr(error.errno, "value", None) not in NO_PICTURE:
                    raise
                continue
            if found:
                return found
        return None


class IdleConnection:
    """A second, raw connection that waits in `idle`, and so notices when anything changes."""

    def __init__(self, host: str, port: int, password: str = "") -> None:
        if host.startswith(("/", "@")):
            plain = socket.socket(socket.AF_UNIX)
            plain.settimeout(TIMEOUT)
            plain.connect("\0" + host[1:] if host.startswith("@") else host)
        else:
            plain = socket.create_connection((host, port), timeout=TIMEOUT)
        self._socket = BoundedSocket(plain, TIMEOUT)
        self._file = self._socket.makefile("rb")
        self._woken, self._waker = socket.socketpair()
        self._waker.setblocking(False)
        try:
            self._greet(password)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the connection."""
        for end in (self._file, self._socket, self._woken, self._waker):
            end.close()

    def listen(self) -> None:
        """Send `idle`: from now on a change ends a wait()."""
        self._send("idle")

    def wake(self) -> None:
        """End a wait(), from any thread."""
        with suppress(OSError):  # closed, or full of calls that were not heard yet
            self._waker.send(b"\0")

    def wait(self, longest: float) -> bool:
        """Wait up to `longest` seconds for a change or for wake().

        True: there was a change, and listen() is due. Raises ConnectionError when MPD has closed
        the connection.
        """
        readable, _, _ = select.select([self._socket, self._woken], [], [], longest)
        if self._woken in readable:
            self._woken.recv(64)
        if self._socket not in readable:
            return False
        self._socket.allow(TIMEOUT)
        while (line := self._file.readline()).startswith(b"changed:"):
            pass
        if line != b"OK\n":
            raise ConnectionError("MPD closed the waiting connection")
        return True

    def _greet(self, password: str) -> None:
        self._expect(b"OK MPD")
        if password:
            self._send(f'password "{_escaped(password)}"')
            self._expect(b"OK")

    def _send(self, line: str) -> None:
        self._socket.allow(TIMEOUT)
        self._socket.settimeout(TIMEOUT)
        self._socket.sendall(f"{line}\n".encode())

    def _expect(self, beginning: bytes) -> None:
        if not self._file.readline().startswith(beginning):
            raise ConnectionError("MPD did not answer as MPD does")


def _took(reading: Reading) -> float:
    return reading.answered_at - reading.asked_at


def _escaped(text: str) -> str:
    return str(safe_argument(text)).replace("\\", "\\\\").replace('"', '\\"')
