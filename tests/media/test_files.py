"""/media/…: pictures under their content's hash, for ever, with a type that is fixed."""

import io
import mimetypes
from pathlib import Path

import pytest
from PIL import Image

from blueprints.media.images import store_picture

IMMUTABLE = "public, max-age=31536000, immutable"


@pytest.fixture
def media(app):
    """The station's folder of pictures."""
    return Path(app.instance_path) / "media"


@pytest.fixture
def stored(media, client):
    """A picture that is kept."""
    png = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(png, "PNG")
    return store_picture(png.getvalue(), media)


@pytest.mark.parametrize(("ending", "kind"), [("webp", "image/webp"), ("jpg", "image/jpeg")])
def test_a_picture_is_kept_for_ever(client, stored, media, ending, kind):
    name = f"{stored.hash}-320.{ending}"
    answer = client.get(f"/media/{name}")
    assert answer.status_code == 200
    assert answer.data == (media / name).read_bytes()
    assert answer.mimetype == kind
    assert answer.headers["Cache-Control"] == IMMUTABLE
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("ending", "kind"), [("webp", "image/webp"), ("jpg", "image/jpeg")])
def test_the_type_does_not_depend_on_the_machine(client, stored, monkeypatch, ending, kind):
    monkeypatch.setattr(mimetypes, "guess_type", lambda *_, **__: (None, None))
    assert client.get(f"/media/{stored.hash}-320.{ending}").mimetype == kind


def test_a_picture_that_is_known_is_not_sent_again(client, stored):
    address = f"/media/{stored.hash}-320.webp"
    etag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


def test_an_unknown_picture_is_404(client, stored):
    assert client.get(f"/media/{stored.hash}-321.webp").status_code == 404


def test_a_station_without_pictures_has_404(client):
    assert client.get("/media/0123456789abcdef0123-320.jpg").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "../secret_key",
        "..%2fsecret_key",
        "%2e%2e%2fsecret_key",
        "..%5csecret_key",
        "./../secret_key",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "..",
        ".",
        "",
        "%00",
    ],
)
def test_nothing_outside_the_folder_is_served(client, stored, media, path):
    assert (media.parent / "secret_key").exists()
    assert client.get(f"/media/{path}", follow_redirects=True).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        ".draft-abc123",
        ".htaccess",
        "page.html",
        "0123456789abcdef0123-320.html",
        "0123456789abcdef0123-320.svg",
        "0123456789abcdef0123-320.jpg.html",
        "0123456789abcdef0123.jpg",
        "0123456789ABCDEF0123-320.jpg",
    ],
)
def test_no_file_but_pictures_is_served(client, stored, media, name):
    (media / name).write_text("<script>alert(1)</script>")
    assert client.get(f"/media/{name}").status_code == 404
