"""GET /player/art/<key>: covers."""

import io
from pathlib import Path

import pytest
from PIL import Image

from blueprints.media.images import UnusablePicture
from blueprints.player.covers import store_cover


def picture(size=(700, 700), form="PNG"):
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, form)
    return buffer.getvalue()


def size_of(path):
    with Image.open(path) as image:
        return image.size


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


def test_a_pixel_bomb_is_refused_before_it_is_opened(tmp_path):
    bomb = picture((5001, 5000))
    assert len(bomb) < 200_000
    with pytest.raises(UnusablePicture, match="25 megapixels"):
        store_cover(bomb, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_small_cover_is_never_enlarged(tmp_path):
    hash_ = store_cover(picture((50, 40)), tmp_path)
    assert {size_of(path) for path in tmp_path.iterdir()} == {(50, 40)}
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        f"{hash_}-{width}.jpg" for width in (96, 320, 640)
    )


def test_a_cover_that_is_not_square_keeps_its_shape(tmp_path):
    hash_ = store_cover(picture((1280, 640)), tmp_path)
    assert size_of(tmp_path / f"{hash_}-320.jpg") == (320, 160)


def test_a_cover_too_tall_for_a_jpeg_is_refused(tmp_path):
    with pytest.raises((UnusablePicture, OSError)):
        store_cover(picture((10, 70_000)), tmp_path)


def test_a_cover_may_be_used_on_other_sites(client, hash_):
    answer = client.get(f"/player/art/{hash_}-320.jpg")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers


def test_who_has_a_cover_already_gets_an_empty_304(client, hash_):
    address = f"/player/art/{hash_}-96.jpg"
    etag = client.get(address).headers["ETag"]
    answer = client.get(address, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.data) == (304, b"")
