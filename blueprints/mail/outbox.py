"""Outgoing email: written in the transaction that causes it, sent later by `flask work`."""

import re
from datetime import datetime, timedelta
from email.utils import make_msgid
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Index, String, Text, delete, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import clock
from blueprints.core.extensions import Model, db
from blueprints.core.text import one_line, tidy

OVERDUE = timedelta(minutes=2)
KEPT_FOR = timedelta(days=30)


class OutgoingMail(Model):
    """An outgoing email. `message_id` is its Message-ID, the same at every try.

    It is due from `due_at` on until it was sent or given up; `failure` is why the last try failed.
    A sender counts `tries` up and postpones `due_at` first, so that no other tries it; if it
    dies, the email is due again. `handed_at` is set just before the server gets the last line: from
    then on, until the answer is noted, the email may have arrived. `waits_for_server` says that the
    server failed, not this email. `kind` groups emails of one purpose. Who holds
    `unsubscribe_url` can end such emails by a POST to it (RFC 8058).
    """

    __tablename__ = "outgoing_mail"
    __table_args__ = (Index("outgoing_mail_due", "sent_at", "given_up_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    recipient: Mapped[str] = mapped_column(String(254), index=True)
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20), default="")
    unsubscribe_url: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str] = mapped_column(String(500), default="")
    waits_for_server: Mapped[bool] = mapped_column(default=False)
    handed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]


IS_OPEN = OutgoingMail.sent_at.is_(None) & OutgoingMail.given_up_at.is_(None)


def is_due(now: datetime) -> ColumnElement[bool]:
    """Return the condition that an email is to be sent at `now`."""
    return IS_OPEN & (OutgoingMail.due_at <= now)


def post(
    recipient: str, subject: str, body: str, delay: timedelta = timedelta(), *,
    kind: str = "", unsubscribe_url: str = "",
) -> OutgoingMail:  # fmt: skip
    """Put an email of plain text into the outbox; it is sent once the transaction is committed.

    Line breaks in the subject become spaces, so that nothing typed can add a header.
    """
    now = clock.now()
    mail = OutgoingMail(
        message_id=make_msgid(domain=own_domain()[-100:]),
        recipient=recipient,
        subject=one_line(subject)[:300],
        body=tidy(body),
        kind=kind,
        unsubscribe_url=unsubscribe_url,
        created_at=now,
        due_at=now + delay,
    )
    db.session.add(mail)
    return mail


def sent_lately(kind: str, recipient: str) -> int:
    """Return how many emails of this kind were put into the outbox for them in the last hour."""
    since = clock.now() - timedelta(hours=1)
    sent = select(func.count()).select_from(OutgoingMail)
    sent = sent.where(OutgoingMail.recipient == recipient, OutgoingMail.kind == kind)
    return db.session.scalar(sent.where(OutgoingMail.created_at > since)) or 0


def own_domain() -> str:
    """Return the host of the station's address, where it is a name."""
    host = urlsplit(current_app.config["RADIO_URL"]).hostname or ""
    return host if re.search(r"[a-z]", host) and ":" not in host else "localhost"


def trouble(recipient: str = "") -> str | None:
    """Return why email to `recipient`, or to anybody, does not arrive, for staff; or None."""
    return (recipient and _trouble_with(recipient)) or _trouble_with_all()


def _trouble_with(recipient: str) -> str | None:
    newest = select(OutgoingMail).where(OutgoingMail.recipient == recipient)
    mail = db.session.scalar(newest.order_by(OutgoingMail.id.desc()).limit(1))
    if mail is None or mail.sent_at or not mail.failure or mail.waits_for_server:
        return None
    words = {"recipient": recipient, "why": mail.failure}
    if mail.given_up_at:
        return str(_("The email to %(recipient)s could not be delivered: %(why)s", **words))
    return str(_("The email to %(recipient)s will be sent again: %(why)s", **words))


def _trouble_with_all() -> str | None:
    is_late = OutgoingMail.due_at < clock.now() - OVERDUE
    wanted = select(OutgoingMail).where(IS_OPEN, or_(OutgoingMail.waits_for_server, is_late))
    mail = db.session.scalar(wanted.order_by(OutgoingMail.waits_for_server.desc()).limit(1))
    if mail is None:
        return None
    if mail.waits_for_server:
        words = {"why": mail.failure}
        return str(_("Emails are waiting for the mail server: %(why)s", **words))
    return str(_("Emails are not being sent. Start the “flask work” process."))


def forget_mails() -> None:
    """Delete emails sent or given up more than a month ago; call inside begin_write()."""
    until = clock.now() - KEPT_FOR
    old = or_(OutgoingMail.sent_at < until, OutgoingMail.given_up_at < until)
    db.session.execute(delete(OutgoingMail).where(old))
