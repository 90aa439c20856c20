"""The rows of a form in which staff fill in what reports lack of a recording."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from blueprints.core.text import one_line
from blueprints.reports.recordings import BETWEEN, FACTS, Key, Recorded, isrc_of, key_of

LONGEST = 300
MOST_ROWS = 50


@dataclass
class FilledRow:
    """A recording, what was typed about it, and what is wrong with that by field.

    `fixed` are the facts that the log or the library has.
    """

    artist: str
    title: str
    plays: str
    typed: dict[str, str]
    fixed: Collection[str] = ()
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """Return the recording's key."""
        return key_of(self.artist, self.title)

    @property
    def facts(self) -> dict[str, str]:
        """Return what was typed as it is kept."""
        facts = self.typed | {"isrc": isrc_of(self.typed["isrc"])}
        return {name: text for name, text in facts.items() if name not in self.fixed}

    def check(self) -> bool:
        """Return True if what was typed can be kept; note what cannot."""
        for name, text in self.typed.items():
            if len(text) > LONGEST:
                self.errors[name] = _("Enter at most 300 characters.")
        bare = BETWEEN.sub("", self.typed["isrc"])
        if bare and not isrc_of(bare):
            self.errors["isrc"] = _("Enter an ISRC, like GB-AYE-69-00123.")
        return not self.errors


def rows_of(recordings: Iterable[Recorded]) -> list[FilledRow]:
    """Return the form's rows for recordings, with what is known of them."""
    return [
        FilledRow(one.artist, one.title, str(one.plays),
                  {name: getattr(one, name) for name in FACTS}, one.fixed)
        for one in recordings
    ]  # fmt: skip


def rows_in(sent: Mapping[str, str]) -> list[FilledRow]:
    """Return the rows of a form that was sent, at most fifty."""
    rows = []
    for place in range(MOST_ROWS):
        if f"title-{place}" not in sent:
            continue
        names = ("artist", "title", "plays", "fixed", *FACTS)
        told = {name: one_line(sent.get(f"{name}-{place}", "")) for name in names}
        typed = {name: told[name] for name in FACTS}
        fixed = told["fixed"].split()
        rows.append(FilledRow(told["artist"], told["title"], told["plays"], typed, fixed))
    return rows
