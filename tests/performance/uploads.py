"""200 uploads in a row, 20 of them hostile: what the web server answers, and its memory.

`python -m tests.performance.uploads` from the project's root: the server that `make run` starts.
"""

import io
import re
import secrets
import struct
import sys
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection

import psutil
from flask import Flask
from PIL import Image, PngImagePlugin
from sqlalchemy import select

from blueprints.accounts.models import User
from blueprints.core.extensions import db
from tests.performance import table
from tests.performance.station import Station, station
from tests.performance.table import Row, at_most, number
from tests.staff import sign_in, write_cast

MEGABYTE = 1_000_000
HONEST, EVERY = 180, 9  # after so many honest ones comes a hostile one
HTML = b"<!doctype html><script>alert(1)</script>"
GPS, ORIENTATION = 0x8825, 0x0112


def measure() -> list[Row]:
    """What 200 uploads were answered, and the web server's PSS before, at most, and after."""
    with station() as made, made.served() as web:
        sender = Sender(made)
        for place in range(8):  # both workers have decoded before it is measured
            sender.send(honest(1000 + place), "warm.jpg")
        before = pss(web.pid)
        with Watch(web.pid) as watch:
            answers = _series(sender)
        after = pss(web.pid)
    for name, (status, words) in answers.items():
        print(f"  {status}  {name}: {words}", file=sys.stderr)
    hostile = Counter(str(status) for status, _words in answers.values())
    wrong = sum(not 200 <= status < 500 for status, _words in answers.values())
    return [
        Row("hostile uploads, by their answer", ", ".join(f"{s}: {n}" for s, n in hostile.items())),
        number("uploads that were not answered, or by 5xx", wrong + sender.wrong, at_most(0)),
        number("memory of the web server before", before, unit=" MB"),
        number("the most of it meanwhile", watch.most, unit=" MB"),
        number("memory after 200 uploads", after, unit=" MB"),
        number("its growth", 100 * (after / before - 1), at_most(15, 5), " %"),
    ]


def _series(sender: "Sender") -> dict[str, tuple[int, str]]:
    """Send them all; return what the hostile ones were answered."""
    left, answers = list(HOSTILE.items()), {}
    for place in range(HONEST):
        sender.send(honest(place), f"photo-{place}.jpg")
        if place % EVERY == EVERY - 1 and left:
            name, make = left.pop(0)
            data, filename = make()
            answers[name] = sender.send(data, filename, is_honest=False)
    assert not left
    return answers


class Sender:
    """An editor whose script sends pictures to a station; `wrong` counts what was not taken."""

    def __init__(self, made: Station) -> None:
        self._address = ("127.0.0.1", int(made.settings["RADIO_PORT"]))
        self._cookie, self._token, self.wrong = *_signed_in(made.app, self._address), 0

    def send(self, data: bytes, filename: str, is_honest: bool = True) -> tuple[int, str]:
        """(status, what was said) of one upload."""
        boundary = secrets.token_hex(16)
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="'
        body = head.encode() + filename.encode() + b'"\r\n\r\n' + data
        body += f"\r\n--{boundary}--\r\n".encode()
        headers = {"Cookie": self._cookie, "X-CSRFToken": self._token}
        headers |= {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        connection = HTTPConnection(*self._address, timeout=60)
        try:
            with suppress(BrokenPipeError, ConnectionResetError):  # refused before it was all sent
                wanted = {**headers, "Accept": "application/json"}
                connection.request("POST", "/desk/pictures/", body, wanted)
            answer = connection.getresponse()
            said = answer.read().decode()
        finally:
            connection.close()
        self.wrong += is_honest and answer.status != 201
        words = re.search(r'"error":\s*"([^"]*)"', said)
        return answer.status, words[1] if words else "taken" if answer.status == 201 else said[:80]


def _signed_in(app: Flask, address: tuple[str, int]) -> tuple[str, str]:
    """(cookie, token) of an editor's browser."""
    cast = write_cast(app)
    client = sign_in(app, cast["editor"])
    with app.app_context():
        assert db.session.scalar(select(User).where(User.id == cast["editor"]))
    cookie = f"session={client.get_cookie('session', path='/').value}"  # type: ignore[union-attr]
    connection = HTTPConnection(*address, timeout=30)
    connection.request("GET", "/desk/pictures/", headers={"Cookie": cookie})
    answer = connection.getresponse()
    page = answer.read().decode()
    token = re.search(r'name="csrf-token" content="([^"]+)"', page)
    assert token, page[:500]
    fresh = re.match(r"session=[^;]+", answer.headers.get("Set-Cookie", ""))
    return fresh[0] if fresh else cookie, token[1]


class Watch:
    """Looks at a process's memory every 50 ms; `most` is the largest of what it saw, in MB."""

    def __init__(self, pid: int) -> None:
        self._pid, self.most, self._over = pid, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.05):
            self.most = max(self.most, pss(self._pid))


