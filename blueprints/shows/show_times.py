"""When a show is on, in words for listeners: “Monday to Friday 07:00–10:00”."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _

from blueprints.core.station import station
from blueprints.shows.labels import EVERY, day_words, today_in, weekday_name
from blueprints.shows.models import Slot

WEEK = list(range(7))


def times_of(slots: Iterable[Slot]) -> list[str]:
    """Return the times of these slots; those that differ by weekday alone are one."""
    together: defaultdict[str, list[Slot]] = defaultdict(list)
    for slot in sorted(slots, key=lambda one: (one.weekday, one.starts)):
        today = today_in(slot.zone)
        if slot.last_on is None or slot.last_on >= today:
            together[_times(slot, today)].append(slot)
    return [
        f"{_days(sorted({slot.weekday for slot in alike}))} {times}"
        for times, alike in together.items()
    ]


def _times(slot: Slot, today: date) -> str:
    words = [f"{slot.starts:%H:%M}–{slot.ends:%H:%M}"]
    if slot.zone != station().timezone:
        words[0] += f" {slot.zone}"
    if slot.every > 1:
        usual = EVERY.get(slot.every)
        words.append(
            str(usual).lower() if usual else _("every %(number)s weeks", number=slot.every)
        )
    if slot.first_on > today:
        words.append(_("from %(day)s", day=day_words(slot.first_on)))
    if slot.last_on:
        words.append(_("until %(day)s", day=day_words(slot.last_on)))
    return ", ".join(words)


def _days(weekdays: list[int]) -> str:
    if weekdays == WEEK:
        return str(_("Every day"))
    first, last = weekdays[0], weekdays[-1]
    if len(weekdays) > 2 and last - first == len(weekdays) - 1:
        return str(_("%(first)s to %(last)s", first=weekday_name(first), last=weekday_name(last)))
    return ", ".join(map(weekday_name, weekdays))
