"""Pictures: upright, stripped, in widths and two formats, kept by their hash."""

import io

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from blueprints.media.images import encoded, open_picture, scaled, store_picture
from tests.media.drawings import (
    GPS,
    LYING,
    MAKE,
    ORIENTATION,
    assert_upright,
    drawn,
    is_teal,
    written,
)

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


def test_scaling_keeps_the_shape():
    assert scaled(drawn(1000, 333), 320).size == (320, 107)
    assert scaled(drawn(320, 100), 320).size == (320, 100)


def test_pictures_are_encoded_for_the_web():
    assert encoded(drawn(), "JPEG")[:3] == b"\xff\xd8\xff"
    assert encoded(drawn(), "WEBP")[8:12] == b"WEBP"
