"""Readers' forms: the report of a reply, and the objection to a decision."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, StringField, TextAreaField, ValidationError
from wtforms.validators import StopValidation

from blueprints.comments.models import Comment
from blueprints.comments.reader_form import Needed, ReaderForm, Within, check_email
from blueprints.comments.report_labels import REASONS
from blueprints.comments.rules import LONGEST_EMAIL, LONGEST_NAME
from blueprints.core.text import has_visible, one_line, tidy

LONGEST_REPORT = 5000  # bytes


def _chosen(_form: object, field: Any) -> None:
    """Raise StopValidation unless one of the reasons is chosen."""
    if field.data not in REASONS:
        raise StopValidation(_("Choose a reason."))


class ReportForm(ReaderForm):
    """A report of a reply; `meta={"csrf_context": report_subject(comment)}`."""

    reason = RadioField(
        _l("What is wrong with it?"),
        [_chosen],
        choices=[SelectChoice(code, label) for code, label in REASONS.items()],
        validate_choice=False,
    )
    text = TextAreaField(_l("Details"), [Within(LONGEST_REPORT)], [tidy])
    name = StringField(_l("Name"), [Within(LONGEST_NAME)], [one_line])
    email = StringField(_l("Email"), [Within(LONGEST_EMAIL), check_email], [one_line])

    def validate_text(self, field: Any) -> None:
        """Raise ValidationError if the reason is another one, and nothing says which."""
        if self.reason.data == "other" and not has_visible(field.data or ""):
            raise ValidationError(_("Say what is wrong."))


class ObjectionForm(ReaderForm):
    """An objection to a decision; `meta={"csrf_context": objection_subject(comment)}`."""

    text = TextAreaField(
        _l("Why should your reply be published?"),
        [Needed(_l("Write something before sending.")), Within(LONGEST_REPORT)],
        [tidy],
    )


def report_subject(comment: Comment) -> str:
    """Return what the token of a report of `comment` is for."""
    return f"report-{comment.id}"


def objection_subject(comment: Comment) -> str:
    """Return what the token of an objection by the writer of `comment` is for."""
    return f"objection-{comment.id}"
