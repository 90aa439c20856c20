"""Background jobs: each feature has its own in `jobs.py`, and `flask work` runs them."""

from collections.abc import Callable
from dataclasses import dataclass

SECOND = 1.0
MINUTE = 60.0


@dataclass(frozen=True)
class Job:
    """A background job, run every so many seconds.

    `run` returns True if it did something and may have more to do; it is then run again at once.
    It runs inside begin_write() and is committed, unless it keeps its own transactions. One that
    waits for others' servers is `apart`: it has a thread of its own, and delays no other job.
    """

    name: str
    run: Callable[[], bool | None]
    every: float = 2 * SECOND
    own_transactions: bool = False
    apart: bool = False
