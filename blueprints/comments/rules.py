"""What becomes of a reply: how often one may answer, and what is held or kept as spam. Pure.

WordPress's defaults are the source of the numbers: 245, 100, 200 and 65,525 bytes, 15 seconds,
two links. Look-alike names follow Unicode TS 39 (confusables), made coarser for names.
"""

import math
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from confusable_homoglyphs.confusables import confusables_data

LONGEST_NAME, LONGEST_EMAIL, LONGEST_WEBSITE, LONGEST_TEXT = 245, 100, 200, 65_525  # bytes
QUICKEST, LATEST = 3.0, 24 * 3600.0  # seconds from a form's making to its sending
RATES = ((15.0, 1), (600.0, 5), (86_400.0, 30))  # (seconds, how many replies in them)
NETWORK_FACTOR = 20
HELD_LINKS, SPAM_LINKS = 2, 5

ENDINGS = (
    "com|net|org|info|biz|io|co|me|tv|cc|ru|cn|xyz|top|site|shop|store|online|club|live|link|"
    "click|icu|vip|win|bet|app|dev|blog|space|website|pro|loan|download|example"
)
LINK = re.compile(
    rf"""[a-z][a-z0-9+.-]*://\S+            # an address with its scheme
    | \[url\b | <a\b[^>]*\bhref\b(?!\s*=\s*["']?[a-z]+://)   # markup of forums, and of pages
    | (?<![\w@.-])www\.[\w-]+(?:\.[\w-]+)+\S*
    | (?<![\w@.-])(?:[\w-]+\.)+(?:{ENDINGS})\b(?:[/?\#]\S*)?  # a bare host
    | (?<![\w@.-])(?:[\w-]+\.)+[a-z]{{2,}}/\S*                 # any host with a path
    """,
    re.IGNORECASE | re.VERBOSE,
)
ALIKE = str.maketrans({"i": "l", "1": "l", "|": "l", "0": "o"})


@dataclass(frozen=True)
class Reply:
    """What was sent, already clean; `subject` is the field that people leave empty."""

    name: str
    email: str
    website: str
    text: str
    subject: str = ""


@dataclass(frozen=True)
class Known:
    """What the station knows before it judges.

    `names`: of its staff; `station`: its own; `is_known`: a reply under this name and email was
    approved before; `from_network`: replies from the same network, one number for each of RATES.
    """

    bin_words: Sequence[str] = ()
    hold_words: Sequence[str] = ()
    names: Collection[str] = ()
    station: str = ""
    is_known: bool = False
    from_network: Sequence[int] = (0, 0, 0)


@dataclass(frozen=True)
class Verdict:
    """published, held or spam, and why, in a word."""

    state: str
    why: str = ""


def judge(reply: Reply, known: Known) -> Verdict:
    """What becomes of `reply`, by the first rule that applies."""
    links = count_links(reply.text)
    fields = (reply.name, reply.email, reply.website, reply.text)
    if reply.subject:
        return Verdict("spam", "honeypot")
    if has_word(fields, known.bin_words):
        return Verdict("spam", "word")
    if links >= SPAM_LINKS:
        return Verdict("spam", "links")
    if links >= HELD_LINKS:
        return Verdict("held", "links")
    if has_word(fields, known.hold_words):
        return Verdict("held", "word")
    if is_look_alike(reply.name, known.names, known.station):
        return Verdict("held", "name")
    if is_flooding(known.from_network):
        return Verdict("held", "network")
    return Verdict("published") if known.is_known else Verdict("held", "first")


def seconds_to_wait(ages: Sequence[float]) -> int:
    """Whole seconds until one may reply again (0: now), from the ages of one's former replies.

    `ages` are seconds, newest first.
    """
    waits = [0.0]
    for period, most in RATES:
        recent = [age for age in ages if age < period]
        if len(recent) >= most:
            waits.append(period - recent[most - 1])
    return math.ceil(max(waits))


def is_flooding(counts: Sequence[int]) -> bool:
    """Whether a network sends twenty times what one may; one number for each of RATES."""
    return any(
        count >= most * NETWORK_FACTOR for count, (_, most) in zip(counts, RATES, strict=True)
    )


def count_links(text: str) -> int:
    """How many addresses `text` names, with or without a scheme, but for those of mail."""
    return len(LINK.findall(text))


def has_word(fields: Sequence[str], words: Sequence[str]) -> bool:
    """Whether one of `words` (or phrases) stands in a field as a whole word, in any case."""
    texts = [unicodedata.normalize("NFKC", field).casefold() for field in fields]
    for word in words:
        plain = re.escape(unicodedata.normalize("NFKC", word).casefold().strip())
        if plain and any(re.search(rf"(?<!\w){plain}(?!\w)", text) for text in texts):
            return True
    return False


def is_look_alike(name: str, names: Collection[str], station: str) -> bool:
    """Whether `name` can be taken for one of `names`, or for the station's."""
    shape = skeleton(name)
    if any(shape == skeleton(other) for other in names):
        return True
    whole, short = skeleton(station), _words(re.sub(r"[\s\d.,]+$", "", station))
    if not whole:
        return False
    return whole in shape or _stands_in(short, _words(name)) or shape == "".join(short)


def skeleton(name: str) -> str:
    """What the eye keeps of `name`: no case, marks or spaces; look-alike letters are one."""
    latin = "".join(_latin(letter) for letter in unicodedata.normalize("NFKC", name))
    bare = unicodedata.normalize("NFKD", latin).casefold().translate(ALIKE)
    letters = "".join(_latin(letter) for letter in bare if letter.isalnum())
    return letters.translate(ALIKE).replace("rn", "m").replace("vv", "w")


def _latin(letter: str) -> str:
    """The ASCII letter or digit that `letter` can be taken for, else itself."""
    if letter.isascii():
        return letter
    alike = (other["c"] for other in confusables_data.get(letter, ()))
    return next((c for c in alike if len(c) == 1 and c.isascii() and c.isalnum()), letter)


def _words(name: str) -> list[str]:
    return [shape for word in name.split() if (shape := skeleton(word))]


def _stands_in(part: list[str], words: list[str]) -> bool:
    starts = range(len(words) - len(part) + 1)
    return bool(part) and any(words[start : start + len(part)] == part for start in starts)
