"""The page that somebody who signs in sees first."""

from blueprints.accounts.models import User

DESK = "home_desk.front"
FIRST_PAGES: dict[str, str] = {}


def set_first_page(role: str, endpoint: str) -> None:
    """Lead users who hold only `role` to `endpoint` when they sign in, instead of to the desk."""
    FIRST_PAGES[role] = endpoint


def first_page_of(user: User) -> str:
    """Return the endpoint of the page that `user` sees first."""
    only = user.roles[0].name if len(user.roles) == 1 else ""
    return FIRST_PAGES.get(only, DESK)
