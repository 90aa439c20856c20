"""Flask-Security's setup: sessions only, our own pages, emails through the outbox."""

import re
import unicodedata
from datetime import timedelta
from typing import Any, NoReturn

from flask import Flask, abort, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import MailUtil, PasswordUtil, SQLAlchemyUserDatastore
from flask_security.babel import FsDomain
from flask_security.mail_util import EmailValidateException
from flask_wtf import FlaskForm

from blueprints.accounts import passwords, sessions
from blueprints.accounts.forms import faults_of_password
from blueprints.accounts.models import Role, User, WebAuthn
from blueprints.accounts.sign_in_forms import OURS
from blueprints.accounts.two_factor import OwnPasskeys, OwnTotp, keys
from blueprints.core import clock
from blueprints.core.extensions import db, security
from blueprints.core.station import station
from blueprints.mail import outbox

MAIL_ADDRESS = re.compile(r"[^\s@<>\"\x00-\x20\x7f]+@[^\s@<>\"\x00-\x20\x7f]+")
LONGEST_ADDRESS = 254

SETTINGS: dict[str, Any] = {
    "URL_PREFIX": "/account",
    "STATIC_FOLDER": None,
    "LOGIN_URL": "/sign-in",
    "LOGOUT_URL": "/sign-out",
    "VERIFY_URL": "/verify",
    "RESET_URL": "/forgotten",
    "CHANGE_URL": "/password",
    "POST_LOGIN_VIEW": "/account/start",
    "POST_LOGOUT_VIEW": "/account/sign-in",
    "POST_VERIFY_VIEW": "/account/",
    "POST_CHANGE_VIEW": "/account/",
    "POST_RESET_VIEW": "/account/sign-in",
    "LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
    "VERIFY_TEMPLATE": "accounts/verify.html",
    "FORGOT_PASSWORD_TEMPLATE": "accounts/forgotten.html",
    "RESET_PASSWORD_TEMPLATE": "accounts/reset.html",
    "CHANGE_PASSWORD_TEMPLATE": "accounts/password.html",
    "EMAIL_TEMPLATE_PASSWORD_RESET": "accounts/mail/reset",
    "EMAIL_TEMPLATE_PASSWORD_RESET_NOTICE": "accounts/mail/was_reset",
    "EMAIL_TEMPLATE_PASSWORD_CHANGE_NOTICE": "accounts/mail/was_changed",
    "EMAIL_SUBJECT_PASSWORD_RESET": _l("Choose a new password"),
    "EMAIL_SUBJECT_PASSWORD_NOTICE": _l("Your password was reset"),
    "EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": _l("Your password was changed"),
    "RECOVERABLE": True,
    "CHANGEABLE": True,
    "RESET_PASSWORD_WITHIN": timedelta(hours=2),
    "API_ENABLED_METHODS": ["session"],
    "RETURN_GENERIC_RESPONSES": True,
    "PASSWORD_HASH": "argon2",
    "PASSWORD_SCHEMES": ["argon2"],
    "PASSWORD_SINGLE_HASH": ["argon2"],
    "PASSWORD_LENGTH_MIN": passwords.SHORTEST,
    "PASSWORD_NORMALIZE_FORM": "NFKC",
    "FRESHNESS": timedelta(minutes=60),
    "FRESHNESS_GRACE_PERIOD": timedelta(minutes=10),
    "TWO_FACTOR": True,
    "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
    "TWO_FACTOR_RESCUE_EMAIL": False,
    "TWO_FACTOR_SETUP_URL": "/codes",
    "TWO_FACTOR_TOKEN_VALIDATION_URL": "/code",
    "TWO_FACTOR_SELECT_URL": "/second-factor",
    "TWO_FACTOR_POST_SETUP_VIEW": "/account/",
    "TWO_FACTOR_SETUP_TEMPLATE": "accounts/codes.html",
    "TWO_FACTOR_VERIFY_CODE_TEMPLATE": "accounts/code.html",
    "TWO_FACTOR_SELECT_TEMPLATE": "accounts/second_factor.html",
    "MULTI_FACTOR_RECOVERY_CODES": True,
    "MULTI_FACTOR_RECOVERY_CODES_N": 8,
    "MULTI_FACTOR_RECOVERY_CODES_URL": "/recovery-codes",
    "MULTI_FACTOR_RECOVERY_CODES_TEMPLATE": "accounts/recovery_codes.html",
    "MULTI_FACTOR_RECOVERY_URL": "/recovery-code",
    "MULTI_FACTOR_RECOVERY_TEMPLATE": "accounts/recovery_code.html",
    "WEBAUTHN": True,
    "WAN_ALLOW_USER_HINTS": False,
    "WAN_REGISTER_URL": "/passkeys",
    "WAN_DELETE_URL": "/passkeys/removal",
    "WAN_SIGNIN_URL": "/passkey",
    "WAN_VERIFY_URL": "/verify-by-passkey",
    "WAN_POST_REGISTER_VIEW": "/account/passkeys",
    "WAN_REGISTER_TEMPLATE": "accounts/passkeys.html",
    "WAN_SIGNIN_TEMPLATE": "accounts/passkey.html",
    "WAN_VERIFY_TEMPLATE": "accounts/passkey_verify.html",
    "DATETIME_FACTORY": clock.now,
    "EMAIL_HTML": False,
    "CLI_USERS_NAME": None,
    "CLI_ROLES_NAME": None,
}
# OWASP's Password Storage Cheat Sheet: 19 MiB, two rounds, one lane. In tests the least that works.
HASHING = {"argon2__memory_cost": 19456, "argon2__rounds": 2, "argon2__parallelism": 1}
HASHING_IN_TESTS = {"argon2__memory_cost": 8, "argon2__rounds": 1, "argon2__parallelism": 1}

