"""The desk's menu: each feature adds its entries, in reading order."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

STAFF = ("dj", "editor")


@dataclass(frozen=True)
class Entry:
    """A link of the desk's menu, for those who hold one of `roles` (an admin holds all)."""

    endpoint: str
    label: Any
    roles: Collection[str]


MENU: list[Entry] = []


def add_to_menu(endpoint: str, label: Any, *roles: str) -> None:
    """Adds an entry to the desk's menu, once."""
    entry = Entry(endpoint, label, roles)
    if entry.endpoint not in {other.endpoint for other in MENU}:
        MENU.append(entry)
