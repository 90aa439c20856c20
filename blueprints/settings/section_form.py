"""The base of the settings' forms, and the filter that reads their fields."""

from collections.abc import Callable
from typing import Any

from wtforms import ValidationError

from blueprints.core.forms import Form
from blueprints.core.station import Station


class Reads:
    """A filter that parses a field by a reader of core/setting_values.py, or explains its error."""

    def __init__(self, read: Callable[[Any], Any], meant: Any) -> None:
        self.read, self.meant = read, meant

    def __call__(self, _form: object, field: Any) -> None:
        try:
            field.data = self.read(field.data or "")
        except (ValueError, KeyError, OSError) as error:
            raise ValidationError(self.meant) from error


class SectionForm(Form):
    """A section's form; its fields are named like Station's, unless kept() says otherwise."""

    @classmethod
    def of(cls, here: Station) -> "SectionForm":
        """Return the form, filled in with the station's values."""
        return cls(formdata=None, obj=here)

    def kept(self) -> dict[str, Any]:
        """Return the values, as fields of Station."""
        return {field.name: field.data for field in self if field.name != "csrf_token"}
