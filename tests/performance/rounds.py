"""Comparing two things on a noisy machine: in turn, and round by round."""

from collections.abc import Callable
from statistics import median

from tests.performance.table import Bound, Row

Rounds = list[tuple[float, float]]


def interleaved(count: int, this: Callable[[], float], other: Callable[[], float]) -> Rounds:
    """What both gave in each round; who goes first changes from round to round."""
    rounds = []
    for turn in range(count):
        if turn % 2:
            rounds.append((this(), other()))
        else:
            second, first = other(), this()
            rounds.append((first, second))
    return rounds


def compared(what: str, rounds: Rounds, unit: str, bound: Bound | None = None) -> Row:
    """The row of a comparison: medians, and the median of the rounds' own ratios."""
    ratio = median(this / other for this, other in rounds)
    this, other = (f"{median(values):.4g}{unit}" for values in zip(*rounds, strict=True))
    return Row(what, this, other, f"{ratio:.2f}", bound, bound is None or bound.holds(ratio))
