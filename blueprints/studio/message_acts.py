"""Acts of staff on messages to the studio: done, note, thanks, block. None of these commits.

The ledger names a message by its time, never its writer, who may ask for erasure.
"""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete

from blueprints.accounts.models import User
from blueprints.comments.blocked_writers import is_blocked
from blueprints.comments.models import BlockedWriter
from blueprints.comments.senders import email_hash
from blueprints.core import clock
from blueprints.core.database import LARGEST_NUMBER
from blueprints.core.dates import clock_time
from blueprints.core.extensions import db
from blueprints.core.station import station
from blueprints.mail.outbox import post
from blueprints.studio.ledger import note
from blueprints.studio.models import StudioMessage
from blueprints.studio.refusals import Refusal, not_there

BLOCKED_FOR = timedelta(hours=24)  # from the message on: so long is a network address kept
LONGEST_NOTE = 1000
QUOTED = 200  # characters of a message in an email to its writer


def message_of(number: int) -> StudioMessage:
    """Return the message with that number; raise Refusal (404) if there is none."""
    found = db.session.get(StudioMessage, number) if number <= LARGEST_NUMBER else None
    if found is None:
        raise not_there()
    return found


def set_done(message: StudioMessage, is_done: bool, by: User) -> None:
    """Mark a message as done, or as new again; raise Refusal if it is spam."""
    if message.state == "spam":
        raise Refusal(409, _("This message is spam."), _("Mark it as not spam first."))
    if message.state == ("done" if is_done else "new"):
        return
    message.state, time = ("done" if is_done else "new"), clock_time(message.created_at)
    if is_done:
        note("air", by, "msg-done", _("marked the message of %(time)s as done", time=time))
    else:
        note("air", by, "msg-new", _("marked the message of %(time)s as new", time=time))


def set_note(message: StudioMessage, text: str, by: User) -> None:
    """Write staff's own note on a message; raise Refusal if it is too long."""
    if len(text) > LONGEST_NOTE:
        todo = _("Shorten it to %(most)d characters or fewer.", most=LONGEST_NOTE)
        raise Refusal(422, _("“%(field)s” is too long.", field=_("Note")), todo)
    if message.note != text:
        message.note = text
        time = clock_time(message.created_at)
        note("air", by, "msg-note", _("changed the note on the message of %(time)s", time=time))


def thank(message: StudioMessage, by: User) -> None:
    """Email the message's writer a short thanks; raise Refusal without an address, or again."""
    if not message.email:
        raise Refusal(422, _("This listener left no email address."), _("Thank them on air."))
    if message.thanked_at:
        who = message.thanked_by
        raise Refusal(409, _("%(name)s has already thanked this listener.", name=who))
    message.thanked_at, message.thanked_by = clock.now(), by.name[:200]
    subject = _("Thanks for your message – %(station)s", station=station().name)
    post(message.email, subject, _thanks(message, by), kind="message")
    time = clock_time(message.created_at)
    note("air", by, "msg-thanks", _("thanked the writer of the message of %(time)s", time=time))


def _thanks(message: StudioMessage, by: User) -> str:
    words = _("Hello %(name)s,\n\nThank you for your message to %(station)s:\n\n“%(text)s”\n\n"
              "%(who)s, in the studio", name=message.name, station=station().name,
              text=quoted(message.text), who=by.name)  # fmt: skip
    return str(words)


def quoted(text: str) -> str:
    """Return the beginning of a text in one line, as emails to its writer quote it."""
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else f"{line[:QUOTED].rstrip()}…"


def block(message: StudioMessage, by: User) -> None:
    """Block a message's writer: this message and later ones are spam.

    Without an email address the network address is blocked, until a day after the message; raise
    Refusal if that is not known any more. A writer whom a moderator has blocked for good stays so,
    with that reason.
    """
    key = _key(message)
    if key is None:
        error = _("This writer can’t be blocked: they left no email address, and the network "
                  "address is deleted after a day.")  # fmt: skip
        raise Refusal(409, error, _("Mark the message as done."))
    if not message.email or not is_blocked(message.email, None):
        _block(key, None if message.email else message.created_at + BLOCKED_FOR, by)
    message.state, message.why = "spam", "blocked"
    time = clock_time(message.created_at)
    note("air", by, "msg-block", _("blocked the writer of the message of %(time)s", time=time))


def _block(key: str, until: datetime | None, by: User) -> None:
    why, now = _("Message to the studio"), clock.now()
    db.session.execute(delete(BlockedWriter).where(BlockedWriter.key == key))
    db.session.add(BlockedWriter(key=key, until=until, by=by.email[:200], why=why, at=now))


def unblock(message: StudioMessage, by: User) -> None:
    """Mark a message as not spam: it is new, and its writer is not blocked any more.

    A block by a moderator, from a comment, stays.
    """
    if message.state != "spam":
        return
    key = _key(message)
    if key and message.why == "blocked":
        ours = BlockedWriter.key == key, BlockedWriter.comment_id.is_(None)
        db.session.execute(delete(BlockedWriter).where(*ours))
    message.state, message.why = "new", ""
    time = clock_time(message.created_at)
    note("air", by, "msg-unspam", _("marked the message of %(time)s as not spam", time=time))


def _key(message: StudioMessage) -> str | None:
    return email_hash(message.email) if message.email else message.address_hash
