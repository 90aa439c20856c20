"""The shows that were on air lately, each as long as it really was, and the one that comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from blueprints.core import clock
from blueprints.core.clock import rfc3339
from blueprints.core.station import station
from blueprints.shows.queries import kept_schedule
from blueprints.shows.schedule import Airing, on_air


@dataclass(frozen=True)
class Turn:
    """A show on air from `starts_at` to `ends_at`: its title, and its presenters' accounts."""

    show: str
    user_ids: frozenset[int]
    starts_at: datetime
    ends_at: datetime

    @property
    def phase(self) -> str:
        """Return coming, on, grace (over, and its presenters may still have the desk) or over."""
        now = clock.now()
        if now < self.ends_at:
            return "on" if now >= self.starts_at else "coming"
        return "grace" if now < self.grace_ends_at else "over"

    @property
    def grace_ends_at(self) -> datetime:
        """Return when the station's grace after it ends."""
        return self.ends_at + timedelta(minutes=station().desk_grace)


def turns() -> list[Turn]:
    """Return the turns since an idle desk would be released, and the next one, by beginning.

    They come from what is kept of the schedule, and change with it.
    """
    here = station()
    since = clock.now() - timedelta(minutes=max(here.studio_release, here.desk_grace))
    kept = kept_schedule(since)
    found = []
    for airing in as_aired(list(_until_next(kept.airings, since))):
        face = kept.faces[airing.show_id]
        title = airing.title or face.title
        found.append(Turn(title, face.user_ids, airing.starts_at, airing.ends_at))
    return found


def _until_next(airings: Iterable[Airing], since: datetime) -> Iterable[Airing]:
    for airing in airings:
        if airing.ends_at > since:
            yield airing
        if airing.starts_at > clock.now():
            return


def as_aired(airings: Sequence[Airing]) -> list[Airing]:
    """Return the airings by beginning, each as long as it really was on air.

    One ends early where another begins, and begins again where a shorter one within it is over.
    """
    borders = sorted({moment for one in airings for moment in (one.starts_at, one.ends_at)})
    found: list[Airing] = []
    begun: Airing | None = None
    for since, until in pairwise(borders):
        before, begun = begun, on_air(airings, since)
        if begun is not None and begun == before:
            found[-1] = replace(found[-1], ends_at=until)
        elif begun is not None:
            found.append(replace(begun, starts_at=since, ends_at=until))
    return found


def shows_as_json(found: Sequence[Turn]) -> dict[str, dict[str, str | None] | None]:
    """Return the show on air, and the one that comes next, as the console reads them."""
    by_phase = {turn.phase: turn for turn in reversed(found)}  # the first of each
    on, coming = by_phase.get("on"), by_phase.get("coming")
    return {
        "show": {"title": on.show, "ends_at": rfc3339(on.ends_at)} if on else None,
        "next_show": {"title": coming.show, "starts_at": rfc3339(coming.starts_at)}
        if coming
        else None,
    }
