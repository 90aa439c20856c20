"""A real Icecast, and sources that send it silence."""

import json
import os
import socket
import subprocess
import threading
import time
import urllib.request
from base64 import b64encode
from contextlib import suppress
from pathlib import Path

FRAME = b"\xff\xfb\x90\x64" + bytes(413)  # a frame of MP3: 26 ms of silence at 128 kbit/s
SHARED = Path("/usr/share/icecast2")
CONFIGURATION = """
<icecast>
  <hostname>localhost</hostname><location>test</location><admin>test@localhost</admin>
  <limits><sources>5</sources><source-timeout>10</source-timeout></limits>
  <authentication>
    <source-password>hackme</source-password>
    <admin-user>admin</admin-user><admin-password>secret</admin-password>
  </authentication>
  <listen-socket><port>{port}</port><bind-address>127.0.0.1</bind-address></listen-socket>
  <mount><mount-name>/utf8</mount-name><charset>UTF-8</charset></mount>
  <paths>
    <basedir>{shared}</basedir><logdir>{folder}</logdir>
    <webroot>{shared}/web</webroot><adminroot>{shared}/admin</adminroot>
  </paths>
  <logging><accesslog>-</accesslog><errorlog>-</errorlog><loglevel>2</loglevel></logging>
</icecast>
"""


class RealIcecast:
    """One Icecast process in `folder`, on `port`."""

    def __init__(self, folder, port):
        self.port, self.sources = port, []
        self.url = f"http://127.0.0.1:{port}"
        folder.mkdir(parents=True)
        configuration = folder / "icecast.xml"
        configuration.write_text(CONFIGURATION.format(port=port, folder=folder, shared=SHARED))
        # It refuses root, and what it reads has to be readable by whom it becomes.
        self.configuration = os.open(configuration, os.O_RDONLY)
        lowered = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        self.command = [*(lowered if os.geteuid() == 0 else []), "icecast2", "-c", "/dev/stdin"]
        self.log = open(folder / "log", "wb")  # noqa: SIM115 - the process keeps it
        self.start()

    def start(self):
        os.lseek(self.configuration, 0, os.SEEK_SET)
        self.process = subprocess.Popen(
            self.command, stdin=self.configuration, stdout=self.log, stderr=self.log
        )
        for _ in range(100):
            with suppress(OSError, ValueError):  # its first answers are no JSON
                return self.status()
            time.sleep(0.05)
        raise RuntimeError(Path(self.log.name).read_text())

    def end(self):
        for source in self.sources:
            source.close()
        self.sources = []
        self.process.terminate()
        self.process.wait(10)

    def close(self):
        self.end()
        self.log.close()
        os.close(self.configuration)

    def metadata_of(self, *mounts):
        """What RADIO_ICECAST_METADATA_URL says for these mounts."""
        return " ".join(f"{self.url}/admin/metadata?mount={mount}" for mount in mounts)

    def source(self, mount):
        """Begin to send silence to `mount`; close what it gives to stop."""
        line = socket.create_connection(("127.0.0.1", self.port))
        self.sources.append(line)
        who = b64encode(b"source:hackme").decode()
        head = f"PUT {mount} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic {who}\r\n"
        line.sendall(f"{head}Content-Type: audio/mpeg\r\n\r\n".encode())
        assert b" 200 " in line.recv(1000)
        threading.Thread(target=_play, args=(line,), daemon=True).start()
        return line

    def status(self):
        with urllib.request.urlopen(f"{self.url}/status-json.xsl", timeout=5) as answer:
            return json.load(answer)["icestats"]

    def title_of(self, mount):
        """The title that `mount` shows, or None."""
        found = self.status().get("source", [])
        for source in found if isinstance(found, list) else [found]:
            if source["listenurl"].endswith(mount):
                return source.get("title")
        return None


def _play(line):
    with suppress(OSError):
        while True:
            line.sendall(FRAME * 4)
            time.sleep(0.1)
