"""“Stop after this track”: set, taken back, and ended once the track is over.

Not by `single oneshot`, which loses the queue when MPD is restarted meanwhile: MPD's options are
set, and set back later by a step of `flask work`, under the lock of the queue.
"""

import logging
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from blueprints.core.extensions import begin_write, db
from blueprints.player.console import Command
from blueprints.player.gateway import LOST
from blueprints.player.models import MpdState
from blueprints.player.mpd_queue import Options, QueueReading, split_tag, tag_of
from blueprints.player.queue_state import Body, find_mpd_state, settled_epoch, write
from blueprints.studio.edits import AUTOMATION, Edit, Entry, editing
from blueprints.studio.queue_edits import name_of
from blueprints.studio.refusals import Refusal
from blueprints.studio.studios import Studio, on_air, practice

Kept = dict[str, Any]
OUTCOME_UNKNOWN = 504

log = logging.getLogger("aerial.stop")


def stop_after(edit: Edit) -> Body:
    """Stop after the current track."""
    read, before = edit.read, _kept(edit.studio)
    if read.reading.song is None or read.reading.song_id is None:
        raise Refusal(422, _("Nothing is playing, so there is nothing to stop after."))
    text = _("set “stop after this track” for “%(title)s”", title=name_of(read.reading.song))
    options = before or {"single": read.options.single, "repeat": read.options.repeat}
    this = {"tag": _tag(edit), "id": read.reading.song_id}
    _keep(edit, this | {name: options[name] for name in ("single", "repeat")})
    try:
        return edit.send([("repeat", 0), ("single", 1)], _entry("stop-after", text))
    except Refusal as refusal:
        if refusal.status != OUTCOME_UNKNOWN:
            _keep(edit, before)
        raise


def play_on(edit: Edit) -> Body:
    """Do not stop after the current track."""
    kept = _kept(edit.studio)
    if kept is None:
        raise Refusal(409, _("“Stop after this track” is already off."))
    text = _("turned off “stop after this track”")
    body = edit.send(_back(kept, edit.read.options), _entry("stop-after-off", text))
    _keep(edit, None)
    return body


def end_those_over() -> None:
    """Set the options of both studios back where the track is over; keeps its own transactions."""
    for studio in (on_air(), practice()):
        if studio.has_mpd and _kept(studio) is not None:
            try:
                _end_if_over(studio)
            except (Refusal, *LOST) as error:  # the next round tries again
                log.debug("options cannot be set back", extra={"fields": {"error": str(error)}})


def _end_if_over(studio: Studio) -> None:
    with editing(studio, AUTOMATION) as edit:
        kept = _kept(studio)
        if kept is None or not _is_over(kept, edit.read):
            return
        for command in _back(kept, edit.read.options):
            edit.console.run(command)
        _keep(edit, None)


def _is_over(kept: Kept, read: QueueReading) -> bool:
    """Return True if the song is over after which MPD was to stop."""
    epoch = settled_epoch(read.reading.epoch, kept["tag"])
    is_same_daemon = round(epoch) == split_tag(kept["tag"])[0]
    return not is_same_daemon or read.reading.song_id != kept["id"]


def _back(kept: Kept, options: Options) -> list[Command]:
    """Return the commands that set back those options that nobody has changed meanwhile."""
    commands: list[Command] = []
    if options.single:
        commands.append(("single", int(kept["single"])))
    if not options.repeat:
        commands.append(("repeat", int(kept["repeat"])))
    return commands


def _tag(edit: Edit) -> str:
    row = find_mpd_state(edit.studio.name)
    epoch = settled_epoch(edit.read.reading.epoch, row.tag if row else "")
    return tag_of(epoch, edit.read.version)


def _kept(studio: Studio) -> Kept | None:
    kept = db.session.scalar(select(MpdState.stop_after).where(MpdState.studio == studio.name))
    db.session.commit()  # no transaction while MPD is asked
    return kept


def _keep(edit: Edit, kept: Kept | None) -> None:
    begin_write()
    row = find_mpd_state(edit.studio.name)
    if row is None:
        write(edit.read, edit.studio.name)
        row = find_mpd_state(edit.studio.name)
    assert row is not None  # noqa: S101 - written just now
    row.stop_after = kept
    db.session.commit()


def _entry(what: str, text: str) -> Any:
    return lambda _answers, _after: Entry(what, text)
