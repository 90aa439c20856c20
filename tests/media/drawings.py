"""Pictures for tests: drawn, written in any format, or only claimed."""

import io
import struct
import zlib

from PIL import Image, ImageDraw

from blueprints.media import heif  # noqa: F401 - it adds a format

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


def png_that_claims(width, height):
    """A PNG whose header claims a size, with next to nothing behind it."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)
