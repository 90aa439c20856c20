"""The form for a new API token."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError
from wtforms.validators import DataRequired

from blueprints.core.forms import Form, Within
from blueprints.core.text import one_line, same_name
from blueprints.player.tokens import all_tokens


class TokenForm(Form):
    """A name for a token: which playout or app will use it."""

    name = StringField(
        _l("Name"),
        filters=[one_line],
        validators=[DataRequired(_l("Enter a name, like “AzuraCast”.")), Within(80)],
    )

    def validate_name(self, field: Any) -> None:
        """Raise ValidationError for the name of another valid token: they are told apart by it."""
        valid = {same_name(token.name) for token in all_tokens() if token.revoked_at is None}
        if same_name(field.data) in valid:
            raise ValidationError(_("Another token has this name. Enter a different one."))
