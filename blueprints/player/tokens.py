"""Tokens with which another playout or an app may post plays; none of the actions commits."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from flask import Response, abort, jsonify, make_response, request
from flask_babel import gettext as _
from sqlalchemy import select

from blueprints.accounts import audit
from blueprints.accounts.models import User
from blueprints.accounts.throttle import count_try
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.player.record_models import PlayToken

NOTED_EVERY = timedelta(minutes=1)
PREFIX = "aerial_"  # so that a token is known for one where it does not belong
RATE = "600/minute"


def make_token(name: str, user: User) -> tuple[PlayToken, str]:
    """Make a token; return it, and its text, which is kept nowhere and shown once."""
    text = PREFIX + secrets.token_hex(24)
    token = PlayToken(name=name, hash=_hash(text), made_by=user.id, created_at=clock.now())
    db.session.add(token)
    audit.record("API token created", name)
    return token, text


def revoke_token(token: PlayToken) -> None:
    """Revoke a token: nothing more can be posted with it. It is kept, as its plays name it."""
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        audit.record("API token revoked", token.name)


def all_tokens() -> Sequence[PlayToken]:
    """Return all tokens, the newest first, those that were revoked at the end."""
    newest = PlayToken.revoked_at.is_not(None), PlayToken.created_at.desc(), PlayToken.id.desc()
    return db.session.scalars(select(PlayToken).order_by(*newest)).all()


def token_of_request() -> PlayToken | None:
    """Return the token that the request names, if it is valid: as a Bearer, or `access-token`."""
    kind, _space, text = request.headers.get("Authorization", "").partition(" ")
    text = text.strip() if kind.lower() == "bearer" else request.args.get("access-token", "")
    if not text:
        return None
    valid = PlayToken.hash == _hash(text), PlayToken.revoked_at.is_(None)
    return db.session.scalar(select(PlayToken).where(*valid))


def token_or_401() -> PlayToken:
    """Return the token of the request, or abort: with 401, or 429 if it posts too much."""
    token = token_of_request()
    if token is None:
        abort(_unauthorised())
    count_post(token)
    return token


def count_post(token: PlayToken) -> None:
    """Count something that is posted with `token`; abort with 429 if it posts too much."""
    count_try(RATE, "plays", str(token.id))


def note_use(token: PlayToken, now: datetime) -> None:
    """Note that `token` was used, at most once a minute."""
    if token.last_used_at is None or now - token.last_used_at >= NOTED_EVERY:
        token.last_used_at = now


def _unauthorised() -> Response:
    words = _("Send a valid API token, as “Authorization: Bearer …”.")
    answer = make_response(jsonify(message=words), 401)
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _hash(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()
