"""Plays that another playout posts: logged once, whatever their order of arrival.

A play ends where the sender's next one began, else after its length, else after a cap. None of
these commits.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, tuple_

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.text import same_name
from blueprints.player.actions import credits_of
from blueprints.player.log_edits import By, kept, note_edit
from blueprints.player.manual import credit_anew
from blueprints.player.manual_rows import NEXT_MAY_TAKE, end_if_over, mark_covered
from blueprints.player.models import LogEdit, Play
from blueprints.player.posted_fields import BadPlay, Posted, read_play
from blueprints.player.record_models import PlayToken
from blueprints.player.titles import note_title
from blueprints.player.tokens import note_use

SAME_PLAY = timedelta(minutes=2)  # without an id
RETRIED_FOR = timedelta(days=1)
CAP = timedelta(minutes=10)  # of a play without a length
FADED = timedelta(seconds=15)  # the next one may begin that long before the end
LATE = timedelta(minutes=10)  # such a post changes what charts and stories have counted


def post(token: PlayToken, fields: Mapping[str, Any]) -> tuple[Play, bool]:
    """Log what the owner of `token` sent; return the play, and True if it is new.

    The same again is the same row; what it says more, or otherwise, is filled in. Radios are
    told the title. Call inside begin_write(). Raises BadPlay.
    """
    posted, now = read_play(fields), clock.now()
    note_use(token, now)
    play = _find(token, posted, now)
    is_new = play is None
    if play is None:
        _refuse_if_removed(token, posted, now)
        play = _add(token, posted, now)
    else:
        _correct(play, posted, token, now)
    note_title()
    return play, is_new


def end_open(token: PlayToken) -> None:
    """End what the owner of `token` still has on air: nobody will post what follows it."""
    now = clock.now()
    is_open = Play.source == "playout", Play.sent_by == token.id, Play.ended_at.is_(None)
    for play in db.session.scalars(select(Play).where(*is_open)).all():
        play.ended_at, play.how = max(now, play.started_at), "stopped"
        db.session.flush()
        mark_covered(play.started_at, now, now)
    note_title()


def _find(token: PlayToken, posted: Posted, now: datetime) -> Play | None:
    """Return the row of the same play, if it was posted before."""
    if posted.sender_id is None:
        return _find_alike(token, posted)
    one = Play.sent_by == token.id, Play.sender_id == posted.sender_id
    play = db.session.scalar(select(Play).where(*one))
    if play is None:
        return None
    least = SAME_PLAY if posted.has_start else RETRIED_FOR
    if abs(posted.started_at - play.started_at) > least:
        words = _("This ID was used for another play. Use a new one for each play.")
        raise BadPlay([{"field": "id", "message": words}])
    return play


def _find_alike(token: PlayToken, posted: Posted) -> Play | None:
    """Return the sender's nearest play with these names, within two minutes."""
    near = (posted.started_at - SAME_PLAY, posted.started_at + SAME_PLAY)
    query = select(Play).where(Play.source == "playout", Play.started_at.between(*near))
    plays = db.session.scalars(query.where(Play.sent_by == token.id, Play.sender_id.is_(None)))
    alike = [play for play in plays if _is_named(posted, play.artist, play.title)]
    return min(alike, key=lambda play: abs(play.started_at - posted.started_at), default=None)


def _is_named(posted: Posted, artist: str, title: str) -> bool:
    names = (posted.texts.get(name, "") for name in ("artist", "title"))
    return [same_name(name) for name in names] == [same_name(artist), same_name(title)]


def _refuse_if_removed(token: PlayToken, posted: Posted, now: datetime) -> None:
    """Raise BadPlay if staff removed this play from the log, and its sender tries again."""
    recent = LogEdit.what == "removed", LogEdit.at > now - RETRIED_FOR
    of_sender = LogEdit.before["sent_by"].as_integer() == token.id
    for row in db.session.scalars(select(LogEdit.before).where(*recent, of_sender)):
        apart = abs(posted.started_at - datetime.fromisoformat(row["started_at"]))
        is_alike = apart <= SAME_PLAY and _is_named(posted, row["artist"], row["title"])
        if row["sender_id"] == posted.sender_id and (posted.sender_id or is_alike):
            words = _("Staff removed this play from the log; it is not logged again.")
            raise BadPlay([{"field": "id", "message": words}])


def _add(token: PlayToken, posted: Posted, now: datetime) -> Play:
    play = Play(
        source="playout", kind=posted.kind or "music", **posted.texts, started_at=posted.started_at,
        duration=posted.duration, covered=False, sent_by=token.id, sender_id=posted.sender_id,
        credits=credits_of(posted.texts.get("artist", ""), posted.started_at),
    )  # fmt: skip
    db.session.add(play)
    db.session.flush()
    _settle(play, now)
    if play.started_at < now - LATE:
        note_edit(_by(token), "inserted", play, None, kept(play))
    return play


def _correct(play: Play, posted: Posted, token: PlayToken, now: datetime) -> None:
    """Fill in what a later post says; what staff have corrected stands, and is only filled in."""
    said: dict[str, Any] = posted.texts | {"kind": posted.kind, "duration": posted.duration}
    changed = {name: value for name, value in said.items()
               if value is not None and getattr(play, name) != value}  # fmt: skip
    if changed and _is_corrected(play):
        changed = {name: value for name, value in changed.items() if not getattr(play, name)}
    if not changed:
        return
    before = kept(play)
    for name, value in changed.items():
        setattr(play, name, value)
    if "duration" in changed:
        _settle(play, now)
    if "artist" in changed:
        credit_anew(play)
    note_edit(_by(token), "corrected", play, before, kept(play))


def _by(token: PlayToken) -> By:
    return By(None, token.name)


def _is_corrected(play: Play) -> bool:
    """Return True if staff have changed this row."""
    by_staff = LogEdit.play_id == play.id, LogEdit.user_id.is_not(None)
    return db.session.scalar(select(LogEdit.id).where(*by_staff).limit(1)) is not None


def _settle(play: Play, now: datetime) -> None:
    """Work out the ends of a play that is new or has another length, and of the one before it."""
    of_sender = Play.source == "playout", Play.sent_by == play.sent_by, Play.id != play.id
    at, place = Play.started_at, (play.started_at, play.id)
    order = tuple_(at, Play.id)  # of two that began together, the one that was posted last is on
    newest = select(Play).where(*of_sender, at <= place[0], order < place)
    before = db.session.scalar(newest.order_by(at.desc(), Play.id.desc()).limit(1))
    after = select(at).where(*of_sender, at >= place[0], order > place).order_by(at).limit(1)
    changed = [*(_end(before, play.started_at, now) if before is not None else ()),
               play.started_at, *_end(play, db.session.scalar(after), now)]  # fmt: skip
    db.session.flush()
    mark_covered(min(changed), max(changed), now)


def _end(play: Play, next_at: datetime | None, now: datetime) -> list[datetime]:
    """End `play` where the next one began or where its time is over; else say when it will be.

    Return the moments between which that changes anything.
    """
    length = timedelta(seconds=play.duration) if play.duration else CAP
    was, ends = play.over_at, play.started_at + length
    play.ends_by = ends + NEXT_MAY_TAKE if play.duration else ends
    play.ended_at = play.how = None
    if next_at is not None and next_at < play.ends_by:
        is_cut = play.duration is not None and next_at < ends - FADED
        play.ended_at, play.how = min(next_at, ends), "skipped" if is_cut else "finished"
    else:
        end_if_over(play, now)
    is_same = was == play.over_at
    return [] if is_same else [play.started_at, *filter(None, (was, play.over_at))]
