"""The transport: play, pause, stop, skip, volume, crossfade."""

from flask_babel import gettext as _

from blueprints.accounts.models import User
from blueprints.core.station import station
from blueprints.player.console import Command
from blueprints.player.queue_state import Body
from blueprints.studio.edits import Edit, Entry
from blueprints.studio.queue_edits import name_of
from blueprints.studio.refusals import Refusal

TOO_LATE = 0.5  # seconds before a track's end: it ends by itself, and MPD may freeze for a moment


def need_current(edit: Edit, song_id: int | None) -> None:
    """Raise Refusal (409) unless MPD is still at the track that the DJ saw."""
    if edit.read.reading.song_id != song_id:
        raise Refusal(
            409,
            _("Another track is on now, so nothing was done."),
            _("Look at what is playing, then try again."),
            stale=True,
        )


def may_set_volume(user: User) -> bool:
    """Return True if the user may change volume and crossfade: an admin, or as the station says."""
    return user.holds() or station().djs_set_volume


def need_volume(user: User) -> None:
    """Raise Refusal (403) unless the user may change volume and crossfade."""
    if not may_set_volume(user):
        raise Refusal(
            403,
            _("Only admins can change volume and crossfade at this station."),
            _("An admin can allow it under Settings, Studio."),
        )


def play(edit: Edit) -> Body:
    """Play, or go on after a pause."""
    reading = edit.read.reading
    if reading.state == "stop" and not edit.read.length:
        raise Refusal(422, _("The queue is empty."), _("Add a track from the library first."))
    command: Command = ("pause", 0) if reading.state == "pause" else ("play",)
    return _send(edit, "played", _("started playback"), command)


def pause(edit: Edit) -> Body:
    """Pause."""
    return _send(edit, "paused", _("paused"), ("pause", 1))


def stop(edit: Edit) -> Body:
    """Stop."""
    return _send(edit, "stopped", _("stopped playback"), ("stop",))


def skip(edit: Edit) -> Body:
    """Go on to the next track."""
    reading = edit.read.reading
    if reading.song is None:
        raise Refusal(422, _("Nothing is playing, so there is nothing to skip."))
    left = (reading.song.duration or TOO_LATE + 1) - reading.elapsed
    if reading.state == "play" and left < TOO_LATE:
        raise Refusal(409, _("This track is ending by itself."))
    text = _("skipped “%(title)s”", title=name_of(reading.song))
    return _send(edit, "skipped", text, ("next",))


def set_volume(edit: Edit, volume: int) -> Body:
    """Set the volume, 0 to 100."""
    before = edit.read.options.volume
    if before is None:
        raise Refusal(422, _("MPD has no mixer, so its volume can’t be changed."))
    text = _("set the volume to %(volume)s", volume=volume)
    return _send(edit, "volume", text, ("setvol", volume), {"volume": before})


def set_crossfade(edit: Edit, seconds: int) -> Body:
    """Set the crossfade in whole seconds, 0 to 30."""
    before = round(edit.read.options.crossfade)
    text = _("set the crossfade to %(seconds)s s", seconds=seconds)
    return _send(edit, "crossfade", text, ("crossfade", seconds), {"crossfade": before})


def _send(edit: Edit, what: str, text: str, *commands: Command | dict[str, int]) -> Body:
    before = next((part for part in commands if isinstance(part, dict)), None)
    sent = [part for part in commands if not isinstance(part, dict)]
    return edit.send(sent, lambda _answers, _after: Entry(what, text, before))