MESSAGES = {
    "GENERIC_AUTHN_FAILED": _l("Wrong email address or password."),
    "UNAUTHENTICATED": _l("Please sign in."),
    "INVALID_PASSWORD": _l("Wrong password. Try again."),
    "PASSWORD_NOT_PROVIDED": _l("Enter your password."),
    "EMAIL_NOT_PROVIDED": _l("Enter an email address."),
    "INVALID_EMAIL_ADDRESS": _l("Enter a valid email address."),
    "RETYPE_PASSWORD_MISMATCH": _l("The passwords don’t match."),
    "PASSWORD_IS_THE_SAME": _l("Choose a password you haven’t used before."),
    "INVALID_REDIRECT": _l("The link led to another site, so it was ignored."),
    "REAUTHENTICATION_REQUIRED": _l("Confirm it’s you"),
    "REAUTHENTICATION_SUCCESSFUL": _l("Confirmed."),
    "PASSWORD_RESET_REQUEST": _l(
        "If this email address belongs to an account here, we’ve sent a link to it."
    ),
    "PASSWORD_RESET_EXPIRED": _l("This link has expired. Request a new one."),
    "INVALID_RESET_PASSWORD_TOKEN": _l(
        "This link has expired or was already used. Request a new one."
    ),
    "PASSWORD_RESET_NO_LOGIN": _l("Password set. Sign in with it."),
    "TWO_FACTOR_INVALID_TOKEN": _l("This code is wrong or was already used. Enter a new one."),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": _l("Welcome! Your account is ready."),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": _l(
        "Authenticator app added. Create recovery codes too, in case you lose your phone."
    ),
    "TWO_FACTOR_DISABLED": _l("Two-factor authentication turned off."),
    "TWO_FACTOR_PERMISSION_DENIED": _l("Please sign in again."),
    "INVALID_RECOVERY_CODE": _l("This recovery code is wrong or was already used."),
    "NO_RECOVERY_CODES_SETUP": _l("None yet."),
    "WEBAUTHN_NAME_REQUIRED": _l("Enter a name for this passkey."),
    "WEBAUTHN_REGISTER_SUCCESSFUL": _l("Passkey %(name)s added."),
    "WEBAUTHN_CREDENTIAL_DELETED": _l("Passkey %(name)s removed."),
    "WEBAUTHN_EXPIRED": _l("This took too long. Please try again."),
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": _l("This passkey doesn’t belong to an account here."),
    "PASSWORD_CHANGE": _l("Password changed. You were signed out everywhere else."),
}


class OutboxMail(MailUtil):
    """Flask-Security's emails, put into the outbox; an address is only parsed, never looked up."""

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: Any,
        sender: Any,
        body: str | None,
        html: str | None,
        **kwargs: Any,
    ) -> None:
        """Put the email into the outbox."""
        outbox.post(str(recipient), f"{station().name}: {subject}", body or "")

    def normalize(self, email: str) -> str:
        """Return `email` in lower case. Raises EmailValidateException if it is not an address."""
        address = unicodedata.normalize("NFC", email).strip().lower()
        if len(address) > LONGEST_ADDRESS or not MAIL_ADDRESS.fullmatch(address):
            raise EmailValidateException(_("Enter a valid email address."))
        return address

    validate = normalize


class OfflinePasswords(PasswordUtil):
    """The rules for a new password: long enough, and not easily guessed."""

    def validate(
        self, password: str, is_register: bool, **kwargs: Any
    ) -> tuple[list[str] | None, str]:
        """Return (the faults or None, the normal form of `password`)."""
        normal = self.normalize(password)
        return faults_of_password(normal, kwargs.get("user")), normal


def show(template: str, **values: Any) -> Any:
    """Render a page of Flask-Security's: 422 if what was posted is not valid."""
    page = render_template(template, **values)
    if request.method == "POST" and any(
        isinstance(value, FlaskForm) and value.errors for value in values.values()
    ):
        return page, 422
    return page


class OwnWords(FsDomain):
    """Flask-Security's messages, looked up in the site's own catalogue."""

    def gettext(self, string: str, **variables: Any) -> str:
        """Return `string` in the page's language."""
        return str(_(string, **variables))


def no_rescue() -> NoReturn:
    """Refuse rescue by email: recovery codes and people help users who lost their device."""
    abort(404)


datastore = SQLAlchemyUserDatastore(db, User, Role, WebAuthn)


def set_up_security(app: Flask) -> None:
    """Set up Flask-Security for `app`, with accounts' own pages."""
    app.config.update({f"SECURITY_{name}": value for name, value in SETTINGS.items()})
    for name, words in MESSAGES.items():
        app.config[f"SECURITY_MSG_{name}"] = (str(words), "info")
    app.config["SECURITY_PASSWORD_SALT"] = app.config["SECRET_KEY"]
    app.config["SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS"] = (
        HASHING_IN_TESTS if app.testing else HASHING
    )
    app.config.update({f"SECURITY_{name}": value for name, value in keys(app.config).items()})
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # a token lives as long as its session
    app.config["PERMANENT_SESSION_LIFETIME"] = sessions.LIFETIME
    security._mail_util_cls = OutboxMail  # init_app() takes forms, but not these classes
    security._password_util_cls = OfflinePasswords
    security._totp_cls = OwnTotp
    security._webauthn_util_cls = OwnPasskeys
    security.init_app(app, datastore, render_template=show, **OURS)
    security.want_json(lambda _request: False)
    security.login_manager.user_loader(sessions.load_user)
    security.login_manager.request_loader(lambda _: None)  # without tokens, no body is read for one
    app.view_functions["security.two_factor_rescue"] = no_rescue
    security.i18n_domain = OwnWords(app)  # type: ignore[no-untyped-call]
