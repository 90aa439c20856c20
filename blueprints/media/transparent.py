"""Images kept in one size, without loss and with their transparency: logos."""

import io
from pathlib import Path
from typing import IO

from PIL import Image, ImageOps

from blueprints.media.decode_lock import one_at_a_time
from blueprints.media.images import FORMATS, StoredPicture, open_picture
from blueprints.media.storage import hash_of, keep


def store_transparent(
    source: IO[bytes], folder: Path, largest: tuple[int, int]
) -> tuple[str, StoredPicture]:
    """Store the image as a WebP no larger than `largest`; return its file's name and its size.

    Raise UnusablePicture, TooBusy or OSError.
    """
    with one_at_a_time():
        open_picture(source, least=largest)  # all checks
        source.seek(0)
        with Image.open(source, formats=FORMATS) as given:
            given.draft(None, largest)
            image = ImageOps.exif_transpose(given)
            image.thumbnail(largest, Image.Resampling.LANCZOS)
            image = image.convert("RGBA")
        buffer = io.BytesIO()
        image.save(buffer, "WEBP", lossless=True)
    stored = StoredPicture(hash_of(source), image.width, image.height)
    name = f"{stored.hash}-{stored.width}.webp"
    keep(folder / name, buffer.getvalue())
    return name, stored
