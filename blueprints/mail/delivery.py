"""Delivery of the outbox: claim, send, note. No network inside a transaction.

An email is claimed by postponing when it is due and counting its tries; each later note holds only
while that count does. Just before the server gets the last line, "handed" is noted. So a sender
that is killed before has sent nothing, and the email is due again after LEASE; one that is killed
after has sent it, as the kernel delivers what was written, and the email counts as sent once LEASE
is over. There remains the moment between that note and the three bytes that follow it: a process
that is killed just there loses the email, and its settling is logged as a warning.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime

from flask import current_app
from flask_mailman import EmailMessage
from flask_mailman.message import utf8_charset_qp
from flask_mailman.utils import punycode
from sqlalchemy import select, update

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db, mail
from blueprints.core.setting_values import mail_address
from blueprints.core.station import station
from blueprints.core.text import one_line
from blueprints.mail.files import MailFiles, filename_of, mail_folder
from blueprints.mail.outbox import IS_OPEN, OutgoingMail, is_due, own_domain
from blueprints.mail.smtp import MailServer, NotNow, Refused, failure_of

log = logging.getLogger("aerial.mail")

LEASE = timedelta(minutes=2)
MOST_A_ROUND = 20
LONGEST_ROUND = 10.0  # seconds, after which no further email is begun
AGAIN_AFTER = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60, 120, 240, 480))
GIVEN_UP_AFTER = timedelta(days=2)
UNHEARD = "the mail server's answer was not heard"


class LostClaim(Exception):
    """Another sender has taken the email over meanwhile."""


@dataclass(frozen=True)
class Claim:
    """An email that is ours to send: its number, and its number of tries including this one."""

    id: int
    tries: int
    filename: str
    message: EmailMessage


def send_due() -> bool:
    """Send emails that are due, oldest first, for some seconds; return True if there were any."""
    until = clock.monotonic() + LONGEST_ROUND
    begun = 0
    with _mail_server() as server:
        while begun < MOST_A_ROUND and clock.monotonic() < until:
            claim = _claim()
            if claim is None:
                break
            begun += 1
            if not _send(claim, server):
                break
    return begun > 0


@contextmanager
def _mail_server() -> Iterator[MailServer | None]:
    """Yield the mail server, or None if the station has none; the first email connects to it."""
    if not current_app.config["RADIO_MAIL_SERVER"]:
        yield None
        return
    server = mail.get_connection(backend=MailServer)
    try:
        yield server
    finally:
        server.close()


def _claim() -> Claim | None:
    """Claim the next email that is due, so that no other sender takes it; None without one."""
    due = select(OutgoingMail).where(is_due(clock.now())).limit(1)
    due = due.order_by(OutgoingMail.due_at, OutgoingMail.tries, OutgoingMail.id)
    while db.session.scalar(due) is not None:
        begin_write()
        row = db.session.scalar(due)  # again, as another may have been quicker
        claim = _taken(row) if row else None
        db.session.commit()
        if claim:
            return claim
    db.session.rollback()
    return None


def _taken(row: OutgoingMail) -> Claim | None:
    """Return the claim on `row`; None if it needs no sending any more, or cannot be sent at all."""
    if row.handed_at:
        log.warning("mail taken for sent: %s", UNHEARD, extra={"fields": {"mail": row.id}})
        row.sent_at, row.failure = row.handed_at, UNHEARD
        return None
    row.tries += 1
    row.due_at = clock.now() + LEASE
    row.waits_for_server = False
    try:
        return Claim(row.id, row.tries, filename_of(row.id, row.created_at), _message(row))
    except ValueError as error:  # Flask-Mailman's, for an invalid address or header
        _give_up(row, str(error))
        return None


def sender_address() -> str:
    """Return the sender: the setting, else the station's contact, else a name at its host."""
    given: str = current_app.config["RADIO_MAIL_SENDER"] or station().contact_email
    return given or f"radio@{own_domain()}"


def _message(row: OutgoingMail) -> EmailMessage:
    """Return the email to send. Raises ValueError if its recipient is not valid."""
    message = EmailMessage(
        subject=one_line(row.subject),
        body=row.body + "\n",
        from_email=(one_line(station().name), sender_address()),
        to=[_writable(row.recipient)],
        headers=_headers(row),
    )
    if current_app.config["RADIO_MAIL_SERVER"] and not row.body.isascii():
        message.encoding = utf8_charset_qp  # not every server takes eight bits
    message.message()
    return message


