"""The form for a new API token."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired

from blueprints.core.forms import Form, Within
from blueprints.core.text import one_line


class TokenForm(Form):
    """A name for a token: which playout or app will use it."""

    name = StringField(
        _l("Name"),
        filters=[one_line],
        validators=[DataRequired(_l("Enter a name, like “AzuraCast”.")), Within(80)],
    )
