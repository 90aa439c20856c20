"""Uses of pictures and clips: each feature that has some registers a finder."""

from collections.abc import Callable
from dataclasses import dataclass

from blueprints.accounts.models import User
from blueprints.media.models import Clip, Picture


@dataclass(frozen=True)
class Use:
    """A place where a picture or clip is used: its title, its address ("" without a page)."""

    title: str
    address: str


Finder = Callable[[Picture | Clip, User], list[Use]]
FINDERS: list[Finder] = []


def add_finders(*finders: Finder) -> None:
    """Add functions that find the uses in one feature, as far as the user may know of them."""
    FINDERS.extend(finders)


def uses_of(item: Picture | Clip, user: User) -> list[Use]:
    """Return where `item` is used; a use that `user` may not see has no name."""
    return [use for find in FINDERS for use in find(item, user)]
