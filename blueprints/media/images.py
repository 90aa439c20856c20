"""Pictures: checked by content, turned upright, stripped, scaled, stored by their hash."""

import io
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from flask_babel import gettext as _
from PIL import Image, ImageCms, UnidentifiedImageError

from blueprints.media.decode_lock import one_at_a_time
from blueprints.media.storage import hash_of, keep

WIDTHS = (320, 640, 960, 1440)
ENDINGS = (("webp", "WEBP"), ("jpg", "JPEG"))
FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "AVIF"]  # heif.py adds one
ANIMATED = ("PNG", "WEBP", "GIF", "AVIF")  # a HEIC's or JPEG's further pictures are no frames
MOST_PIXELS = 50_000_000
MOST_BYTES = 20_000_000
TALLEST = 16_383  # WebP's own bound
CROP = 3 / 2
WHOLE = (10**9, 10**9)
BAND = 512  # rows that are converted at a time
ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
LYING = (5, 6, 7, 8)
XMP = ("xmp", "XML:com.adobe.xmp")  # browsers do not rotate a picture by it
SRGB = ImageCms.createProfile("sRGB")


class UnusablePicture(ValueError):
    """Data that is not a picture of an accepted kind, or too large: the reason in a sentence."""


@dataclass(frozen=True)
class StoredPicture:
    """A stored picture: its hash (20 hexadecimal digits) and its full size in pixels.

    Of an animated one the first frame is stored.
    """

    hash: str
    width: int
    height: int
    was_animated: bool = False


@dataclass(frozen=True)
class _Decoded:
    """An upright picture, perhaps made smaller, and the size and animation that the file had."""

    image: Image.Image
    width: int
    height: int
    was_animated: bool


def open_picture(
    source: bytes | IO[bytes], most_pixels: int = MOST_PIXELS, least: tuple[int, int] = WHOLE
) -> Image.Image:
    """Return the decoded picture, upright, in sRGB on white, without metadata.

    It may be smaller, but not below `least`, to save memory. Raises UnusablePicture.
    """
    return _decoded(source, most_pixels, least).image


def _decoded(source: bytes | IO[bytes], most_pixels: int, least: tuple[int, int]) -> _Decoded:
    """Decode the picture as open_picture says."""
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    _check_bytes(file)
    too_many = _(
        "This picture has more than %(number)s megapixels. Make it smaller and try again.",
        number=f"{most_pixels / 1e6:g}",
    )
    try:
        with Image.open(file, formats=FORMATS) as image:
            if image.width * image.height > most_pixels:
                raise UnusablePicture(too_many)
            return _upright(image, least)
    except UnusablePicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnusablePicture(too_many) from error
    except UnidentifiedImageError as error:
        raise UnusablePicture(_unknown_kind(file)) from error
    except Exception as error:  # broken data makes Pillow raise anything
        raise UnusablePicture(_damaged()) from error


def _check_bytes(file: IO[bytes]) -> None:
    if file.seek(0, os.SEEK_END) > MOST_BYTES:
        raise UnusablePicture(
            _("This picture is larger than 20 MB. Make it smaller and try again.")
        )
    file.seek(0)


def _unknown_kind(file: IO[bytes]) -> str:
    file.seek(0)
    head = file.read(12)
    if not head:
        return str(_("This file is empty."))
    if head[4:8] == b"ftyp" and head[8:10] in (b"he", b"av", b"mi", b"ms"):  # HEIC, AVIF
        return _damaged()
    return str(_("This file type isn’t supported. Use JPEG, PNG, WebP, GIF, AVIF or HEIC."))


def _damaged() -> str:
    return str(
        _("This picture can’t be opened. It may be damaged: save it again as a JPEG and try that.")
    )


def _upright(image: Image.Image, least: tuple[int, int]) -> _Decoded:
    for key in XMP:
        image.info.pop(key, None)
    orientation: int = image.getexif().get(ORIENTATION, 1)
    is_lying = orientation in LYING
    width, height = image.size[::-1] if is_lying else image.size
    if height * min(width, WIDTHS[-1]) > TALLEST * width:
        raise UnusablePicture(_("This picture is too tall for its width. Crop it and try again."))
    wanted = least[::-1] if is_lying else least
    image.draft(None, wanted)  # a JPEG is decoded at half, a quarter or an eighth of its size
    was_animated = image.format in ANIMATED and getattr(image, "is_animated", False)
    small, turn = _made_ready(image, wanted), UPRIGHT.get(orientation)
    upright = small if turn is None else small.transpose(turn)
    return _Decoded(upright, width, height, was_animated)


