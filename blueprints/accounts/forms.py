"""Forms about staff: invitations, roles, new accounts and email addresses, with every check."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import forms as theirs
from wtforms import BooleanField, EmailField, PasswordField, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from blueprints.accounts import passwords
from blueprints.accounts.models import ROLES, User
from blueprints.accounts.queries import find_by_email
from blueprints.core.extensions import security
from blueprints.core.forms import Form
from blueprints.core.station import station
from blueprints.core.text import one_line

TOO_LONG = Length(max=passwords.LONGEST, message=_l("Use a shorter password."))
MISSING = _l("Enter your password.")


def faults_of_password(password: str, user: User | None = None, *own: str) -> list[str] | None:
    """Return the faults of a new password, or None; names in `own` are easily guessed too."""
    if len(password) < passwords.SHORTEST:
        words = _("Use at least %(count)s characters.", count=passwords.SHORTEST)
        return [words]
    if len(password) > passwords.LONGEST:
        return [_("Use a shorter password.")]
    names = (station().name, *((user.name, user.email) if user else ()), *own)
    if passwords.is_easily_guessed(password, names):
        return [_("This password is easy to guess. Choose a few unrelated words.")]
    return None


def password_field(label: Any) -> PasswordField:
    """Return a field for a password; faults_of_password() checks new ones further."""
    return PasswordField(label, validators=[DataRequired(MISSING), TOO_LONG])


class RolesForm(Form):
    """The roles of a user, a field for each."""

    dj = BooleanField(_l("DJ"))
    editor = BooleanField(_l("Editor"))
    admin = BooleanField(_l("Admin"))

    def names(self) -> list[str]:
        """Return the roles that are ticked."""
        return [name for name in ROLES if self[name].data]


class InviteForm(RolesForm):
    """An invitation: an email address, and at least one role."""

    email = EmailField(
        _l("Email"),
        validators=[DataRequired(_l("Enter an email address.")), theirs.EmailValidation()],
    )

    def validate_email(self, field: Any) -> None:
        """Raise ValidationError if the address has an account already."""
        if find_by_email(field.data):
            raise ValidationError(_("This email address already belongs to an account here."))

    def validate_admin(self, _field: Any) -> None:
        """Raise ValidationError unless at least one role is ticked."""
        if not self.names():
            raise ValidationError(_("Choose at least one role."))


class AddressForm(Form):
    """A new email address; the form never tells if somebody has it already."""

    email = EmailField(
        _l("New email address"),
        validators=[DataRequired(_l("Enter an email address.")), theirs.EmailValidation()],
    )
    email_now = ""

    def validate_email(self, field: Any) -> None:
        """Raise ValidationError if it is the present address."""
        if field.data == self.email_now.lower():
            raise ValidationError(_("This is already your email address. Enter another one."))


class AcceptForm(Form):
    """Acceptance of an invitation: a name and a password. `email` is the invited address."""

    name = StringField(
        _l("Your name, shown with your stories"),
        filters=[lambda typed: one_line(typed or "")],
        validators=[
            DataRequired(_l("Enter a name.")),
            Length(max=200, message=_l("Use a shorter name.")),
        ],
    )
    password = password_field(_l("A password"))
    email = ""

    def validate_name(self, field: Any) -> None:
        """Raise ValidationError if the name is empty."""
        if not any(letter.isalnum() for letter in field.data):
            raise ValidationError(_("Enter a name."))

    def validate_password(self, field: Any) -> None:
        """Raise ValidationError unless the password meets the rules for new ones."""
        field.data = security.password_util.normalize(field.data)
        faults = faults_of_password(field.data, None, self.email, self.name.data or "")
        if faults:
            raise ValidationError(faults[0])
