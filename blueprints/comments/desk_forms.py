"""Moderators' forms: the edit of a comment, and a reply as the station."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField, ValidationError

from blueprints.comments import rules
from blueprints.comments.reader_form import Needed, Within
from blueprints.core.forms import Form
from blueprints.core.text import is_web_address, one_line, tidy


class EditForm(Form):
    """The text of a comment and its writer; the email address cannot be changed."""

    name = StringField(
        _l("Name"), [Needed(_l("Enter a name.")), Within(rules.LONGEST_NAME)], [one_line]
    )
    website = StringField(_l("Website"), [Within(rules.LONGEST_WEBSITE)], [one_line])
    text = TextAreaField(
        _l("Comment"),
        [Needed(_l("Enter some text, or reject or delete the comment.")),
         Within(rules.LONGEST_TEXT)],
        [tidy],
    )  # fmt: skip

    def validate_website(self, field: Any) -> None:
        """Raise ValidationError unless it is an http or https address."""
        if field.data and not is_web_address(field.data):
            raise ValidationError(_("Enter a web address, like https://example.org."))


class AnswerForm(Form):
    """A reply as the station."""

    text = TextAreaField(
        _l("Your reply"),
        [Needed(_l("Write something before sending.")), Within(rules.LONGEST_TEXT)],
        [tidy],
    )
