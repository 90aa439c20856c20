"""Messages and replies that are read on air: tied to the talk break that is open.

None of these commits. A reading whose talk break was removed from the log is no reading any more.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from blueprints.accounts.models import User
from blueprints.comments.models import Comment
from blueprints.comments.queries import APPROVED, find_comment, find_readable
from blueprints.core import clock
from blueprints.core.dates import clock_time, day_date
from blueprints.core.http import absolute_url
from blueprints.core.station import station
from blueprints.player.manual_rows import find_manual, is_open
from blueprints.player.models import LogRow, Play
from blueprints.player.public_log import stream_delay
from blueprints.studio.ledger import note
from blueprints.studio.models import StudioMessage
from blueprints.studio.refusals import Refusal, not_there

Readable = StudioMessage | Comment


def reply_of(number: int) -> Comment:
    """Return the reply with that number, if readers see it or it was read on air.

    Raises Refusal (404). One that was rejected since can still be untied.
    """
    found = find_comment(number)
    if found and read_at_of(found):
        return found
    found = find_readable(number)
    if found is None or found.state != APPROVED:
        raise not_there()
    return found


def open_talk() -> LogRow:
    """Return the talk break that is open; raise Refusal (409) if none is."""
    row = find_manual(Play)
    if row is None or row.source != "talk" or not is_open(row, clock.now()):
        raise Refusal(409, _("No talk break is open."), _("Start a talk break first."))
    return row


def tie(what: Readable, by: User) -> None:
    """Tie a message or a reply to the open talk break: it is read on air now.

    The same again changes nothing; raise Refusal if it was read in another talk break, or is spam.
    """
    row = open_talk()
    if what.read_play_id == row.id:
        return
    if what.state == "spam":
        raise Refusal(409, _("This message is spam."), _("Mark it as not spam first."))
    if read_at := read_at_of(what):
        words = _("This was already read on air, %(when)s.", when=when(read_at))
        raise Refusal(409, words, _("Mark it as not read first."))
    what.read_play_id, what.read_at = row.id, clock.now()
    _noted(what, by, "read")


def untie(what: Readable, by: User) -> None:
    """Remove the mark that a message or a reply was read on air."""
    if read_at_of(what):
        _noted(what, by, "unread")
    what.read_play_id = what.read_at = None


def read_at_of(what: Readable) -> datetime | None:
    """Return when a message or a reply was read on air, by the studio's clock, or None."""
    return what.read_at if what.read_play_id is not None else None


def when(moment: datetime, pattern: str = "EEEE") -> str:
    """Return a moment as "Sunday 17:35"; `pattern` is the day's, of Unicode's CLDR."""
    day = moment.astimezone(ZoneInfo(station().timezone)).date()
    return f"{day_date(day, pattern)} {clock_time(moment)}"


def playlist_address(moment: datetime) -> str:
    """Return the public address of the playlist at a moment of the studio, as listeners hear it."""
    heard = (moment + stream_delay()).astimezone(ZoneInfo(station().timezone))
    day, time = heard.date().isoformat(), heard.strftime("%H:%M")
    return absolute_url("player.playlist", day=day, time=time)


def _noted(what: Readable, by: User, act: str) -> None:
    time = clock_time(what.created_at)
    if isinstance(what, Comment):
        what.changed_at = clock.now()  # its thread says so
        said = {
            "read": _("read the reply of %(time)s on air", time=time),
            "unread": _("removed “read on air” from the reply of %(time)s", time=time),
        }
    else:
        said = {
            "read": _("read the message of %(time)s on air", time=time),
            "unread": _("removed “read on air” from the message of %(time)s", time=time),
        }
    note("air", by, f"msg-{act}", said[act])
