"""The form in which the writer of a comment changes it."""

from typing import Any

from blueprints.comments import rules
from blueprints.comments.forms import ReplyForm
from blueprints.comments.models import Comment

CHANGEABLE = ("text", "name", "website")


class OwnReplyForm(ReplyForm):
    """A change of text, name and website: the email address, which proves who it is, stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self._fields) - {*CHANGEABLE, "subject", "token"}:
            del self[name]

    def changed(self, comment: Comment) -> rules.Reply:
        """Return `comment` as changed, cleaned."""
        return rules.Reply(
            name=self.name.data or "",
            email=comment.email,
            website=(self.website.data or "") if self.website else comment.website,
            text=self.text.data or "",
            subject=(self.subject.data or "").strip(),
        )


def subject_of(comment: Comment) -> str:
    """Return what the token of the form for a comment is for."""
    return f"own-{comment.id}"
