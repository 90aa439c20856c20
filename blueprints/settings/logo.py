"""The station's logo, in one sharp size."""

from pathlib import Path
from typing import IO

from flask_babel import gettext as _

from blueprints.accounts.models import User
from blueprints.core.station import Logo, station
from blueprints.media.models import Clip, Picture
from blueprints.media.transparent import store_transparent
from blueprints.media.usage import Use

SHOWN = 44  # the most pixels of the masthead's that it is high (static/core/components.css)
SHARP = 3  # pixels of the screen for each of those
LARGEST = 1200, SHOWN * SHARP


def store_logo(source: IO[bytes], folder: Path) -> Logo:
    """Store the image in `folder`. Raise UnusablePicture, TooBusy or OSError."""
    name, stored = store_transparent(source, folder, LARGEST)
    return Logo(name, stored.width, stored.height)


def logo_made_of(item: Picture | Clip, _user: User) -> list[Use]:
    """Return one use if the station's logo is named after the file of `item`."""
    logo = station().logo
    if logo and logo.file.startswith(item.hash):
        return [Use(_("The station’s logo"), "")]
    return []
