"""Two-factor authentication: authenticator apps, passkeys, and keys that encrypt secrets."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, session
from flask_security import Totp, WebauthnUtil
from markupsafe import Markup
from qrcode import QRCode
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from blueprints.core.station import station

CHALLENGE = "passkey_challenge"
QUIET_ZONE = 4  # modules of margin around a QR code, as its standard requires


def keys(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings that follow from the station's secret and its name."""

    def derived(purpose: str) -> bytes:
        secret = config["SECRET_KEY"].encode()
        return base64.urlsafe_b64encode(hmac.digest(secret, purpose.encode(), hashlib.sha256))

    return {
        "TOTP_SECRETS": {"1": derived("codes").decode()},
        "TOTP_ISSUER": config["RADIO_STATION_NAME"].replace(":", " "),
        "MULTI_FACTOR_RECOVERY_CODES_KEYS": [derived("recovery codes")],
        "WAN_RP_NAME": config["RADIO_STATION_NAME"],
    }


class OwnTotp(Totp):
    """Codes that work once each, and a QR code that the content security policy allows."""

    def get_last_counter(self, user: Any) -> int | None:
        """Return the counter of the last code that was used."""
        last: int | None = user.tf_last_counter
        return last

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Store the counter of the code that was used."""
        user.tf_last_counter = tmatch.counter

    def get_totp_uri(self, username: str, totp_secret: str) -> str:
        """Return the address in the QR code, with the station's name as set at the desk."""
        issuer = station().name.replace(":", " ")
        return str(self._totp.from_source(totp_secret).to_uri(username, issuer=issuer))

    def generate_qrcode(self, username: str, totp: str) -> str:
        """Return the QR code as an SVG element, without styles."""
        code = QRCode(border=QUIET_ZONE)
        code.add_data(self.get_totp_uri(username, totp))
        rows = code.get_matrix()
        dark = "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on
        )
        size = len(rows)
        return Markup(
            '<svg class="qr" viewBox="0 0 {0} {0}" shape-rendering="crispEdges" role="img" '
            'aria-labelledby="qr-title"><title id="qr-title">QR</title>'
            '<rect width="{0}" height="{0}" fill="#fff"/><path d="{1}" fill="#000"/></svg>'
        ).format(size, dark)


class OwnPasskeys(WebauthnUtil):
    """Passkeys for the host of RADIO_URL; each challenge is for this browser, and used once."""

    def generate_challenge(self, nbytes: int | None = None) -> str:
        """Return a challenge, kept in the session until it is answered."""
        session[CHALLENGE] = super().generate_challenge(nbytes)
        return str(session[CHALLENGE])

    def origin(self) -> str:
        """Return the site that a passkey must have been used on."""
        address: str = current_app.config["RADIO_URL"]
        return address

    def registration_options(
        self, user: Any, usage: str, existing_options: dict[str, Any]
    ) -> dict[str, Any]:
        """Return the options for a new passkey, with the host that it is for."""
        options = super().registration_options(user, usage, existing_options)
        return options | {"rp_id": _host(), "rp_name": station().name}

    def authentication_options(
        self, user: Any, usage: list[str], existing_options: dict[str, Any]
    ) -> dict[str, Any]:
        """Return the options for using a passkey, with the host that it is for."""
        options = super().authentication_options(user, usage, existing_options)
        return options | {"rp_id": _host()}

    def authenticator_selection(self, user: Any, usage: str) -> AuthenticatorSelectionCriteria:
        """Require a discoverable passkey with user verification if it replaces the password."""
        if usage == "first":
            return AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            )
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED,
            user_verification=UserVerificationRequirement.DISCOURAGED,
        )

    def user_verification(self, user: Any, usage: list[str]) -> UserVerificationRequirement:
        """Require user verification if the passkey replaces the password; else discourage it."""
        if usage == ["first"]:
            return UserVerificationRequirement.REQUIRED
        return UserVerificationRequirement.DISCOURAGED


def passkeys_work() -> bool:
    """Return True if browsers allow passkeys here: a named host, by https or on this machine."""
    address = urlsplit(current_app.config["RADIO_URL"])
    host = address.hostname or ""
    has_name = ":" not in host and not host.replace(".", "").isdigit()
    return has_name and (address.scheme == "https" or host == "localhost")


def _host() -> str:
    return urlsplit(current_app.config["RADIO_URL"]).hostname or ""


def is_own_challenge(challenge: str) -> bool:
    """Return True if this browser was given that challenge and has not answered it yet."""
    return bool(challenge) and session.pop(CHALLENGE, None) == challenge
