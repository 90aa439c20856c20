"""The desk's menu, to which each feature adds entries, and lists of items to do."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

STAFF = ("dj", "editor")


@dataclass(frozen=True)
class Entry:
    """A link in the desk's menu, for users with one of `roles` (an admin holds all)."""

    endpoint: str
    label: Any
    roles: Collection[str]
    place: int


MENU: list[Entry] = []


def add_to_menu(endpoint: str, label: Any, *roles: str, place: int = 50) -> None:
    """Add an entry to the desk's menu, once; `place` orders it, from 0 to 99."""
    entry = Entry(endpoint, label, roles, place)
    if entry.endpoint not in {other.endpoint for other in MENU}:
        MENU.append(entry)
        MENU.sort(key=lambda one: one.place)


@dataclass(frozen=True)
class Pile:
    """Items to do of one kind: the first of them, and how many there are."""

    first: Sequence[Any] = ()
    count: int = 0

    @classmethod
    def of(cls, rows: Sequence[Any]) -> "Pile":
        """Return the pile of `rows`, each of which has the `count` of all."""
        return cls(rows, rows[0].count) if rows else cls()
