"""What is no picture of ours is refused with its reason, and nothing of it is kept."""

import struct
from contextlib import suppress

import pytest
from PIL import Image

from blueprints.media.images import MOST_BYTES, UnusablePicture, open_picture, store_picture
from tests.media.drawings import GPS, MAKE, ORIENTATION, drawn, png_that_claims, written

JPEG = written(drawn(), "JPEG")
PNG = written(drawn())
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = {
    "nothing": b"",
    "html": HTML,
    "html in a png's clothes": PNG[:8] + HTML,
    "html in a jpeg's clothes": JPEG[:20] + HTML,
    "html in a gif's clothes": b"GIF89a" + HTML,
    "html in a webp's clothes": b"RIFF\x00\x00\x00\x00WEBP" + HTML,
    "svg": SVG,
    "svg with a declaration": b'<?xml version="1.0"?>' + SVG,
    "a truncated jpeg": JPEG[: len(JPEG) // 2],
    "a jpeg that ends in its header": JPEG[:30],
    "a truncated png": PNG[: len(PNG) // 2],
    "a truncated gif": written(drawn(), "GIF")[:100],
    "a truncated webp": written(drawn(), "WEBP")[:100],
    "a png bomb": png_that_claims(60_000, 60_000),
    "a png with too many pixels": png_that_claims(8_000, 8_000),
    "a png that is empty": png_that_claims(0, 0),
    "a gif bomb": b"GIF89a" + struct.pack("<HH", 65535, 65535) + b"\0" * 20,
    "a jpeg bomb": JPEG.replace(struct.pack(">HH", 200, 400), struct.pack(">HH", 65000, 65000)),
    "a bmp": written(drawn(), "BMP"),
    "a tiff": written(drawn(), "TIFF"),
    "an icon": written(drawn(), "ICO"),
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "pdf": b"%PDF-1.7\n",
    "too many bytes": PNG + b"\0" * MOST_BYTES,
    "noise": bytes(range(256)) * 40,
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_what_is_no_picture_of_ours_is_refused_and_nothing_is_kept(folder, data):
    with pytest.raises(UnusablePicture):
        store_picture(data, folder)
    assert not folder.exists()


def test_a_picture_of_the_most_bytes_is_taken():
    open_picture(PNG + b"\0" * (MOST_BYTES - len(PNG)))


def test_a_caller_may_set_a_lower_bound():
    open_picture(PNG, most_pixels=400 * 200)
    with pytest.raises(UnusablePicture, match=r"0\.079999 megapixels"):
        open_picture(PNG, most_pixels=400 * 200 - 1)


def test_script_behind_a_picture_is_not_kept(folder):
    store_picture(PNG + HTML, folder)
    for path in folder.iterdir():
        assert b"alert(1)" not in path.read_bytes()


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data:UserWarning")
@pytest.mark.filterwarnings("ignore:Truncated File Read:UserWarning")
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_broken_pictures_are_taken_or_refused_and_nothing_else(form):
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = 6, "Secretcam"
    exif.get_ifd(GPS).update({1: "N", 2: (54.0, 21.0, 0.0)})
    whole = written(drawn(40, 20), form, **({} if form == "GIF" else {"exif": exif}))
    for place in range(len(whole)):
        for byte in (0, 255, whole[place] ^ 1):
            with suppress(UnusablePicture):
                open_picture(whole[:place] + bytes([byte]) + whole[place + 1 :])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (HTML, "This file type isn’t supported"),
        (png_that_claims(8_000, 8_000), "This picture has more than 50 megapixels"),
        (PNG + b"\0" * MOST_BYTES, "This picture is larger than 20 MB"),
        (JPEG[: len(JPEG) // 2], "This picture can’t be opened"),
    ],
    ids=["no picture", "pixels", "bytes", "broken"],
)
def test_a_refusal_says_why(data, words):
    with pytest.raises(UnusablePicture, match=f"^{words}"):
        open_picture(data)
