"""A real MPD, with music that is written for it."""

import math
import signal
import subprocess
import time
import wave
from array import array

from mpd import MPDClient, MPDError
from mutagen.id3 import TALB, TCON, TIT2, TPE1
from mutagen.wave import WAVE

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
        """Put a tone into the music folder."""
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
