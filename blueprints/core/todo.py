"""Things to do, as the desk's front page lists them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Pile:
    """Items to do of one kind: the first of them, and how many there are."""

    first: Sequence[Any] = ()
    count: int = 0

    @classmethod
    def of(cls, rows: Sequence[Any]) -> "Pile":
        """Return the pile of `rows`, each of which has the `count` of all."""
        return cls(rows, rows[0].count) if rows else cls()
