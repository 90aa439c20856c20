"""MPD's errors in words, for the DJ who is looking at the console."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask_babel import gettext as _

from blueprints.core.text import plain
from blueprints.player.gateway import LOST, NOT_THERE, CommandError, Gateway
from blueprints.player.gateway import Refused as UnsafeArgument
from blueprints.studio.refusals import Refusal

LONGEST = 200


def not_reachable() -> Refusal:
    """Return the refusal while MPD cannot be reached: nothing was sent."""
    return Refusal(
        503,
        _("MPD can’t be reached. Nothing was changed."),
        _("Check that MPD is running, then try again."),
    )


def no_answer() -> Refusal:
    """Return the refusal when MPD was only asked and did not answer in time."""
    return Refusal(
        503,
        _("MPD didn’t answer in time. Nothing was changed."),
        _("Try again in a few seconds."),
    )


def unknown_outcome() -> Refusal:
    """Return the refusal when MPD did not answer in time: it may have done it, or not."""
    return Refusal(
        504,
        _("MPD didn’t answer in time, so this may or may not have been done."),
        _("Look at the queue before you try again."),
    )


def gone() -> Refusal:
    """Return the refusal for a track that is not in the queue any more."""
    return Refusal(
        422,
        _("This track is no longer in the queue."),
        _("It has played, or another DJ removed it."),
    )


def number_of(error: Exception) -> int | None:
    """Return the number of MPD's error."""
    number: int | None = getattr(getattr(error, "errno", None), "value", None)
    return number


def no_file() -> Refusal:
    """Return the refusal for a track that MPD's library does not have."""
    words = _("MPD doesn’t have this track any more.")
    return Refusal(422, words, _("Search for it again: the library may have changed."))


def unsafe() -> Refusal:
    """Return the refusal for a name that could carry a second command."""
    return Refusal(422, _("This name has a line break in it, which MPD can’t handle."))


def refused(error: Exception) -> Refusal:
    """Return the refusal for a command that MPD refused, with what it said."""
    if number_of(error) == NOT_THERE:
        return no_file() if getattr(error, "command", "") == "addid" else gone()
    words = plain(str(getattr(error, "msg", "") or error), LONGEST)
    return Refusal(422, _("MPD refused this: %(words)s.", words=words.rstrip(".")))


@contextmanager
def connected(gateway: Gateway) -> Iterator[None]:
    """Connect to MPD for one request; raise Refusal if it cannot be reached."""
    try:
        gateway.connect()
    except LOST as error:
        gateway.disconnect()
        raise not_reachable() from error
    try:
        yield
    finally:
        gateway.disconnect()


@contextmanager
def mpd_words() -> Iterator[None]:
    """Turn an error of MPD's into a Refusal while it is only asked: 422, or 503 for no answer."""
    try:
        yield
    except CommandError as error:
        raise refused(error) from error
    except UnsafeArgument as error:
        raise unsafe() from error
    except LOST as error:
        raise no_answer() from error
