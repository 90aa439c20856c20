"""The station's logo: checked like any picture, kept in one sharp size, see-through where it is."""

import hashlib
import io
from pathlib import Path

from PIL import Image, ImageOps

from blueprints.core.pictures import FORMATS, keep, open_picture
from blueprints.core.station import Logo

SHOWN = 44  # the most pixels of the masthead's that it is high (static/core/components.css)
SHARP = 3  # pixels of the screen for each of those
LARGEST = 1200, SHOWN * SHARP


def store_logo(data: bytes, folder: Path) -> Logo:
    """Keeps `data` in `folder` as a WebP. Raises UnusablePicture, OSError."""
    open_picture(data)  # all checks, and the whole of it decoded
    with Image.open(io.BytesIO(data), formats=FORMATS) as given:
        image = ImageOps.exif_transpose(given).convert("RGBA")
    image.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", lossless=True)
    name = f"{hashlib.sha256(data).hexdigest()[:20]}-{image.width}.webp"
    keep(folder / name, buffer.getvalue())
    return Logo(name, image.width, image.height)
