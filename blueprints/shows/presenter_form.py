"""The form of a presenter."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from blueprints.accounts.models import User
from blueprints.core.forms import Form, Within
from blueprints.core.text import is_web_address, one_line, tidy
from blueprints.media.forms import PictureField
from blueprints.shows.form_fields import YearField, has_words
from blueprints.shows.models import Presenter


class PresenterForm(Form):
    """A presenter as listeners know them, and their account; `staff` are those to choose from."""

    name = StringField(_l("Name"), [Within(200)], [one_line])
    bio = TextAreaField(_l("About"), [Within(5000)], [tidy])
    website = StringField(_l("Website"), [Within(2000)], [one_line])
    since = YearField(_l("On air since"), [], [one_line])
    picture = PictureField(_l("Picture"), [has_words], [one_line])
    user = SelectField(_l("Account"), validate_choice=False)

    def __init__(self, *args: Any, staff: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accounts = {str(user.id): user for user in staff}
        named = [SelectChoice(number, user.name) for number, user in accounts.items()]
        self.user.choices = [SelectChoice("", _("None")), *named]
        self._accounts = accounts

    @classmethod
    def of(cls, presenter: Presenter, staff: Sequence[User]) -> "PresenterForm":
        """Return the form, filled in for `presenter`."""
        typed = {name: getattr(presenter, name) for name in ("name", "bio", "website")}
        numbers = {
            "since": str(presenter.since or ""),
            "picture": str(presenter.picture_id or ""),
            "user": str(presenter.user_id or ""),
        }
        return cls(None, data=typed | numbers, staff=staff)

    def validate_name(self, field: Any) -> None:
        """Raise ValidationError for a presenter without a name."""
        if not field.data:
            raise ValidationError(_("Enter a name."))

    def validate_website(self, field: Any) -> None:
        """Raise ValidationError unless it is an http or https address."""
        if field.data and not is_web_address(field.data):
            raise ValidationError(_("Enter a web address, like https://example.org."))

    def validate_user(self, field: Any) -> None:
        """Raise ValidationError for an account that is not among the staff."""
        if field.data and field.data not in self._accounts:
            raise ValidationError(_("Choose one of these accounts."))

    def values(self) -> dict[str, Any]:
        """Return the valid values, as columns of Presenter."""
        return {
            "name": self.name.data,
            "bio": self.bio.data,
            "website": self.website.data,
            "since": self.since.year,
            "picture": self.picture.picture,
            "user": self._accounts.get(self.user.data),
        }
