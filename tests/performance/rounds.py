"""Comparing two things on a noisy machine: in turn, and round by round."""

from collections.abc import Callable
from statistics import median

from tests.performance.table import Bound, Row

Measure = Callable[[], float]
Rounds = list[tuple[float, float]]


def compare(
    what: str, this: Measure, other: Measure, unit: str, bound: Bound | None = None, count: int = 6
) -> Row:
    """Measures both in `count` rounds: medians, and the median of the rounds' own ratios.

    Noise breaks bounds, it does not keep them: what seems broken is measured as often again.
    """
    rounds = _interleaved(count, this, other)
    if bound is not None and not bound.holds(_ratio(rounds)):
        rounds += _interleaved(count, this, other)
    ratio = _ratio(rounds)
    mine, theirs = (f"{median(values):.4g}{unit}" for values in zip(*rounds, strict=True))
    return Row(what, mine, theirs, f"{ratio:.2f}", bound, bound is None or bound.holds(ratio))


def _interleaved(count: int, this: Measure, other: Measure) -> Rounds:
    """Return what both gave in each round; who goes first changes from round to round."""
    rounds = []
    for turn in range(count):
        if turn % 2:
            rounds.append((this(), other()))
        else:
            theirs, mine = other(), this()
            rounds.append((mine, theirs))
    return rounds


def _ratio(rounds: Rounds) -> float:
    return median(mine / theirs for mine, theirs in rounds)
