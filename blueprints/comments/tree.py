"""Threads: the place of each comment, with its replies below it. Pure.

The path of a comment is the numbers of its ancestors and its own, ten digits each: sorted by
path, a story's comments are in reading order, each before its replies.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

DEEPEST = 5
DIGITS = 10
AFTER_DIGITS = "a"  # sorts behind every digit, in every collation


class Opinion(NamedTuple):
    """A comment as it is read. A removed one keeps nothing but its place.

    `to_name`: the parent's writer, "" if the parent was removed, None if the parent is the story.
    `playing`: what was on air. `edited_by` is "", writer or moderator. `read_at`: when it was read
    on air.
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
    edited_by: str = ""
    by_station: bool = False
    read_at: datetime | None = None


@dataclass(frozen=True)
class Branch:
    """A comment and its replies. `level` is from 1 to DEEPEST.

    `is_torn`: its parent is on an earlier page.
    """

    opinion: Opinion
    level: int
    is_torn: bool
    answers: list["Branch"] = field(default_factory=list)


def path_of(parent: str, number: int) -> str:
    """Return the path of comment `number` under the parent at path `parent` ("" for the story)."""
    return f"{parent}{number:0{DIGITS}d}"


def level_of(path: str) -> int:
    """Return the depth of a comment: 1 directly under the story."""
    return len(path) // DIGITS


def stand_under(path: str, deepest: int = DEEPEST) -> str:
    """Return the path under which a reply to the comment at `path` goes, `deepest` at most."""
    return path if level_of(path) < deepest else path[: (deepest - 1) * DIGITS]


def number_of(path: str) -> int | None:
    """Return the number of the comment at `path`; None for the story."""
    return int(path[-DIGITS:]) if path else None


def grow(opinions: Iterable[Opinion]) -> list[Branch]:
    """Return the branches of one page, whose comments come in the order of their paths."""
    here: dict[int, Branch] = {}
    first: list[Branch] = []
    for opinion in opinions:
        parent = here.get(opinion.parent_id or 0)
        is_torn = parent is None and opinion.parent_id is not None
        branch = here[opinion.id] = Branch(opinion, level_of(opinion.path), is_torn)
        (parent.answers if parent else first).append(branch)
    return first
