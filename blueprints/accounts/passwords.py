"""Check for passwords that are easily guessed: offline, from the list that zxcvbn carries.

The package itself is not imported: it would keep 13 MB in every process for a question that is
asked when somebody chooses a password. Its list is read when it is needed, in about ten
milliseconds. The weights follow its idea: a password is as strong as its cheapest reading.
"""

import math
import re
import unicodedata
from collections.abc import Iterable
from importlib.metadata import files
from itertools import pairwise
from pathlib import Path

SHORTEST, LONGEST = 12, 200
ENOUGH = 8.0  # the power of ten of guesses
LETTER = 1.0
RUN = 1.2  # 1234, aaaa, qwert
YEAR = re.compile(r"(?:19|20)\d\d")
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "1q2w3e4r5t")
LOOKS = str.maketrans("0134578@$!", "oleastbasi")
LIST = re.compile(r'"passwords": "([^"]*)"')


def _list_of_zxcvbn() -> Path:
    (found,) = (file for file in files("zxcvbn") or () if file.name == "frequency_lists.py")
    return Path(str(found.locate()))


COMMON = _list_of_zxcvbn()


def is_easily_guessed(password: str, own_words: Iterable[str] = ()) -> bool:
    """Return True if `password` is common, or made of common words, runs and `own_words`."""
    ranks = _ranks() | {word: 1 for text in own_words for word in _words(text)}
    text = unicodedata.normalize("NFKC", password).casefold()
    return min(_guesses(shape, ranks) for shape in (text, text.translate(LOOKS))) < ENOUGH


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", text.casefold()) if len(word) > 2]


def _ranks() -> dict[str, int]:
    """Return each common password of three letters or more, with its place in the list."""
    found = LIST.search(COMMON.read_text(encoding="utf-8"))
    words = found[1].split(",") if found else []
    if len(words) < 10_000:
        raise RuntimeError(f"no list of common passwords in {COMMON}")
    return {word: rank for rank, word in enumerate(words, 1) if len(word) > 2}


def _guesses(text: str, ranks: dict[str, int]) -> float:
    """Return the number of guesses for `text`, read as cheaply as possible, as a power of ten.

    A piece that came before costs nothing the second time.
    """
    cheapest: list[tuple[float, frozenset[str]]] = [(0.0, frozenset())]
    for end in range(1, len(text) + 1):
        readings = []
        for start in range(max(0, end - 30), end):
            cost, seen = cheapest[start]
            piece = text[start:end]
            readings.append((cost + (0.1 if piece in seen else _cost(piece, ranks)), seen, piece))
        cost, seen, piece = min(readings, key=lambda reading: reading[0])
        cheapest.append((cost, seen | {piece}))
    return cheapest[-1][0]


def _cost(piece: str, ranks: dict[str, int]) -> float:
    if piece in ranks:
        return math.log10(ranks[piece] + 1)
    if len(piece) == 1:
        return LETTER
    if len(piece) > 2 and _is_run(piece):
        return RUN
    return 2.0 if YEAR.fullmatch(piece) else LETTER * len(piece)


def _is_run(piece: str) -> bool:
    """Return True if its letters are the same, or a run of the alphabet or the keyboard."""
    steps = {ord(after) - ord(before) for before, after in pairwise(piece)}
    rows = (*ROWS, *(row[::-1] for row in ROWS))
    return steps in ({0}, {1}, {-1}) or any(piece in row for row in rows)
