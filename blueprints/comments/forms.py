"""The comment form."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, StringField, TextAreaField, ValidationError

from blueprints.comments import rules
from blueprints.comments.reader_form import Needed, ReaderForm, Within, check_email
from blueprints.core.station import station
from blueprints.core.text import is_web_address, one_line, tidy


class ReplyForm(ReaderForm):
    """A reader's comment on a story; `meta={"csrf_context": story id}`."""

    text = TextAreaField(
        _l("What do you think?"),
        [Needed(_l("Write something before sending.")), Within(rules.LONGEST_TEXT)],
        [tidy],
    )
    name = StringField(
        _l("Name"),
        [Needed(_l("Enter a name. A nickname is fine.")), Within(rules.LONGEST_NAME)],
        [one_line],
    )
    email = StringField(
        _l("Email"),
        [Needed(_l("Enter your email address. It will not be published.")),
         Within(rules.LONGEST_EMAIL), check_email],
        [one_line],
    )  # fmt: skip
    website = StringField(_l("Website"), [Within(rules.LONGEST_WEBSITE)], [one_line])
    answers = BooleanField(_l("Email me when someone replies to me"))
    parent = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not station().comment_website:
            del self.website

    def validate_website(self, field: Any) -> None:
        """Raise ValidationError unless it is an http or https address."""
        if field.data and not is_web_address(field.data):
            raise ValidationError(_("Enter a web address, like https://example.org."))

    def reply(self) -> rules.Reply:
        """Return the reply as sent, cleaned; the email address in lower case."""
        return rules.Reply(
            name=self.name.data or "",
            email=(self.email.data or "").lower(),
            website=(self.website and self.website.data) or "",
            text=self.text.data or "",
            subject=(self.subject.data or "").strip(),
        )
