"""The form by which readers ask for what is stored about them."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from blueprints.comments import rules
from blueprints.comments.reader_form import Needed, ReaderForm, Within, check_email
from blueprints.core.text import one_line

SUBJECT = "data"  # of the form's token


class DataForm(ReaderForm):
    """The email address whose data is asked for; `meta={"csrf_context": SUBJECT}`."""

    email = StringField(
        _l("Email"),
        [Needed(_l("Enter your email address.")), Within(rules.LONGEST_EMAIL), check_email],
        [one_line],
    )
