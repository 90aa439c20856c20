"""Flask-Security, set up for this house: sessions only, our own pages, mail by the outbox."""

from datetime import timedelta
from typing import Any

from flask import Flask
from flask_security import MailUtil, SQLAlchemyUserDatastore

from blueprints.accounts.models import Role, User, WebAuthn
from blueprints.core import outbox
from blueprints.core.extensions import db, security

SHORTEST_PASSWORD = 12

SETTINGS: dict[str, Any] = {
    "URL_PREFIX": "/account",
    "LOGIN_URL": "/sign-in",
    "LOGOUT_URL": "/sign-out",
    "POST_LOGIN_VIEW": "/desk/",
    "POST_LOGOUT_VIEW": "/account/sign-in",
    "LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
    "API_ENABLED_METHODS": ["session"],
    "RETURN_GENERIC_RESPONSES": True,
    "PASSWORD_HASH": "argon2",
    "PASSWORD_SCHEMES": ["argon2"],
    "PASSWORD_SINGLE_HASH": ["argon2"],
    "PASSWORD_LENGTH_MIN": SHORTEST_PASSWORD,
    "FRESHNESS": timedelta(minutes=60),
    "EMAIL_HTML": False,
    "CLI_USERS_NAME": None,
    "CLI_ROLES_NAME": None,
}


class OutboxMail(MailUtil):
    """Flask-Security's mails, put into the outbox."""

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
        outbox.post(str(recipient), str(subject), body or "")


datastore = SQLAlchemyUserDatastore(db, User, Role, WebAuthn)


def set_up_security(app: Flask) -> None:
    """Joins Flask-Security to `app`; its pages are accounts' own."""
    app.config.update({f"SECURITY_{name}": value for name, value in SETTINGS.items()})
    app.config["SECURITY_PASSWORD_SALT"] = app.config["SECRET_KEY"]
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # a token lives as long as its session
    security.init_app(app, datastore, mail_util_cls=OutboxMail)
