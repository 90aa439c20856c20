"""The desk's menu, to which each feature adds its entries."""

from collections.abc import Collection
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