def _made_ready(image: Image.Image, least: tuple[int, int]) -> Image.Image:
    """Return `image` in sRGB on white, scaled down by a whole number, a band at a time.

    A second picture of the full size is never made, to save memory.
    """
    claimed = image.size
    image.load()
    if image.size != claimed:
        raise UnusablePicture(_damaged())
    step = max(1, min(image.width // least[0], image.height // least[1]))
    size = -(-image.width // step), -(-image.height // step)
    ready = Image.new("RGB", size)
    profile = image.info.get("icc_profile")
    for top in range(0, image.height, BAND * step):
        bottom = min(top + BAND * step, image.height)
        band = _opaque(image.crop((0, top, image.width, bottom)))
        ready.paste(_in_srgb(band.reduce(step), profile), (0, top // step))
    return ready


def _opaque(image: Image.Image) -> Image.Image:
    """Return `image` on white, in one of the modes that can be scaled and have a profile."""
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image)
        return paper
    if image.mode.startswith("I"):  # 16 bits, of which Pillow keeps the lower eight
        return image.convert("I").point(lambda light: light / 256).convert("L")
    return image if image.mode in ("RGB", "CMYK", "L") else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):  # a broken profile is ignored
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            change = ImageCms.buildTransform(given, SRGB, image.mode, "RGB")
            image = ImageCms.applyTransform(image, change) or image
    pixels = image.convert("RGB")
    pixels.info.clear()  # Pillow writes a comment from there into the next file
    return pixels


def store_picture(source: bytes | IO[bytes], folder: Path) -> StoredPicture:
    """Store a picture in `folder` as <hash>-<width>.webp and .jpg.

    Raises UnusablePicture, TooBusy, OSError.
    """
    least = (WIDTHS[-1], round(WIDTHS[-1] / CROP))  # so that a crop is sharp too
    with one_at_a_time():
        decoded = _decoded(source, MOST_PIXELS, least)
        key = hash_of(source)
        _keep_all(_files(decoded.image), key, folder)
        if _needs_source(decoded.width, decoded.height):
            keep(_source(key, folder), encoded(decoded.image, "JPEG"))
    return StoredPicture(key, decoded.width, decoded.height, decoded.was_animated)


def _files(image: Image.Image) -> dict[str, bytes]:
    """Return each file of `image` by the part of its name after the hash."""
    made: dict[int, list[bytes]] = {}  # a small picture is the same in several widths
    files = {}
    for width in WIDTHS:
        real = min(width, image.width)
        if real not in made:
            smaller = scaled(image, real)
            made[real] = [encoded(smaller, form) for _, form in ENDINGS]
        for ending, data in zip(dict(ENDINGS), made[real], strict=True):
            files[f"{width}.{ending}"] = data
    return files


def _needs_source(width: int, height: int) -> bool:
    """Return True if the crop of a picture is wider than the same part of its largest width."""
    return width > WIDTHS[-1] and crop_size(width, height)[0] < width


def _source(key: str, folder: Path) -> Path:
    """Return the file that a wide picture's crops are made from; it is not served."""
    return folder / f"{key}-source.jpg"


def crop_size(width: int, height: int) -> tuple[int, int]:
    """Return the largest size in 3:2 that fits into a picture."""
    return min(width, max(1, round(height * CROP))), min(height, max(1, round(width / CROP)))


def crop_picture(key: str, focus: tuple[float, float], folder: Path) -> str:
    """Create the 3:2 crop of a stored picture around `focus`; return the crop's hash.

    The focus is in fractions of width and height. Raises TooBusy, OSError.
    """
    source = _source(key, folder)
    largest = source if source.exists() else folder / f"{key}-{WIDTHS[-1]}.jpg"
    with one_at_a_time(), Image.open(largest) as image:
        files = _files(image.crop(_box(image.size, focus)))
    crop = hash_of(files[f"{WIDTHS[-1]}.webp"])
    _keep_all(files, crop, folder)
    return crop


def _box(size: tuple[int, int], focus: tuple[float, float]) -> tuple[int, int, int, int]:
    """Return left, upper, right, lower of the crop of a picture, with the focus as near to its
    centre as the edges allow."""
    parts = crop_size(*size)
    left, top = (
        round(min(max(at * whole - part / 2, 0), whole - part))
        for at, whole, part in zip(focus, size, parts, strict=True)
    )
    return left, top, left + parts[0], top + parts[1]


def _keep_all(files: Mapping[str, bytes], key: str, folder: Path) -> None:
    for name, data in files.items():
        keep(folder / f"{key}-{name}", data)


def is_kept(key: str, folder: Path) -> bool:
    """Return True if a picture's files exist."""
    return (folder / f"{key}-{WIDTHS[-1]}.jpg").exists()


def scaled(image: Image.Image, width: int) -> Image.Image:
    """Return `image` scaled to `width` pixels, never larger than it is."""
    if image.width <= width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def encoded(image: Image.Image, form: str) -> bytes:
    """Return the bytes of `image` as "JPEG" or "WEBP", for the web."""
    buffer = io.BytesIO()
    image.save(buffer, form, quality=82)
    return buffer.getvalue()
