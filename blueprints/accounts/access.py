"""Access control: the guard of every staff blueprint, and the user who is signed in."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import abort, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from flask_security.utils import check_and_update_authn_fresh
from werkzeug.wrappers import Response

from blueprints.accounts.models import User
from blueprints.core.desk_menu import MENU, Entry

FRESHNESS = ("FRESHNESS", "FRESHNESS_GRACE_PERIOD")
Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def signed_in() -> User | None:
    """Return the user who is signed in, or None."""
    return cast(User, current_user) if current_user.is_authenticated else None


def me() -> User:
    """Return the user who is signed in; behind a guard there is always one."""
    return signed_in() or abort(401)


def requires(*roles: str) -> Callable[[], Response | None]:
    """Return a guard for a blueprint's before_request, which admits users with one of `roles`.

    Others are sent to sign in (or, with something to write, refused); other staff get 403.
    """

    def guard() -> Response | None:
        user = signed_in()
        if user is None:
            return send_to_sign_in()
        if not user.holds(*roles):
            abort(403)
        return need_second_factor(user)

    return guard


def need_second_factor(user: User) -> Response | None:
    """Send an admin without two-factor authentication to set it up, if the station requires it."""
    is_wanted = current_app.config["RADIO_ADMINS_NEED_CODES"] and user.holds()
    if not is_wanted or user.has_second_factor():
        return None
    if request.method not in ("GET", "HEAD"):
        abort(403)
    flash(
        _(
            "Admins of this station must use two-factor authentication. "
            "Set up an authenticator app or a passkey."
        )
    )
    return redirect(url_for("accounts.account"))


def send_to_sign_in() -> Response:
    """Return a redirect to sign in and come back; abort with 401 for a change, or for JSON."""
    if request.method not in ("GET", "HEAD") or request.path.endswith(".json"):
        abort(401)
    return redirect(url_for("security.login", next=request.full_path.rstrip("?")))


def for_signed_in(view: Callable[Given, Answer]) -> Callable[Given, Answer | Response]:
    """Require a signed-in user for a page of their own account; others are sent to sign in."""

    @wraps(view)
    def guarded(*args: Given.args, **kwargs: Given.kwargs) -> Answer | Response:
        return send_to_sign_in() if signed_in() is None else view(*args, **kwargs)

    return guarded


def freshly(page: str) -> Callable[[Callable[Given, Answer]], Callable[Given, Answer | Response]]:
    """Require confirmation before a dangerous act from a user who did not sign in within the hour.

    The way back leads to where they were, or to `page` (an endpoint with the same values) when
    they were about to write.
    """

    def narrow(view: Callable[Given, Answer]) -> Callable[Given, Answer | Response]:
        @wraps(view)
        def narrowed(*args: Given.args, **kwargs: Given.kwargs) -> Answer | Response:
            fresh, grace = (current_app.config[f"SECURITY_{name}"] for name in FRESHNESS)
            if check_and_update_authn_fresh(fresh, grace, "session"):
                return view(*args, **kwargs)
            is_read = request.method in ("GET", "HEAD")
            back = (
                request.full_path.rstrip("?")
                if is_read
                else url_for(page, **request.view_args or {})
            )
            flash(_("Confirm it’s you"))
            return redirect(url_for("security.verify", next=back), 303)

        return narrowed

    return narrow


def only_for(*roles: str) -> Callable[[Callable[Given, Answer]], Callable[Given, Answer]]:
    """Restrict a route within a guarded blueprint: 403 for users who hold none of `roles`."""

    def narrow(view: Callable[Given, Answer]) -> Callable[Given, Answer]:
        @wraps(view)
        def narrowed(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
            if not me().holds(*roles):
                abort(403)
            return view(*args, **kwargs)

        return narrowed

    return narrow


def menu() -> Iterable[Entry]:
    """Return the entries of the desk's menu for the user who is signed in."""
    user = signed_in()
    return [entry for entry in MENU if user is not None and user.holds(*entry.roles)]
