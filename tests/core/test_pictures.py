"""Pictures: upright, stripped, in widths and two formats, kept by their hash; others refused."""

import io
import struct
import zlib
from contextlib import suppress

import pytest
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from blueprints.core.pictures import (
    MOST_BYTES,
    UnusablePicture,
    encoded,
    open_picture,
    scaled,
    store_picture,
)

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825
LYING = {  # what a camera does to a picture, for each orientation that it notes
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def drawn(width=400, height=200, mode="RGB"):
    """A picture whose upper left quarter is red, on teal."""
    image = Image.new("RGB", (width, height), "teal")
    ImageDraw.Draw(image).rectangle((0, 0, width // 2, height // 2), "red")
    return image.convert(mode)


def written(image, form="PNG", **options):
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def is_red(pixel):
    return pixel[0] > 200 and max(pixel[1:3]) < 60


def is_teal(pixel):
    return pixel[0] < 60 and min(pixel[1:3]) > 90


def assert_upright(image):
    assert is_red(image.getpixel((2, 2)))
    for corner in ((2, image.height - 3), (image.width - 3, 2)):
        assert is_teal(image.getpixel(corner))


@pytest.fixture
def folder(tmp_path):
    """A folder that does not exist yet."""
    return tmp_path / "media"


# What is kept


def test_a_picture_is_kept_in_four_widths_and_two_formats(folder):
    stored = store_picture(written(drawn(1500, 1000), "JPEG"), folder)
    assert (stored.width, stored.height) == (1500, 1000)
    assert len(stored.hash) == 20
    int(stored.hash, 16)
    expected = {f"{stored.hash}-{w}.{e}" for w in (320, 640, 960, 1440) for e in ("webp", "jpg")}
    assert {path.name for path in folder.iterdir()} == expected
    for path in folder.iterdir():
        with Image.open(path) as image:
            width = int(path.stem.split("-")[1])
            assert image.format == {".webp": "WEBP", ".jpg": "JPEG"}[path.suffix]
            assert image.size == (width, round(width / 1.5))
            assert_upright(image)


def test_a_small_picture_is_never_enlarged(folder):
    stored = store_picture(written(drawn(400, 200)), folder)
    for width, shown in ((320, (320, 160)), (640, (400, 200)), (1440, (400, 200))):
        with Image.open(folder / f"{stored.hash}-{width}.webp") as image:
            assert image.size == shown


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "AVIF", "HEIF"])
def test_six_formats_are_taken(form):
    assert_upright(open_picture(written(drawn(), form)))


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1)])
def test_pictures_of_odd_shapes_are_taken(folder, size):
    stored = store_picture(written(Image.new("RGB", size, "teal")), folder)
    assert (stored.width, stored.height) == size
    with Image.open(folder / f"{stored.hash}-320.jpg") as image:
        assert image.size == (min(320, size[0]), 1 if size[0] > 1 else size[1])


@pytest.mark.parametrize("orientation", LYING)
def test_a_picture_from_a_camera_is_turned_upright(orientation):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    lying = drawn().transpose(LYING[orientation])
    upright = open_picture(written(lying, "JPEG", exif=exif))
    assert upright.size == (400, 200)
    assert_upright(upright)


def test_nothing_is_told_of_the_place_the_camera_or_the_person(folder):
    exif = Image.Exif()
    exif[MAKE] = "Secretcam"
    exif.get_ifd(GPS).update({1: "N", 2: (54.0, 21.0, 0.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = written(drawn(), "JPEG", exif=exif, comment=b"Secretcam", icc_profile=profile)
    assert b"Secretcam" in data
    with Image.open(io.BytesIO(data)) as image:
        assert image.getexif().get_ifd(GPS)
    store_picture(data, folder)
    for path in folder.iterdir():
        kept = path.read_bytes()
        for secret in (b"Secretcam", b"Exif", b"EXIF", b"XMP", b"ICC", b"http://ns.adobe.com"):
            assert secret not in kept, path.name
        with Image.open(path) as image:
            assert not image.getexif()


def test_the_text_in_a_png_is_not_kept(folder):
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Secretcam")
    data = written(drawn(), pnginfo=notes)
    with Image.open(io.BytesIO(data)) as image:
        assert image.text == {"Author": "Secretcam"}
    store_picture(data, folder)
    for path in folder.iterdir():
        assert b"Secretcam" not in path.read_bytes()


def test_the_same_bytes_are_kept_once(folder):
    data = written(drawn())
    first = store_picture(data, folder)
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert store_picture(data, folder) == first
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_other_bytes_have_another_hash(folder):
    one, other = (store_picture(written(drawn(width)), folder) for width in (400, 401))
    assert one.hash != other.hash


# Kinds of pictures


def test_a_print_picture_in_cmyk_looks_the_same():
    assert_upright(open_picture(written(drawn(mode="CMYK"), "JPEG")))


@pytest.mark.parametrize("mode", ["L", "LA", "1", "P", "RGBA", "I;16"])
def test_every_mode_becomes_rgb(mode):
    image = Image.new(mode, (400, 200))
    assert open_picture(written(image)).mode == "RGB"


def test_what_is_transparent_becomes_paper():
    image = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    image.putpixel((5, 5), (255, 0, 0, 255))
    shown = open_picture(written(image))
    assert shown.getpixel((0, 0)) == (255, 255, 255)
    assert shown.getpixel((5, 5)) == (255, 0, 0)


def test_what_is_transparent_in_a_palette_becomes_paper():
    image = drawn(mode="P")
    red = image.getpixel((0, 0))
    for transparency in (red, bytes(0 if index == red else 255 for index in range(256))):
        shown = open_picture(written(image, transparency=transparency))
        assert shown.getpixel((0, 0)) == (255, 255, 255)
        assert is_teal(shown.getpixel((399, 199)))


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF", "AVIF"])
def test_of_an_animated_picture_the_first_frame_is_kept_and_this_is_said(folder, form):
    frames = [Image.new("RGB", (40, 20), colour) for colour in ("teal", "red", "blue")]
    data = written(frames[0], form, save_all=True, append_images=frames[1:], duration=100)
    stored = store_picture(data, folder)
    assert stored.was_animated
    with Image.open(folder / f"{stored.hash}-320.jpg") as shown:
        assert is_teal(shown.getpixel((0, 0)))
    assert not store_picture(written(frames[0], form), folder).was_animated


# What is refused


def png_that_claims(width, height):
    """A PNG whose header claims a size, with next to nothing behind it."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


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


def test_scaling_keeps_the_shape():
    assert scaled(drawn(1000, 333), 320).size == (320, 107)
    assert scaled(drawn(320, 100), 320).size == (320, 100)


def test_pictures_are_encoded_for_the_web():
    assert encoded(drawn(), "JPEG")[:3] == b"\xff\xd8\xff"
    assert encoded(drawn(), "WEBP")[8:12] == b"WEBP"
