"""Who may enter: the guard of every staff blueprint, and who is signed in."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import abort, redirect, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from blueprints.accounts.models import User
from blueprints.core.desk import MENU, Entry

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def signed_in() -> User | None:
    """The user who is signed in, or None."""
    return cast(User, current_user) if current_user.is_authenticated else None


def me() -> User:
    """The user who is signed in; behind a guard there is one."""
    return signed_in() or abort(401)


def requires(*roles: str) -> Callable[[], Response | None]:
    """A guard for a blueprint's before_request: lets in who holds one of `roles`.

    Anybody is sent to sign in (or, with something to write, refused); other staff get 403.
    """

    def guard() -> Response | None:
        user = signed_in()
        if user is None:
            if request.method in ("GET", "HEAD"):
                here = request.full_path.rstrip("?")
                return redirect(url_for("security.login", next=here))
            abort(401)
        if not user.holds(*roles):
            abort(403)
        return None

    return guard


def only_for(*roles: str) -> Callable[[Callable[Given, Answer]], Callable[Given, Answer]]:
    """A route within a guarded blueprint that is for fewer: 403 for who holds none of `roles`."""

    def narrow(view: Callable[Given, Answer]) -> Callable[Given, Answer]:
        @wraps(view)
        def narrowed(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
            if not me().holds(*roles):
                abort(403)
            return view(*args, **kwargs)

        return narrowed

    return narrow


def menu() -> Iterable[Entry]:
    """The entries of the desk's menu that are for whoever is signed in."""
    user = signed_in()
    return [entry for entry in MENU if user is not None and user.holds(*entry.roles)]
