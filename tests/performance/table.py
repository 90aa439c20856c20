"""The table of results: what, this, the other, ratio, bound, kept?"""

from dataclasses import astuple, dataclass

HEAD = ("what", "this", "the other", "ratio", "bound", "kept?")


@dataclass(frozen=True)
class Bound:
    """What a number is held to, and what would be excellent."""

    sign: str
    value: float
    excellent: float | None = None

    def holds(self, number: float) -> bool:
        """Return True if `number` keeps it."""
        return number >= self.value if self.sign == "≥" else number <= self.value

    def __str__(self) -> str:
        wish = "" if self.excellent is None else f" ({self.excellent:g})"
        return f"{self.sign} {self.value:g}{wish}"


@dataclass(frozen=True)
class Row:
    """One line of the table, as text; without a bound, for information."""

    what: str
    this: str
    other: str = ""
    ratio: str = ""
    bound: Bound | None = None
    kept: bool = True


def at_least(value: float, excellent: float | None = None) -> Bound:
    """A bound from below."""
    return Bound("≥", value, excellent)


def at_most(value: float, excellent: float | None = None) -> Bound:
    """A bound from above."""
    return Bound("≤", value, excellent)


def number(what: str, value: float, bound: Bound | None = None, unit: str = "") -> Row:
    """A row for one number on its own."""
    return Row(what, f"{value:.4g}{unit}", bound=bound, kept=bound is None or bound.holds(value))


def drawn(rows: list[Row]) -> str:
    """The table as text."""
    lines = [HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cells(row: Row) -> tuple[str, ...]:
    what, this, other, ratio, *_ = astuple(row)
    if row.bound is None:
        return what, this, other, ratio, "", ""
    return what, this, other, ratio, str(row.bound), "kept" if row.kept else "BROKEN"
