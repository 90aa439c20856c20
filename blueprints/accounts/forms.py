"""What people send about who works here: every check."""

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
    """What is wrong with a new password, or None; its own words are easily guessed too."""
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
    """A field for a password; of a new one faults_of_password() says the rest."""
    return PasswordField(label, validators=[DataRequired(MISSING), TOO_LONG])


class RolesForm(Form):
    """The roles that somebody holds; a field for each."""

    dj = BooleanField(_l("DJ"))
    editor = BooleanField(_l("Editor"))
    admin = BooleanField(_l("Admin"))

    def names(self) -> list[str]:
        """The roles that are ticked."""
        return [name for name in ROLES if self[name].data]


class InviteForm(RolesForm):
    """Inviting somebody: an address, and at least one role."""

    email = EmailField(
        _l("Email"),
        validators=[DataRequired(_l("Enter an email address.")), theirs.EmailValidation()],
    )

    def validate_email(self, field: Any) -> None:
        """Nobody is invited who is here."""
        if find_by_email(field.data):
            raise ValidationError(_("This email address already belongs to an account here."))

    def validate_admin(self, _field: Any) -> None:
        """Without a role there is nothing to do here."""
        if not self.names():
            raise ValidationError(_("Choose at least one role."))


class AddressForm(Form):
    """Another address; whether somebody has it already is not told."""

    email = EmailField(
        _l("New email address"),
        validators=[DataRequired(_l("Enter an email address.")), theirs.EmailValidation()],
    )
    email_now = ""

    def validate_email(self, field: Any) -> None:
        """It must be another."""
        if field.data == self.email_now.lower():
            raise ValidationError(_("This is already your email address. Enter another one."))


class AcceptForm(Form):
    """Accepting an invitation: a name, a password. `email` is whom it was sent to."""

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
        """Something to be called by."""
        if not any(letter.isalnum() for letter in field.data):
            raise ValidationError(_("Enter a name."))

    def validate_password(self, field: Any) -> None:
        """The rules for a new password."""
        field.data = security.password_util.normalize(field.data)
        faults = faults_of_password(field.data, None, self.email, self.name.data or "")
        if faults:
            raise ValidationError(faults[0])
