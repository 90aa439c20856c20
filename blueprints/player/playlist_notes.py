"""Dated notes on published stories of episodes, whose playlists changed with the log."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, or_, select

from blueprints.core import clock
from blueprints.core.clock import rfc3339
from blueprints.core.dates import clock_time
from blueprints.core.extensions import db
from blueprints.core.text import excerpt
from blueprints.news import actions
from blueprints.news.forms import LONGEST_NOTE
from blueprints.player.log_edits import Kept
from blueprints.player.models import LogEdit
from blueprints.player.public_log import stream_delay
from blueprints.player.record_models import EpisodeStory
from blueprints.shows.models import Episode
from blueprints.shows.queries import episode_at, episodes_between

COLLECTED = timedelta(minutes=10)  # edits within it make one note
LOOKED_BACK = timedelta(days=7)
IN_A_ROUND = 100  # edits: nobody else can write meanwhile
NOTED = ("inserted", "corrected", "removed")
SHOWN = ("title", "artist", "album", "started_at")
HIDDEN_KINDS = ("jingle", "spot")


class PlaylistNotes:
    """A job of `flask work`: each round notes what was edited ten minutes ago or earlier."""

    def __init__(self) -> None:
        self._seen = 0  # the newest edit that was looked at

    def run(self) -> bool:
        """Note the edits that are due, each with all others of its episode; True if more are."""
        now = clock.now()
        due = select(LogEdit).where(LogEdit.id > self._seen, LogEdit.what.in_(NOTED))
        due = due.where(LogEdit.at > now - LOOKED_BACK, LogEdit.at <= now - COLLECTED)
        edits = db.session.scalars(due.order_by(LogEdit.id).limit(IN_A_ROUND)).all()
        for episode in {one.id: one for edit in edits for one in episodes_of_edit(edit)}.values():
            note_edits(episode)
        self._seen = max((edit.id for edit in edits), default=self._seen)
        return len(edits) == IN_A_ROUND


def note_edits(episode: Episode) -> None:
    """Add a note about the edits since the last one to the episode's story, if it is published."""
    found = db.session.get(EpisodeStory, episode.id)
    if found is None or found.story.state(clock.now()) != "published":
        return
    new = select(LogEdit).where(LogEdit.id > found.last_edit, LogEdit.at > found.story.publish_at)
    new = new.where(LogEdit.what.in_(NOTED), _starts_in(episode))
    edits = db.session.scalars(new.order_by(LogEdit.id)).all()
    told: dict[int, str] = {}
    for edit in edits:
        if episode in list(episodes_of_edit(edit)):
            row = edit.after or edit.before or {}
            told[row["id"]] = _words(edit, episode)
            found.last_edit = edit.id
    if told:
        rows = "; ".join(told.values())
        note = excerpt(_("The playlist was corrected: %(rows)s.", rows=rows), LONGEST_NOTE)
        actions.remember_first(found.story)
        actions.correct(found.story, note)
        actions.record(found.story, "corrected", None)


def _starts_in(episode: Episode) -> ColumnElement[bool]:
    """Return the condition of edits of rows that began, before or after it, in the episode."""
    since, until = rfc3339(episode.starts_at), rfc3339(episode.ends_at)  # as the ledger has them
    starts = (row["started_at"].as_string() for row in (LogEdit.before, LogEdit.after))
    return or_(*(and_(start >= since, start < until) for start in starts))


def episodes_of_edit(edit: LogEdit) -> Iterator[Episode]:
    """Yield the episodes whose playlists the edit changed: that of the row before, and after."""
    before, after = edit.before or {}, edit.after or {}
    is_shown = (after or before).get("kind") not in HIDDEN_KINDS
    if is_shown and any(before.get(name) != after.get(name) for name in SHOWN):
        starts = {start for row in (before, after) if (start := _start(row))}
        found = (episode_at(episodes_between(at, at + timedelta(seconds=1)), at) for at in starts)
        yield from {episode.id: episode for episode in found if episode}.values()


def _start(row: Kept) -> datetime | None:
    return datetime.fromisoformat(row["started_at"]) if row else None


def _words(edit: LogEdit, episode: Episode) -> str:
    """Return “20:14 Artist – Title”, by the clock of those who listened."""
    row = edit.after if edit.after and _is_in(edit.after, episode) else None
    known = row or edit.before or edit.after or {}
    heard = datetime.fromisoformat(known["started_at"]) + stream_delay()
    names = " – ".join(filter(None, (known["artist"], known["title"])))
    words = f"{clock_time(heard)} {names}".strip()
    return words if row else str(_("%(row)s removed", row=words))


def _is_in(row: Kept, episode: Episode) -> bool:
    start = _start(row)
    return start is not None and episode.starts_at <= start < episode.ends_at
