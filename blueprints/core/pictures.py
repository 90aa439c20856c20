"""Pictures: checked by content, turned upright, stripped, made in widths, kept by their hash."""

import hashlib
import io
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

WIDTHS = (320, 640, 960, 1440)
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 50_000_000
MOST_BYTES = 20_000_000


class UnusablePicture(ValueError):
    """Data that is no picture of a kind we take, or too large."""


@dataclass(frozen=True)
class StoredPicture:
    """A picture that is kept: its hash (20 hexadecimal digits) and its full size in pixels."""

    hash: str
    width: int
    height: int


def open_picture(data: bytes, most_pixels: int = MOST_PIXELS) -> Image.Image:
    """The decoded picture, upright, in RGB on white, without metadata. Raises UnusablePicture."""
    if len(data) > MOST_BYTES:
        raise UnusablePicture("the picture has more than 20 MB")
    try:
        image: Image.Image = Image.open(io.BytesIO(data), formats=FORMATS)
        if image.width * image.height > most_pixels:
            raise UnusablePicture(f"the picture has more than {most_pixels:,} pixels")
        return _pixels_of(ImageOps.exif_transpose(image))
    except UnusablePicture:
        raise
    except UnidentifiedImageError as error:
        raise UnusablePicture("this is no JPEG, PNG, WebP or GIF") from error
    except Exception as error:  # broken data makes Pillow raise whatever comes to hand
        raise UnusablePicture(f"the picture is broken: {error}") from error


def _pixels_of(image: Image.Image) -> Image.Image:
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image)
        return paper
    pixels = image.convert("RGB")
    pixels.info.clear()  # Pillow writes a comment from there into the next file
    return pixels


def store_picture(data: bytes, folder: Path) -> StoredPicture:
    """Keeps `data` in `folder` as <hash>-<width>.webp and .jpg. Raises UnusablePicture, OSError."""
    image = open_picture(data)
    key = hashlib.sha256(data).hexdigest()[:20]
    for width in WIDTHS:
        small = scaled(image, width)
        for ending, form in (("webp", "WEBP"), ("jpg", "JPEG")):
            keep(folder / f"{key}-{width}.{ending}", encoded(small, form))
    return StoredPicture(key, image.width, image.height)


def scaled(image: Image.Image, width: int) -> Image.Image:
    """`image` made `width` pixels wide, never larger than it is."""
    if image.width <= width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def encoded(image: Image.Image, form: str) -> bytes:
    """The bytes of `image` as "JPEG" or "WEBP", for the web."""
    buffer = io.BytesIO()
    image.save(buffer, form, quality=82)
    return buffer.getvalue()


def keep(path: Path, data: bytes) -> None:
    """Writes `data` to `path` whole or not at all, unless it is there already."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
    try:
        with open(handle, "wb") as file:
            file.write(data)
        os.chmod(draft, 0o644)
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise
