"""Emails to writers whose message or reply was read on air; a job of `flask work`.

A reading is told once, two minutes after it: until then it can be undone unseen. The outbox is the
memory of who was told: the kind of each email names the message ("read:m7") or reply ("read:c7").
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import String, cast, literal, select

from blueprints.comments import tokens
from blueprints.comments.models import AnswerNotice, Comment
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.http import absolute_url
from blueprints.core.station import station
from blueprints.mail.outbox import OutgoingMail, post
from blueprints.player.public_log import stream_delay
from blueprints.studio.message_acts import quoted
from blueprints.studio.models import StudioMessage
from blueprints.studio.readings import Readable, playlist_address, when

WAITS = timedelta(minutes=2)
TOLD_WITHIN = timedelta(days=1)  # of a worker that was stopped for longer nobody wants emails
IN_ONE_ROUND = 20


def tell_of_readings() -> bool:
    """Email who wants to know that they were read on air; call inside begin_write().

    Returns True if there may be more to do.
    """
    found = [("m", one) for one in _untold("m", StudioMessage)]
    found += [("c", one) for one in _untold("c", Comment)]
    for letter, one in found:
        _tell(letter, one)
    return len(found) >= IN_ONE_ROUND


def _untold(letter: str, table: Any) -> Sequence[Readable]:
    now = clock.now()
    kind = literal(f"read:{letter}") + cast(table.id, String)
    told = select(OutgoingMail.id).where(OutgoingMail.recipient == table.email)
    query = (
        select(table)
        .where(table.read_play_id.is_not(None), table.email != "")
        .where(table.read_at <= now - WAITS, table.read_at > now - TOLD_WITHIN)
        .where(~told.where(OutgoingMail.kind == kind).exists())
    )
    if table is Comment:
        query = query.join(AnswerNotice, AnswerNotice.comment_id == Comment.id)
        query = query.where(AnswerNotice.confirmed_at.is_not(None), Comment.state == "approved")
    return db.session.scalars(query.order_by(table.id).limit(IN_ONE_ROUND)).all()


def _tell(letter: str, one: Readable) -> None:
    read_at = one.read_at
    if read_at is None:
        return
    here = station().name
    words = _(
        "Hello %(name)s,\n\nThis was read on air at %(station)s, %(when)s:\n\n“%(text)s”\n\n"
        "Find it in the playlist:\n%(address)s",
        name=one.name,
        station=here,
        when=when(read_at + stream_delay(), "EEEE d MMMM,"),
        text=quoted(one.text),
        address=playlist_address(read_at),
    )
    subject = (
        _("Your reply was read on air – %(station)s", station=here)
        if isinstance(one, Comment)
        else _("Your message was read on air – %(station)s", station=here)
    )
    link = _unsubscribe_url(one) if isinstance(one, Comment) else ""
    if link:
        words += _("\n\nStop these emails:\n%(link)s", link=link)
    kind = f"read:{letter}{one.id}"
    post(one.email, subject, words, kind=kind, unsubscribe_url=link)


def _unsubscribe_url(reply: Comment) -> str:
    return absolute_url("comments.unsubscribe", token=tokens.unsubscribe_token(reply.email))
