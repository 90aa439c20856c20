"""The station's logo: checked like any picture, stored in one size, with transparency."""

import io
from pathlib import Path
from typing import IO

from flask_babel import gettext as _
from PIL import Image, ImageOps

from blueprints.accounts.models import User
from blueprints.core.station import Logo, station
from blueprints.media.decode_lock import one_at_a_time
from blueprints.media.images import FORMATS, open_picture
from blueprints.media.models import Clip, Picture
from blueprints.media.storage import hash_of, keep
from blueprints.media.usage import Use

SHOWN = 44  # its maximum height in CSS pixels (static/core/components.css)
SHARP = 3  # device pixels for each of those
LARGEST = 1200, SHOWN * SHARP


def store_logo(source: IO[bytes], folder: Path) -> Logo:
    """Store the picture in `folder` as a WebP. Raises UnusablePicture, TooBusy, OSError."""
    with one_at_a_time():
        open_picture(source, least=LARGEST)  # all checks
        source.seek(0)
        with Image.open(source, formats=FORMATS) as given:
            given.draft(None, LARGEST)
            image = ImageOps.exif_transpose(given)
            image.thumbnail(LARGEST, Image.Resampling.LANCZOS)
            image = image.convert("RGBA")
        buffer = io.BytesIO()
        image.save(buffer, "WEBP", lossless=True)
    name = f"{hash_of(source)}-{image.width}.webp"
    keep(folder / name, buffer.getvalue())
    return Logo(name, image.width, image.height)


def logo_made_of(item: Picture | Clip, _user: User) -> list[Use]:
    """Return one use if the station's logo is named after the file of `item`."""
    logo = station().logo
    if logo and logo.file.startswith(item.hash):
        return [Use(_("The station’s logo"), "")]
    return []
