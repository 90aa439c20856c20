"""Mail: written in the transaction of what it tells of, sent later by `flask work`."""

from datetime import datetime, timedelta
from email.utils import make_msgid

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import clock
from blueprints.core.extensions import Model, db
from blueprints.core.text import one_line


class OutgoingMail(Model):
    """A mail on its way. `message_id` is its Message-ID, the same at every try.

    It is due from `due_at` on until it was sent or given up; `failure` is why the last try failed.
    """

    __tablename__ = "outgoing_mail"
    __table_args__ = (Index("outgoing_mail_due", "sent_at", "given_up_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    recipient: Mapped[str] = mapped_column(String(254), index=True)
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str] = mapped_column(String(500), default="")
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]


def post(recipient: str, subject: str, body: str, delay: timedelta = timedelta()) -> OutgoingMail:
    """Puts a mail of plain text into the outbox; it goes out once the transaction is committed.

    Line breaks in the subject become spaces: nothing typed can add a header.
    """
    now = clock.now()
    mail = OutgoingMail(
        message_id=make_msgid(domain="aerial.invalid"),
        recipient=recipient,
        subject=one_line(subject)[:300],
        body=body,
        created_at=now,
        due_at=now + delay,
    )
    db.session.add(mail)
    return mail
