"""Addresses of links in a menu, the footer or a notice."""

from typing import Any

from flask_babel import gettext as _
from wtforms import ValidationError

from blueprints.core.setting_values import web_address
from blueprints.core.text import is_own_path

LONGEST_ADDRESS = 2000
LONGEST_TITLE = 60


def shown_address(value: str) -> str:
    """Return an address that a page may link to: a path of the site's own, or http or https.

    Raises ValueError for any other.
    """
    return value if is_own_path(value) else web_address(value)


def check_address(_form: object, field: Any) -> None:
    """Normalise the address. Raises ValidationError if it is not valid."""
    try:
        field.data = shown_address(field.data or "")
    except ValueError as error:
        raise ValidationError(
            _("Enter a web address, like https://example.org/page, or a path, like /pages/about.")
        ) from error
