"""Text in ASCII, as reports of use are written: marks off, other scripts by letter.

Letters of Latin lose their marks. Greek, Cyrillic, Hebrew and Arabic are written letter by letter
as below, kana and Hangul by the reading in their Unicode name; a character for which there is no
such rule, like a Chinese one, is a question mark. The characters that a report keeps for itself
are replaced: `|` by `/`, and `^` by `-`.
"""

import unicodedata
from functools import lru_cache

from blueprints.core.text import LATIN, composed

LETTERS = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i",
    "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s",
    "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
    "ь": "", "э": "e", "ю": "yu", "я": "ya", "є": "ye", "і": "i", "ґ": "g", "ђ": "dj", "ј": "j",
    "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz",
    "א": "a", "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ו": "v", "ז": "z", "ח": "ch", "ט": "t",
    "י": "y", "כ": "k", "ך": "k", "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s",
    "ע": "a", "פ": "p", "ף": "f", "צ": "ts", "ץ": "ts", "ק": "k", "ר": "r", "ש": "sh", "ת": "t",
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh",
    "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a",
    "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w",
    "ي": "y", "ى": "a", "ة": "a", "ء": "", "پ": "p", "چ": "ch", "ژ": "zh", "ک": "k", "گ": "g",
    "ی": "y",
    "‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-",
    "—": "-", "−": "-", "‐": "-", "×": "x", "·": "-", "•": "-", "ー": "", "ـ": "",
    "|": "/", "^": "-",
}  # fmt: skip
BY_READING = ("HIRAGANA LETTER ", "KATAKANA LETTER ", "HANGUL SYLLABLE ")
UNKNOWN = "?"


def ascii_of(text: str) -> str:
    """Return `text` in one line of printable ASCII without `|` and `^`; "" for no text alone."""
    letters = "".join(map(_written, composed(text, "NFKC")))
    return " ".join(letters.split()) or (UNKNOWN if text.strip() else "")


@lru_cache(maxsize=4096)
def _written(letter: str) -> str:
    if letter in LETTERS:
        return LETTERS[letter]
    if letter.isascii():
        return letter if letter.isprintable() else " "
    category = unicodedata.category(letter)
    if category[0] in "ZC":
        return "" if category == "Cf" else " "
    if category[0] == "M":
        return ""
    name = unicodedata.name(letter, "")
    if name.startswith(BY_READING):
        return name.rsplit(" ", 1)[1].lower()
    return _bare(letter)


def _bare(letter: str) -> str:
    """Return a letter without its marks, in its own case."""
    parts = unicodedata.normalize("NFKD", letter)
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    if bare.isascii() and bare:
        return bare
    low = bare.lower()
    found = LETTERS.get(low, LATIN.get(ord(low)) if len(low) == 1 else None)
    if found is None and low.isdigit():
        return str(unicodedata.digit(low[0]))
    if found is None:
        return UNKNOWN
    return str(found).capitalize() if bare != low else str(found)