def _headers(row: OutgoingMail) -> dict[str, str]:
    headers = {
        "Date": format_datetime(row.created_at),
        "Message-ID": row.message_id,
        "Auto-Submitted": "auto-generated",
    }
    if row.unsubscribe_url:  # RFC 8058, "one-click"
        headers["List-Unsubscribe"] = f"<{row.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _writable(recipient: str) -> str:
    """Return the address in ASCII. Raises ValueError if it is invalid or has other letters."""
    try:
        name, _at, domain = mail_address(recipient).rpartition("@")
    except ValueError:
        name = ""
    if not name.isascii() or not name:
        raise ValueError("this address cannot receive email")
    return f"{name}@{punycode(domain)}"


def _send(claim: Claim, server: MailServer | None) -> bool:
    """Send one email and note the result; return False if no other would fare better now."""
    try:
        if server:
            server.hand(claim.message, sender_address(), lambda: _note_handing(claim))
        else:
            path = MailFiles(mail_folder()).write(claim.message, claim.filename)
            log.info("mail written to a file", extra={"fields": {"path": str(path)}})
    except LostClaim:
        pass
    except (Refused, NotNow) as error:
        _note_failure(claim, str(error), for_ever=isinstance(error, Refused))
    except OSError as error:
        if server:
            server.drop()
        _note_failure(claim, failure_of(error), servers=True)
        return False
    else:
        _note_sent(claim)
    return True


def _note_handing(claim: Claim) -> None:
    """Note that the server gets the last line now. Raises LostClaim."""
    begin_write()
    row = _claimed(claim)
    if row is None:
        db.session.rollback()
        raise LostClaim
    row.handed_at = clock.now()
    row.due_at = row.handed_at + LEASE
    db.session.commit()


def _claimed(claim: Claim) -> OutgoingMail | None:
    """Return the email's row, or None if it is no longer ours to send."""
    row = db.session.get(OutgoingMail, claim.id)
    ours = row and row.tries == claim.tries and not row.sent_at and not row.given_up_at
    return row if ours else None


def _note_sent(claim: Claim) -> None:
    """Note the success. Emails that waited for the server are due at once: it is back."""
    begin_write()
    now = clock.now()
    if row := _claimed(claim):
        row.sent_at, row.failure = now, ""
        log.info("mail sent", extra={"fields": {"mail": row.id, "tries": row.tries}})
    waiting = update(OutgoingMail).where(IS_OPEN, OutgoingMail.waits_for_server)
    db.session.execute(waiting.values(due_at=now, waits_for_server=False))
    db.session.commit()


def _note_failure(
    claim: Claim, failure: str, for_ever: bool = False, servers: bool = False
) -> None:
    """Postpone the email, or give it up. A server's failure postpones all that are due."""
    begin_write()
    now = clock.now()
    row = _claimed(claim)
    if row is None:
        db.session.rollback()
        return
    row.handed_at = None
    row.due_at = now + AGAIN_AFTER[min(row.tries, len(AGAIN_AFTER)) - 1]
    row.failure, row.waits_for_server = failure[:500], servers
    if for_ever or row.due_at > row.created_at + GIVEN_UP_AFTER:
        _give_up(row, failure)
    elif servers:
        _put_off_others(row, now)
    fields = _told(row)
    if not row.given_up_at:
        log.warning("mail not sent yet", extra={"fields": fields})
    db.session.commit()


def _put_off_others(row: OutgoingMail, now: datetime) -> None:
    others = update(OutgoingMail).where(is_due(now), OutgoingMail.handed_at.is_(None))
    same = {"due_at": row.due_at, "failure": row.failure, "waits_for_server": True}
    db.session.execute(others.values(**same))


def _give_up(row: OutgoingMail, failure: str) -> None:
    row.failure, row.waits_for_server = failure[:500], False
    row.given_up_at = clock.now()
    log.error("mail given up", extra={"fields": _told(row)})


def _told(row: OutgoingMail) -> dict[str, object]:
    """Return what the log says of a failure: servers repeat the address, which no log keeps."""
    whole = re.compile(re.escape(row.recipient) or "(?!)", re.IGNORECASE)
    error = whole.sub("the recipient", row.failure)
    return {"mail": row.id, "tries": row.tries, "error": error}
