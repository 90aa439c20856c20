"""Threads: where a reply stands, and its answers below it. Pure.

The path of a reply is the numbers of those that it stands under, and its own, ten digits each:
sorted by path, a story's replies stand as they are read, each before its answers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

DEEPEST = 5
DIGITS = 10
AFTER_DIGITS = "a"  # sorts behind every digit, in every collation


class Opinion(NamedTuple):
    """A reply as it is read. A removed one has kept nothing but its place.

    `to_name`: who is answered, "" when that reply was removed, None when the story is.
    `playing`: what was on air.
    """

    id: int
    parent_id: int | None
    path: str
    is_removed: bool
    name: str
    website: str
    text: str
    at: datetime
    to_name: str | None
    playing: str | None


@dataclass(frozen=True)
class Branch:
    """An opinion and its answers. `level` is from 1 to DEEPEST.

    `is_torn`: what it answers stands on an earlier page.
    """

    opinion: Opinion
    level: int
    is_torn: bool
    answers: list["Branch"] = field(default_factory=list)


def path_of(parent: str, number: int) -> str:
    """The path of reply `number` under the one whose path is `parent` ("" for the story)."""
    return f"{parent}{number:0{DIGITS}d}"


def level_of(path: str) -> int:
    """How deep a reply stands: 1 under the story itself."""
    return len(path) // DIGITS


def stand_under(path: str) -> str:
    """The path under which an answer to the reply at `path` stands: beside the deepest ones."""
    return path if level_of(path) < DEEPEST else path[:-DIGITS]


def number_of(path: str) -> int | None:
    """The number of the reply at `path`; None for the story."""
    return int(path[-DIGITS:]) if path else None


def grow(opinions: Iterable[Opinion]) -> list[Branch]:
    """The branches of one page, whose opinions come in the order of their paths."""
    here: dict[int, Branch] = {}
    first: list[Branch] = []
    for opinion in opinions:
        parent = here.get(opinion.parent_id or 0)
        is_torn = parent is None and opinion.parent_id is not None
        branch = here[opinion.id] = Branch(opinion, level_of(opinion.path), is_torn)
        (parent.answers if parent else first).append(branch)
    return first
