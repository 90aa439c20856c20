"""GET /player/art/<key>: covers."""

import io
from pathlib import Path

import pytest
from PIL import Image

from blueprints.core.pictures import UnusablePicture
from blueprints.player.covers import store_cover


def picture(size=(700, 700), form="PNG"):
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, form)
    return buffer.getvalue()


@pytest.fixture
def hash_(app):
    return store_cover(picture(), Path(app.instance_path) / "covers")


@pytest.mark.parametrize("width", [96, 320, 640])
def test_a_cover_comes_in_three_widths_to_be_kept_for_ever(client, hash_, width):
    answer = client.get(f"/player/art/{hash_}-{width}.jpg")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert Image.open(io.BytesIO(answer.data)).size == (width, width)


@pytest.mark.parametrize(
    "key",
    [
        "{}-97.jpg",
        "{}",
        "{}-96.png",
        "..%2Faerial.sqlite3",
        "%00",
        "x" * 3000,
        "0" * 20 + "-96.jpg",
    ],
)
def test_anything_else_is_404(client, hash_, key):
    assert client.get("/player/art/" + key.format(hash_)).status_code == 404


@pytest.mark.parametrize("data", [b"", b"<svg/>", picture()[:100], b"GIF89a" + b"\0" * 50])
def test_what_is_no_picture_is_refused(tmp_path, data):
    with pytest.raises(UnusablePicture):
        store_cover(data, tmp_path)
    assert list(tmp_path.iterdir()) == []
