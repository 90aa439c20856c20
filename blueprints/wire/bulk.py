"""One decision about several entries; those for which something is missing are left alone."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from blueprints.accounts.models import User
from blueprints.wire import actions, pictures
from blueprints.wire.inbox import find_entries
from blueprints.wire.models import WireEntry
from blueprints.wire.stories import is_lacking

ACTS = ("dismissal", "publication", "restoration")


@dataclass
class Outcome:
    """Numbers of entries: done, left because something is missing, decided by others before.

    `keys` are of files that nobody needs any more, for library.drop_unneeded().
    """

    done: list[int] = field(default_factory=list)
    lacking: list[int] = field(default_factory=list)
    decided: list[int] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


def decide(numbers: Collection[int], act: str, by: User) -> Outcome:
    """Do `act`, one of ACTS, to each entry in turn. Call it inside begin_write()."""
    outcome = Outcome()
    for entry in find_entries(numbers):
        if act == "publication" and entry.state == "new" and is_lacking(entry):
            outcome.lacking.append(entry.id)
            continue
        try:
            outcome.keys += _do(entry, act, by)
            outcome.done.append(entry.id)
        except actions.AlreadyDecided:
            outcome.decided.append(entry.id)
    return outcome


def _do(entry: WireEntry, act: str, by: User) -> list[str]:
    if act == "dismissal":
        return actions.dismiss(entry, by)
    if act == "publication":
        actions.publish(entry, by)
    else:
        actions.restore(entry)
    return []


def fetch_pictures(entries: Iterable[WireEntry]) -> dict[int, list[pictures.Fetched]]:
    """Fetch the pictures of entries that are to be published; outside of transactions."""
    until = pictures.deadline()
    return {entry.id: pictures.fetch_for(entry, until) for entry in list(entries)}


def take_in(fetched: dict[int, list[pictures.Fetched]]) -> None:
    """Put fetched pictures into the library. Call it inside begin_write()."""
    for entry in find_entries(fetched):
        pictures.take_in(entry, fetched[entry.id])
