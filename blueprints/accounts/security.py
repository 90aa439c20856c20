"""Flask-Security, set up for this house: sessions only, our own pages, mail by the outbox."""

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
from blueprints.accounts.second_factor import OwnPasskeys, OwnTotp, keys
from blueprints.accounts.sign_in_forms import OURS
from blueprints.core import clock, outbox
from blueprints.core.extensions import db, security
from blueprints.core.station import station

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
    "POST_LOGIN_VIEW": "/desk/",
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
    "EMAIL_SUBJECT_PASSWORD_RESET": _l("A new password"),
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
# OWASP's Password Storage Cheat Sheet: 19 MiB, two rounds, one lane. In tests as little as works.
HASHING = {"argon2__memory_cost": 19456, "argon2__rounds": 2, "argon2__parallelism": 1}
HASHING_IN_TESTS = {"argon2__memory_cost": 8, "argon2__rounds": 1, "argon2__parallelism": 1}

MESSAGES = {
    "GENERIC_AUTHN_FAILED": _l("This address and this password do not belong together."),
    "UNAUTHENTICATED": _l("Sign in first."),
    "INVALID_PASSWORD": _l("That is not your password."),
    "PASSWORD_NOT_PROVIDED": _l("The password is missing."),
    "EMAIL_NOT_PROVIDED": _l("The address is missing."),
    "INVALID_EMAIL_ADDRESS": _l("That is no address of mail."),
    "RETYPE_PASSWORD_MISMATCH": _l("The two differ."),
    "PASSWORD_IS_THE_SAME": _l("That is the old password."),
    "INVALID_REDIRECT": _l("That way leads elsewhere, so it was not taken."),
    "REAUTHENTICATION_REQUIRED": _l("Show once more that it is you."),
    "REAUTHENTICATION_SUCCESSFUL": _l("Thank you. Go on."),
    "PASSWORD_RESET_REQUEST": _l(
        "If somebody works here under this address, a mail is on its way to it."
    ),
    "PASSWORD_RESET_EXPIRED": _l("That link is too old. Ask for another."),
    "INVALID_RESET_PASSWORD_TOKEN": _l("That link does not work, or was used. Ask for another."),
    "PASSWORD_RESET_NO_LOGIN": _l("Your new password is set. Sign in with it."),
    "TWO_FACTOR_INVALID_TOKEN": _l("That code is not right, or was used already."),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": _l("Welcome."),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": _l(
        "Codes are set up. Make recovery codes too, in case the telephone gets lost."
    ),
    "TWO_FACTOR_DISABLED": _l("Codes are no longer asked for."),
    "TWO_FACTOR_PERMISSION_DENIED": _l("Sign in once more."),
    "INVALID_RECOVERY_CODE": _l("That is none of your recovery codes, or was used already."),
    "NO_RECOVERY_CODES_SETUP": _l("There are none yet."),
    "WEBAUTHN_NAME_REQUIRED": _l("Give it a name, so that you know it again."),
    "WEBAUTHN_REGISTER_SUCCESSFUL": _l("The passkey %(name)s is added."),
    "WEBAUTHN_CREDENTIAL_DELETED": _l("The passkey %(name)s is removed."),
    "WEBAUTHN_EXPIRED": _l("That took too long. Once more, please."),
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": _l("Nobody works here with that passkey."),
    "PASSWORD_CHANGE": _l("Your password is changed. Everywhere else you are signed out."),
}


class OutboxMail(MailUtil):
    """Flask-Security's mails, put into the outbox; an address is only read, never looked up."""

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
        """Puts the mail into the outbox."""
        outbox.post(str(recipient), f"{station().name}: {subject}", body or "")

    def normalize(self, email: str) -> str:
        """`email` in small letters. Raises EmailValidateException when it is no address."""
        address = unicodedata.normalize("NFC", email).strip().lower()
        if len(address) > LONGEST_ADDRESS or not MAIL_ADDRESS.fullmatch(address):
            raise EmailValidateException(_("That is no address of mail."))
        return address

    validate = normalize


class OfflinePasswords(PasswordUtil):
    """The rules for a new password: long enough, and not easily guessed."""

    def validate(
        self, password: str, is_register: bool, **kwargs: Any
    ) -> tuple[list[str] | None, str]:
        """(what is wrong or None, the normal form of `password`)."""
        normal = self.normalize(password)
        return faults_of_password(normal, kwargs.get("user")), normal


def show(template: str, **values: Any) -> Any:
    """A page of Flask-Security's: 422 when what was posted needs mending."""
    page = render_template(template, **values)
    if request.method == "POST" and any(
        isinstance(value, FlaskForm) and value.errors for value in values.values()
    ):
        return page, 422
    return page


class OwnWords(FsDomain):
    """Flask-Security's words, looked up in the site's own catalogue."""

    def gettext(self, string: str, **variables: Any) -> str:
        """`string` in the page's language."""
        return str(_(string, **variables))


def no_rescue() -> NoReturn:
    """Help without the second factor is given by people and recovery codes, not by mail."""
    abort(404)


datastore = SQLAlchemyUserDatastore(db, User, Role, WebAuthn)


def set_up_security(app: Flask) -> None:
    """Joins Flask-Security to `app`; its pages are accounts' own."""
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
    security._mail_util_cls = OutboxMail  # init_app() takes forms, but no such classes
    security._password_util_cls = OfflinePasswords
    security._totp_cls = OwnTotp
    security._webauthn_util_cls = OwnPasskeys
    security.init_app(app, datastore, render_template=show, **OURS)
    security.want_json(lambda _request: False)
    security.login_manager.user_loader(sessions.load_user)
    app.view_functions["security.two_factor_rescue"] = no_rescue
    security.i18n_domain = OwnWords(app)  # type: ignore[no-untyped-call]
