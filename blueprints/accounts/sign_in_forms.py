"""Flask-Security's forms for signing in and for security settings, in our own words."""

from typing import Any

from flask import Response, after_this_request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user, hash_password, recovery_codes, tf_plugin, webauthn
from flask_security import forms as theirs
from flask_security.utils import validate_redirect_url
from wtforms import EmailField, PasswordField, RadioField, StringField
from wtforms.validators import DataRequired, EqualTo, Length

from blueprints.accounts import audit
from blueprints.accounts.forms import MISSING, password_field
from blueprints.accounts.two_factor import is_own_challenge
from blueprints.core.extensions import begin_write, db, security


def email_field(*more: Any) -> EmailField:
    """Return a field for one's own address, checked by `more`, too."""
    checks = DataRequired(_l("Enter an email address.")), theirs.EmailValidation(), *more
    return EmailField(_l("Your email address"), validators=checks)


def once_more(field: str) -> PasswordField:
    """Return a field for the same password as in `field`."""
    is_same = EqualTo(field, message=_l("The passwords don’t match."))
    return PasswordField(_l("Repeat password"), validators=[DataRequired(MISSING), is_same])


def commit_at_the_end() -> None:
    """Commit after the view, for those views of Flask-Security that do not."""

    @after_this_request
    def commit(response: Response) -> Response:
        db.session.commit()
        return response


def address_in(field: Any) -> str:
    """Return the address that was typed, in its normal form; "" if it is not an address."""
    try:
        return str(security.mail_util.normalize(field.data or ""))
    except ValueError:
        return ""


class SignInForm(theirs.LoginForm):
    """The sign-in form. It checks first and begins to write then: hashing would hold the lock.

    Right or wrong, known or unknown, it hashes once and writes one entry.
    """

    email = email_field()
    password = password_field(_l("Password"))
    remember = None

    def validate_next(self, field: Any) -> None:
        """Drop a `next` address that leads elsewhere; it is no reason to refuse the sign-in."""
        if not validate_redirect_url(field.data or ""):
            field.data = ""

    def validate(self, **kwargs: Any) -> bool:
        """Return True if the address and the password belong together."""
        is_right: bool = super().validate(**kwargs)
        begin_write()
        if not is_right:
            audit.record("sign-in failed", address_in(self.email))
            db.session.commit()
        return is_right


class VerifyForm(theirs.VerifyForm):
    """Confirmation of the user's identity by password."""

    password = password_field(_l("Your password"))
    validate_next = SignInForm.validate_next


class ForgottenForm(theirs.ForgotPasswordForm):
    """A request for a new password. The same work is done for every address."""

    email = email_field(theirs.valid_user_email)

    def validate(self, **kwargs: Any) -> bool:
        """Return True if the address has an account; the page never tells."""
        is_known: bool = super().validate(**kwargs)
        if is_known:
            hash_password("as Flask-Security does for the unknown")
        begin_write()
        audit.record("password reset requested", address_in(self.email))
        commit_at_the_end()
        return is_known


class ResetForm(theirs.ResetPasswordForm):
    """A new password, by a link from an email."""

    password = password_field(_l("New password"))
    password_confirm = once_more("password")


class ChangePasswordForm(theirs.ChangePasswordForm):
    """A new password in place of the old one."""

    password = password_field(_l("Current password"))
    new_password = password_field(_l("New password"))
    new_password_confirm = once_more("new_password")


class RecoveryCodesForm(recovery_codes.MfRecoveryCodesForm):
    """A request for new recovery codes, which replace the previous ones."""

    def validate(self, **kwargs: Any) -> bool:
        """Return True if the form is ours; it is then recorded in the audit log."""
        is_ours: bool = super().validate(**kwargs)
        if is_ours:
            audit.record("recovery codes made", current_user.email)
        return is_ours


class RecoveryForm(recovery_codes.MfRecoveryForm):
    """A recovery code in place of two-factor authentication."""

    code = StringField(
        _l("Recovery code"),
        filters=[lambda typed: "".join((typed or "").lower().split())],
        validators=[DataRequired(_l("Enter the code.")), Length(max=100)],
    )

    def validate(self, **kwargs: Any) -> bool:
        """Return True if it is one of the user's codes."""
        is_right: bool = super().validate(**kwargs)
        act = "recovery code used" if is_right else "sign-in failed"
        audit.record(act, self.user.email if self.user else "")
        commit_at_the_end()
        return is_right


class CodeForm(theirs.TwoFactorVerifyCodeForm):
    """A code from the authenticator app."""

    code = StringField(
        _l("6-digit code"),
        filters=[lambda typed: "".join((typed or "").split())],
        validators=[DataRequired(_l("Enter the code.")), Length(max=20)],
    )


class SetUpForm(theirs.TwoFactorSetupForm):
    """Setting up the authenticator app, or turning it off."""

    setup = StringField()


class RescueForm(theirs.TwoFactorRescueForm):
    """An empty form: recovery codes help users who lost their two-factor device."""

    help_setup = RadioField(choices=[])


class WhichForm(tf_plugin.TwoFactorSelectForm):
    """The choice of the two-factor method to use now."""

    which = StringField()


class NewPasskeyForm(webauthn.WebAuthnRegisterForm):
    """The name of a passkey, and when it is used."""

    name = StringField(_l("Name of the passkey"), validators=[DataRequired(_l("Enter a name."))])
    usage = RadioField(choices=["first", "secondary"], default="first")


class PasskeyForm(webauthn.WebAuthnRegisterResponseForm):
    """A new passkey, as the browser made it."""

    def validate(self, **kwargs: Any) -> bool:
        """Return True if it answers the challenge of this browser."""
        if not is_own_challenge(self.challenge):
            return _once_more(self.credential)
        is_right: bool = super().validate(**kwargs)
        self.extensions = ""  # browsers send any text here, and it is not used
        return is_right


class PasskeySignInForm(webauthn.WebAuthnSigninResponseForm):
    """A passkey, used to sign in or to confirm the user's identity."""

    def validate(self, **kwargs: Any) -> bool:
        """Return True if it answers the challenge of this browser, for a user who may sign in."""
        if not is_own_challenge(self.challenge):
            return _once_more(self.credential)
        is_right: bool = super().validate(**kwargs)
        return is_right and not self.credential.errors


def _once_more(field: Any) -> bool:
    field.errors = [_("This took too long. Please try again.")]
    return False


OURS: dict[str, Any] = {
    "login_form": SignInForm,
    "verify_form": VerifyForm,
    "forgot_password_form": ForgottenForm,
    "reset_password_form": ResetForm,
    "change_password_form": ChangePasswordForm,
    "two_factor_verify_code_form": CodeForm,
    "mf_recovery_codes_form": RecoveryCodesForm,
    "mf_recovery_form": RecoveryForm,
    "two_factor_setup_form": SetUpForm,
    "two_factor_rescue_form": RescueForm,
    "two_factor_select_form": WhichForm,
    "wan_register_form": NewPasskeyForm,
    "wan_register_response_form": PasskeyForm,
    "wan_signin_response_form": PasskeySignInForm,
}
