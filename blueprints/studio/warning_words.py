"""The warnings of the queue in words."""

from collections.abc import Callable
from functools import lru_cache

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from blueprints.studio.rotation import Warning

HOUR = 60


def words_of(warning: Warning) -> str:
    """Return a warning as the row shows it."""
    return _words_of(str(get_locale()), warning.kind, tuple(warning.values.items()))


@lru_cache(maxsize=2000)
def _words_of(_locale: str, kind: str, values: tuple[tuple[str, int | str], ...]) -> str:
    """Return the words, cached: each row of a queue may have some, at each of its changes."""
    return str(WORDS[kind](**dict(values)))


def _length(minutes: int) -> str:
    """Return a length in words: minutes, from an hour on hours and minutes."""
    hours, rest = divmod(minutes, HOUR)
    in_hours = ngettext("%(num)d hour", "%(num)d hours", hours)
    in_minutes = ngettext("%(num)d minute", "%(num)d minutes", rest)
    if not hours:
        return str(in_minutes)
    return str(in_hours) if not rest else f"{in_hours} {in_minutes}"


def _same_artist(minutes: int, rule: int) -> str:
    if minutes < 1:
        return str(
            _("Same artist less than a minute before; the rule says %(rule)d minutes", rule=rule)
        )
    return str(
        ngettext(
            "Same artist %(num)d minute before; the rule says %(rule)d",
            "Same artist %(num)d minutes before; the rule says %(rule)d",
            minutes,
            rule=rule,
        )
    )


def _same_track(minutes: int, rule: int) -> str:
    before, apart = _length(minutes), _length(rule)
    if minutes < 1:
        return str(_("Same track less than a minute before; the rule says %(apart)s", apart=apart))
    return str(
        _("Same track %(before)s before; the rule says %(apart)s", before=before, apart=apart)
    )


def _artist_count(count: int, most: int) -> str:
    words = _("%(count)d tracks by this artist in 3 hours; the rule says at most %(most)d",
              count=count, most=most)  # fmt: skip
    return str(words)


def _artist_row(count: int, most: int) -> str:
    words = _("%(count)d tracks by this artist in a row; the rule says at most %(most)d",
              count=count, most=most)  # fmt: skip
    return str(words)


def _album_count(count: int, most: int) -> str:
    words = _("%(count)d tracks from this album in 3 hours; the rule says at most %(most)d",
              count=count, most=most)  # fmt: skip
    return str(words)


def _album_row(count: int, most: int) -> str:
    words = _("%(count)d tracks from this album in a row; the rule says at most %(most)d",
              count=count, most=most)  # fmt: skip
    return str(words)


def _explicit(**hours: str) -> str:
    words = _("Explicit: only allowed from %(begin)s to %(end)s",
              begin=hours["from"], end=hours["until"])  # fmt: skip
    return str(words)


WORDS: dict[str, Callable[..., str]] = {
    "artist": _same_artist,
    "track": _same_track,
    "artist_count": _artist_count,
    "artist_row": _artist_row,
    "album_count": _album_count,
    "album_row": _album_row,
    "explicit": _explicit,
}