def pss(pid: int) -> float:
    """Megabytes of a process and all that it started; what they share counts once."""
    first = psutil.Process(pid)
    family = [first, *first.children(recursive=True)]
    return sum(float(member.memory_full_info().pss) for member in family) / MEGABYTE


def written(image: Image.Image, form: str, **options: object) -> bytes:
    """The bytes of `image`."""
    buffer = io.BytesIO()
    image.save(buffer, form, **options)  # type: ignore[arg-type]
    return buffer.getvalue()


def honest(place: int) -> bytes:
    """A photograph as a telephone takes it, each another: 12 megapixels, now and then a PNG."""
    noise = Image.effect_noise((64, 48), 60).resize((4000, 3000)).convert("RGB")
    noise.putpixel((place % 4000, 0), (place % 256, place // 256, 7))
    if place % 20 == 0:
        return written(noise.resize((2000, 1500)), "PNG", compress_level=1)
    return written(noise, "JPEG", quality=85, comment=str(place).encode())


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG that claims a size, with these rows behind it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_ = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + sum_

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    packed = zlib.compress(rows)
    parts = ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def bomb() -> bytes:
    """30,000 × 30,000 white pixels in a small file."""
    return png(30_000, 30_000, (b"\0" + b"\xff" * 3750) * 30_000)


def with_place() -> bytes:
    """A lying photograph that tells where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS).update({1: "N", 2: (54.0, 21.0, 0.0)})
    return written(Image.new("RGB", (1600, 1200), "teal"), "JPEG", exif=exif)


def talkative() -> bytes:
    """A PNG with ever so much text."""
    notes = PngImagePlugin.PngInfo()
    for turn in range(40):
        notes.add_text(f"Comment{turn}", "x" * 5_000_000, zip=True)
    return written(Image.new("RGB", (60, 40), "teal"), "PNG", pnginfo=notes)


def of(mode: str, form: str, size: tuple[int, int] = (1200, 800)) -> Callable[[], bytes]:
    """Make a picture of a mode that is rare."""
    return lambda: written(Image.new(mode, size), form)


def named(make: Callable[[], bytes], filename: str) -> Callable[[], tuple[bytes, str]]:
    """The data with its name."""
    return lambda: (make(), filename)


SMALL = written(Image.new("RGB", (400, 300), "teal"), "JPEG")
HOSTILE = {
    "HTML in a PNG's clothes": named(lambda: b"\x89PNG\r\n\x1a\n" + HTML, "a.png"),
    "HTML": named(lambda: HTML, "a.jpg"),
    "SVG": named(lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a.svg"),
    "pixel bomb, PNG": named(bomb, "a.png"),
    "pixel bomb, GIF": named(lambda: b"GIF89a" + b"\xff" * 4 + b"\0" * 3 + b",", "a.gif"),
    "49 megapixels": named(lambda: written(Image.new("RGBA", (7000, 7000)), "PNG"), "a.png"),
    "49 megapixels, WebP": named(lambda: written(Image.new("RGB", (7000, 7000)), "WEBP"), "a.webp"),
    "truncated JPEG": named(lambda: honest(0)[:300_000], "a.jpg"),
    "a name with ../": named(lambda: SMALL + b"1", "../../../../tmp/up.jpg"),
    "a name with NUL": named(lambda: SMALL + b"2", "a\0b.jpg"),
    "25 MB": named(lambda: SMALL + b"\0" * 25_000_000, "a.jpg"),
    "160 MB": named(lambda: b"\xff" * 160_000_000, "a.jpg"),
    "zero bytes": named(lambda: b"", "a.jpg"),
    "PNG with huge text": named(talkative, "a.png"),
    "EXIF with place and rotation": named(with_place, "a.jpg"),
    "polyglot of JPEG and HTML": named(lambda: SMALL + HTML, "a.html"),
    "CMYK JPEG": named(of("CMYK", "JPEG"), "a.jpg"),
    "16-bit PNG": named(of("I;16", "PNG"), "a.png"),
    "1 × 10000": named(of("RGB", "PNG", (1, 10_000)), "a.png"),
    "ICO, renamed": named(of("RGB", "ICO", (64, 64)), "a.png"),
}


if __name__ == "__main__":
    began = time.monotonic()
    rows = measure()
    print(table.drawn(rows))
    print(f"{time.monotonic() - began:.0f} s")
    sys.exit(0 if all(row.kept for row in rows) else 1)
