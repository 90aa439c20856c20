"""A real MPD with music of its own, a fake one that says what it is told, watcher processes."""

import math
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import wave
from array import array
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from mpd import MPDClient, MPDError
from mutagen.id3 import TALB, TCON, TIT2, TPE1
from mutagen.wave import WAVE

ROOT = Path(__file__).parents[2]
FRAMES = {"title": TIT2, "artist": TPE1, "album": TALB, "genre": TCON}
CONFIGURATION = """
music_directory "{folder}/music"
playlist_directory "{folder}/playlists"
db_file "{folder}/database"
state_file "{folder}/state"
state_file_interval "1"
pid_file "{folder}/pid"
filesystem_charset "UTF-8"
restore_paused "no"
bind_to_address "127.0.0.1"
port "{port}"
auto_update "no"
audio_output {{
    type "null"
    name "clock"
    sync "yes"
}}
"""


def write_tone(path, seconds, **tags):
    """A quiet tone of `seconds` at `path`, 44.1 kHz stereo, with ID3 `tags`.

    (MPD's `elapsed` moves in chunks of 4 KiB: 23 ms here, a quarter of a second at 8 kHz.)
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    turn = array("h", (int(3000 * math.sin(n // 2 * math.tau / 100)) for n in range(200)))
    tone = turn * round(44100 * seconds / 100)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(44100)
        file.writeframes(tone.tobytes())
    if tags:
        audio = WAVE(path)
        audio.add_tags()
        for name, value in tags.items():
            audio.tags.add(FRAMES[name](encoding=3, text=value))
        audio.save()


class RealMPD:
    """One MPD process in `folder`, on `port`."""

    def __init__(self, folder, port):
        self.folder, self.port = folder, port
        self.process = None
        for name in ("music", "playlists"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        self.configuration = folder / "mpd.conf"
        self.configuration.write_text(CONFIGURATION.format(folder=folder, port=port))

    def start(self):
        command = ["mpd", "--no-daemon", "--stderr", str(self.configuration)]
        log = open(self.folder / "log", "ab")  # noqa: SIM115 - the process keeps it
        self.process = subprocess.Popen(command, stderr=log, stdout=log)
        log.close()
        for _ in range(100):
            if self.process.poll() is not None:
                break
            try:
                with self.client() as client:
                    client.ping()
                return self
            except (MPDError, OSError):
                time.sleep(0.05)
        raise RuntimeError((self.folder / "log").read_text())

    def client(self):
        """A connected python-mpd2 client; ends with the `with` block."""
        return _Connected(self.port)

    def tone(self, name, seconds, **tags):
        """Puts a tone into the music folder."""
        write_tone(self.folder / "music" / name, seconds, **tags)

    def add(self, *names):
        """Scans the music folder and queues `names`."""
        with self.client() as client:
            client.update()
            while "updating_db" in client.status():
                time.sleep(0.02)
            for name in names:
                client.add(name)

    def freeze(self):
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.process.send_signal(signal.SIGCONT)

    def end(self, how=signal.SIGTERM):
        if self.process is not None:
            self.thaw()
            self.process.send_signal(how)
            self.process.wait(10)
            self.process = None


class _Connected:
    def __init__(self, port):
        self._port = port

    def __enter__(self):
        self._client = MPDClient()
        self._client.timeout = 10
        self._client.connect("127.0.0.1", self._port)
        return self._client

    def __exit__(self, *_):
        self._client.disconnect()


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


@pytest.fixture
def fake_mpd():
    """An MPD that answers whatever the test sets."""
    server = FakeMPD()
    yield server
    server.close()


@pytest.fixture
def mpd(tmp_path, free_port):
    """A running MPD whose music folder holds four tones, nothing queued."""
    server = RealMPD(tmp_path / "mpd", free_port())
    music = server.folder / "music"
    write_tone(music / "one.wav", 1.6, title="One", artist="First", album="Numbers")
    write_tone(music / "two.wav", 1.6, title="Two", artist=["First", "Second"], album="Numbers")
    write_tone(music / "jingles/ident.wav", 2.4, title="Ident")
    write_tone(music / "long.wav", 60, title="Long", artist="Patience")
    server.start()
    yield server
    server.end()


def _wait_for_word(log, word, times):
    for _ in range(300):
        if log.read_text().count(word) >= times:
            return
        time.sleep(0.05)
    raise RuntimeError(log.read_text())


@pytest.fixture
def watch_port(make_app, tmp_path):
    """Gives the starter of watcher processes on the MPD at a port (kill them as you like)."""
    watchers = []

    def on(port):
        app = make_app(RADIO_MPD_HOST="127.0.0.1", RADIO_MPD_PORT=port)
        environment = os.environ | {
            "RADIO_INSTANCE": app.instance_path,
            "RADIO_MPD_HOST": "127.0.0.1",
            "RADIO_MPD_PORT": str(port),
        }
        command = [sys.executable, "-m", "flask", "--app", "app", "player", "watch"]
        path = tmp_path / "watch.log"

        def start(sees_mpd=True):
            """Starts one more, and waits until it sees MPD."""
            seen = path.read_text().count("MPD is in sight") if path.exists() else 0
            with open(path, "ab") as log:
                process = psutil.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
            watchers.append(process)
            if sees_mpd:
                _wait_for_word(path, "MPD is in sight", seen + 1)
            return process

        start.app, start.log = app, path
        return start

    yield on
    for process in watchers:
        if process.is_running():
            process.kill()
        process.wait(10)


@pytest.fixture
def watch(watch_port, mpd):
    """Starts a watcher process on the MPD of the test; gives it."""
    return watch_port(mpd.port)
