"""The form of messages to the studio."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField

from blueprints.comments import rules
from blueprints.comments.reader_form import Needed, ReaderForm, Within, check_email
from blueprints.core.text import one_line, tidy

SUBJECT = "messages"  # of the form's token
LONGEST_TEXT = 8000  # bytes


class MessageForm(ReaderForm):
    """A listener's message to the studio; `meta={"csrf_context": SUBJECT}`."""

    text = TextAreaField(
        _l("Message"),
        [Needed(_l("Write something before sending.")), Within(LONGEST_TEXT)],
        [tidy],
    )
    name = StringField(
        _l("Name"),
        [Needed(_l("Enter a name. A nickname is fine.")), Within(rules.LONGEST_NAME)],
        [one_line],
    )
    email = StringField(
        _l("Email (optional)"), [Within(rules.LONGEST_EMAIL), check_email], [one_line]
    )

    def message(self) -> rules.Reply:
        """Return the message as sent, cleaned; the email address in lower case, "" for none."""
        return rules.Reply(
            name=self.name.data or "",
            email=(self.email.data or "").lower(),
            website="",
            text=self.text.data or "",
            subject=(self.subject.data or "").strip(),
        )
