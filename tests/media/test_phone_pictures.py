"""HEIC and AVIF, as phones send them: turned once, checked and stripped like a JPEG."""

import struct
from contextlib import suppress

import pytest
from PIL import Image

from blueprints.media.images import UnusablePicture, open_picture, store_picture
from tests.media.drawings import GPS, LYING, MAKE, ORIENTATION, assert_upright, drawn, written

PHONES = ("HEIF", "AVIF")
WITHOUT_TURN = b"free"  # a box of that name says nothing


def of_a_phone(form, orientation=6, size=(400, 200), **options):
    """A picture as a phone keeps it: lying, with its turn in `irot` or `imir` and in EXIF."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = orientation, "Secretcam"
    exif.get_ifd(GPS).update({1: "N", 2: (54.0, 21.0, 0.0)})
    lying = drawn(*size).transpose(LYING[orientation])
    return written(lying, form, exif=exif.tobytes(), **options)


@pytest.mark.parametrize("orientation", LYING)
@pytest.mark.parametrize("form", PHONES)
def test_a_picture_is_turned_upright_once(form, orientation):
    data = of_a_phone(form, orientation)
    assert b"irot" in data or b"imir" in data
    upright = open_picture(data)
    assert upright.size == (400, 200)
    assert_upright(upright)


def test_only_the_box_turns_a_picture_as_in_browsers():
    """ISO 23008-12: what EXIF and XMP say of the orientation is for information only."""
    without_box = of_a_phone("HEIF").replace(b"irot", WITHOUT_TURN)
    assert open_picture(without_box).size == (200, 400)
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a tiff:Orientation="6"/></x:xmpmeta>'
    assert open_picture(written(drawn(), "AVIF", xmp=xmp)).size == (400, 200)


@pytest.mark.parametrize("form", PHONES)
def test_nothing_is_told_of_the_place_or_the_camera(folder, form):
    data = of_a_phone(form)
    assert b"Secretcam" in data
    stored = store_picture(data, folder)
    assert (stored.width, stored.height, stored.was_animated) == (400, 200, False)
    for path in folder.iterdir():
        kept = path.read_bytes()
        for secret in (b"Secretcam", b"Exif", b"EXIF", b"XMP"):
            assert secret not in kept, path.name


def test_of_several_pictures_in_a_heic_the_main_one_is_kept(folder):
    others = [Image.new("RGB", (40, 20), "blue")]
    data = written(drawn(), "HEIF", save_all=True, append_images=others, primary_index=0)
    stored = store_picture(data, folder)
    assert (stored.width, stored.was_animated) == (400, False)


@pytest.mark.parametrize("size", [(60_000, 60_000), (8_000, 8_000), (0, 0), (20, 10)])
def test_a_picture_that_claims_another_size_than_it_has_is_refused(folder, size):
    for form in PHONES if size != (20, 10) else ("HEIF",):  # an AVIF is made as small as it claims
        data = written(drawn(), form)
        at = data.index(b"ispe") + 8
        with pytest.raises(UnusablePicture):
            store_picture(data[:at] + struct.pack(">II", *size) + data[at + 8 :], folder)
    assert not folder.exists()


@pytest.mark.parametrize("form", PHONES)
def test_broken_pictures_are_taken_or_refused_and_nothing_else(form):
    whole = of_a_phone(form, size=(40, 20))
    for place in range(0, len(whole), 3):
        for broken in (
            whole[:place],
            whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :],
        ):
            with suppress(UnusablePicture):
                open_picture(broken)
