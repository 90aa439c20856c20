"""Rate limits for signing in: by network address and by account, without locking the owner out.

Tries are counted by account only from addresses where that account has not signed in before
(the audit log knows them). So an attack on an account from many addresses is stopped, and its
owner, at the usual place, is not: there only the address's own limit holds.
Every try counts, for accounts that do not exist too: the limits tell nobody who works here.
"""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass

from flask import request, session
from limits import parse_many
from sqlalchemy import select
from werkzeug.exceptions import TooManyRequests

from blueprints.accounts.models import AuditEntry, User
from blueprints.core import clock
from blueprints.core.extensions import db, limiter, security


def _typed() -> str:
    """Return the account that was typed."""
    try:
        return str(security.mail_util.normalize(request.form.get("email", "")))
    except ValueError:
        return ""


def _half_in() -> str:
    """Return the account whose password was right and whose second step is still to come."""
    return _email_of(session.get("tf_user_id"))


def _in() -> str:
    """Return the account that is signed in."""
    return _email_of(session.get("_user_id"))


def _email_of(identity: str | None) -> str:
    email = select(User.email).where(User.fs_uniquifier == (identity or ""))
    return db.session.scalar(email) or ""


@dataclass(frozen=True)
class Rule:
    """Limits of one kind of try, in the notation of the package limits; `whose` is the account."""

    kind: str
    by_address: str
    by_account: str = ""
    whose: Callable[[], str] = _typed


SIGN_IN = Rule("sign-in", "10/minute; 100/hour", "10/15 minutes; 40/day")
RESET = Rule("reset", "5/minute; 20/hour", "3/hour")
CODE = Rule("code", "10/minute; 60/hour", "5/minute; 20/hour", _half_in)
AGAIN = Rule("again", "20/minute", "10/minute; 30/hour", _in)
MOVING = Rule("moving", "10/hour")
INVITING = Rule("inviting", "20/hour")
ACCEPTING = Rule("accepting", "10/minute")

RULES = {
    "security.login": SIGN_IN,
    "security.wan_signin": SIGN_IN,
    "security.wan_signin_response": SIGN_IN,
    "security.forgot_password": RESET,
    "security.reset_password": ACCEPTING,
    "security.two_factor_token_validation": CODE,
    "security.mf_recovery": CODE,
    "security.verify": AGAIN,
    "security.change_password": AGAIN,
    "accounts.accepted": ACCEPTING,
    "accounts.ask_address": MOVING,
    "accounts_desk.invite": INVITING,
}


def refuse_too_many() -> None:
    """Refuse too many tries (429 with Retry-After) before anything is hashed or written."""
    rule = RULES.get(request.endpoint or "")
    if rule is None or request.method != "POST":
        return
    address = network_of(request.remote_addr or "")
    count_try(rule.by_address, rule.kind, address)
    account = rule.whose() if rule.by_account else ""
    if account and not _has_been_here(account):
        count_try(rule.by_account, rule.kind, account)


def network_of(address: str) -> str:
    """Return the address, or the network of an IPv6 address (/64), which is one household's."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return address
    return str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == 6 else str(ip)


def _has_been_here(email: str) -> bool:
    signed_in_here = select(AuditEntry.id).where(
        AuditEntry.subject == email,
        AuditEntry.act == "signed in",
        AuditEntry.address == (request.remote_addr or "")[:64],
    )
    return db.session.scalar(signed_in_here.limit(1)) is not None


def count_try(limits: str, *key: str) -> None:
    """Count a try of `key`; raise TooManyRequests (429) if it is over one of the `limits`."""
    for limit in parse_many(limits):
        if not limiter.limiter.hit(limit, *key):
            reset_at, _ = limiter.limiter.get_window_stats(limit, *key)
            raise TooManyRequests(retry_after=max(1, round(reset_at - clock.timestamp()) + 1))
