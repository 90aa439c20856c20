"""The moderation rules: how often one may post, and what is pending or spam. Pure.

WordPress's defaults are the source of the numbers: 245, 100, 200 and 65,525 bytes, 15 seconds,
two links. Look-alike names follow Unicode TS 39 (confusables), made coarser for names.
"""

import json
import math
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

LONGEST_NAME, LONGEST_EMAIL, LONGEST_WEBSITE, LONGEST_TEXT = 245, 100, 200, 65_525  # bytes
QUICKEST, LATEST = 3.0, 24 * 3600.0  # seconds from a form's rendering to its submission
Rates = tuple[tuple[float, int], ...]
RATES: Rates = ((15.0, 1), (600.0, 5), (86_400.0, 30))  # (seconds, how many replies in them)
NETWORK_FACTOR = 20
HELD_LINKS, SPAM_LINKS = 2, 5

ENDINGS = (
    "com|net|org|info|biz|io|co|me|tv|cc|ru|su|cn|pw|tk|xyz|top|site|shop|store|online|club|live|"
    "link|click|icu|vip|win|bet|casino|poker|porn|xxx|app|dev|blog|space|website|pro|loan|"
    "download|example|рф"
)
REST = r"""[^\s<>"'(){}\[\],;|]"""  # of an address; other ends divide two
LINK = re.compile(
    rf"""(?:<a\s[^<>]*\bhref\s*= | \[url\b=?\]?)["']?{REST}*  # markup of pages, and of forums
    | [a-z]://\S{REST}*                                # an address with its scheme
    | (?<![\w@.-]) (?:
        www\.[\w.-]+
        | (?:[\w-]{{1,63}}\.){{1,9}} (?:
            (?-i:(?![A-Z][a-z]))(?:{ENDINGS})\b(?![\w.+-]{{0,64}}@)  # neither "then.Me" nor mail
            | [^\W\d_]{{2,63}}(?=/) )                  # any host with a path
      ) (?:[/?\#]{REST}*)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
LETTER = r"[^\W\u0e00-\u0eff\u3040-\ud7ff]"  # of scripts with spaces between words
LATIN = re.compile(r"(?:.* )?(?:LATIN|REGIONAL) .*LETTER (?:SMALL CAPITAL )?([A-Z])(?: WITH .*)?")
FREQUENCY = re.compile(r"\W*\d+[.,]\d+\D*$")
SEAM = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])|(?<=\d)(?=\D)|(?<=\D)(?=\d)")
ALIKE = str.maketrans({"i": "l", "1": "l", "|": "l", "0": "o"})


def _look_alikes() -> dict[str, str]:
    """Return the ASCII letter or digit that each letter beyond ASCII can be mistaken for.

    The library's data is read directly: its modules would keep 15 MB in every process.
    """
    data = files("confusable_homoglyphs").joinpath("confusables.json").read_text("utf-8")
    shapes = json.loads(data, object_hook=lambda one: one["c"] if len(one) == 2 else one)
    return {
        letter: other
        for letter, others in shapes.items()
        for other in reversed(others)  # the first one wins
        if not letter.isascii() and other.isascii() and other.isalnum()
    }


LOOKS_LIKE = _look_alikes()


@dataclass(frozen=True)
class Reply:
    """A comment as sent, already cleaned; `subject` is the field that people leave empty."""

    name: str
    email: str
    website: str
    text: str
    subject: str = ""


@dataclass(frozen=True)
class Known:
    """The facts that a comment is judged by.

    `names`: of the staff; `station`: the station's; `is_known`: a comment under this name and email
    was approved before; `holds_first`: unknown writers are held; `from_network`: comments from the
    same network, one number for each of RATES; `held_links`, `spam_links`: so many links hold a
    comment, or make it spam; `holds_all`: every comment is held; `is_blocked`: its writer is.
    """

    bin_words: Sequence[str] = ()
    hold_words: Sequence[str] = ()
    names: Collection[str] = ()
    station: str = ""
    is_known: bool = False
    holds_first: bool = True
    from_network: Sequence[int] = (0, 0, 0)
    held_links: int = HELD_LINKS
    spam_links: int = SPAM_LINKS
    holds_all: bool = False
    is_blocked: bool = False


@dataclass(frozen=True)
class Verdict:
    """The verdict on a comment: approved, pending or spam, and the reason in a word."""

    state: str
    why: str = ""


def judge(reply: Reply, known: Known) -> Verdict:
    """Return the verdict on `reply`, by the first rule that applies."""
    links = count_links(reply.text)
    fields = (reply.name, reply.email, reply.website, reply.text)
    if reply.subject:
        return Verdict("spam", "honeypot")
    if known.is_blocked:
        return Verdict("spam", "blocked")
    if has_word(fields, known.bin_words):
        return Verdict("spam", "word")
    if links >= known.spam_links:
        return Verdict("spam", "links")
    if links >= known.held_links:
        return Verdict("pending", "links")
    if has_word(fields, known.hold_words):
        return Verdict("pending", "word")
    if is_look_alike(reply.name, known.names, known.station):
        return Verdict("pending", "name")
    if is_flooding(known.from_network):
        return Verdict("pending", "network")
    if known.holds_first and not known.is_known:
        return Verdict("pending", "first")
    if known.holds_all:
        return Verdict("pending", "all")
    return Verdict("approved")


def seconds_to_wait(ages: Sequence[float], rates: Rates = RATES) -> int:
    """Return the whole seconds until one may post again (0: now), from the ages of earlier posts.

    `ages` are seconds, newest first.
    """
    waits = [0.0]
    for period, most in rates:
        recent = [age for age in ages if age < period]
        if len(recent) >= most:
            waits.append(period - recent[most - 1])
    return math.ceil(max(waits))


def is_flooding(counts: Sequence[int]) -> bool:
    """Return True if a network sends twenty times what one may; one number for each of RATES."""
    return any(
        count >= most * NETWORK_FACTOR for count, (_, most) in zip(counts, RATES, strict=True)
    )


def count_links(text: str) -> int:
    """Return how many web addresses `text` has, with or without a scheme; not email addresses."""
    return sum(1 for _ in LINK.finditer(_plain(text)))


def has_word(fields: Sequence[str], words: Sequence[str]) -> bool:
    """Return True if a field has one of `words` (or phrases) as a whole word, in any case."""
    return next(_found(fields, words), None) is not None


def words_in(fields: Sequence[str], words: Sequence[str]) -> list[str]:
    """Return which of `words` has_word finds, as they stand in the list."""
    return list(_found(fields, words))


def _found(fields: Sequence[str], words: Sequence[str]) -> Iterator[str]:
    texts = [_folded(field) for field in fields] if words else []
    for word, folded in _all_folded(tuple(words)):
        if any(folded in text and _whole(folded).search(text) for text in texts):
            yield word


@lru_cache(maxsize=8)
def _all_folded(words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return each word with its folded form, for a list that many comments are checked by."""
    return [(word, folded) for word in words if (folded := _folded(word))]


@lru_cache(maxsize=1024)
def _whole(folded: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!{LETTER}){re.escape(folded)}(?!{LETTER})")


def _plain(text: str) -> str:
    """Return `text` in the usual characters, without invisible ones.

    It works character by character, since normalize() takes seconds over a long row of marks; and
    keeps four for one at most (ﷺ has 18).
    """
    if text.isascii():
        return text
    seen = (letter for letter in text if unicodedata.category(letter) != "Cf")
    return "".join(unicodedata.normalize("NFKC", letter)[:4] for letter in seen)


def _folded(text: str) -> str:
    return " ".join(_plain(text).casefold().split())


def is_look_alike(name: str, names: Collection[str], station: str) -> bool:
    """Return True if `name` can be mistaken for one of `names`, or for the station's.

    The station's (with its frequency or without), and names of several words, are also found
    among other words.
    """
    inside = [station, FREQUENCY.sub("", station), *(other for other in names if " " in other)]
    words = _words(name)
    runs = {"".join(words[i:j]) for j in range(len(words) + 1) for i in range(j)} - {""}
    whole = {skeleton(name)} - {""}
    return any(skeleton(other) in whole for other in names) or any(
        skeleton(other) in runs for other in inside
    )


@lru_cache(maxsize=4096)
def skeleton(name: str) -> str:
    """Return `name` without case, marks and spaces, and with look-alike letters made equal."""
    bare = "".join(map(_latin, name)).casefold().translate(ALIKE)
    letters = "".join(letter for letter in bare if letter.isalnum())
    return letters.replace("rn", "m").replace("vv", "w")


def _words(name: str) -> list[str]:
    """Return the skeletons of the words in `name`, finely divided: "AerialTeam 87" has three."""
    return [skeleton(word) for word in SEAM.split("".join(map(_latin, name)))]


@lru_cache(maxsize=4096)
def _latin(letter: str) -> str:
    """Return the ASCII letters or digits that `letter` can be mistaken for, else itself."""
    if letter.isascii():
        return letter
    if letter in LOOKS_LIKE:
        return LOOKS_LIKE[letter]
    if named := LATIN.fullmatch(unicodedata.name(letter, "")):
        return named[1]
    bare = unicodedata.normalize("NFKD", letter)[:4]
    return letter if bare == letter else "".join(map(_latin, bare))
