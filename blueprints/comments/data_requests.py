"""Readers' requests for their data: a link by email proves that the address is theirs."""

from flask import render_template
from flask_babel import gettext as _

from blueprints.comments import personal_data, tokens
from blueprints.comments.answers import MOST_AN_HOUR
from blueprints.core.extensions import db
from blueprints.core.http import absolute_url
from blueprints.core.station import station
from blueprints.mail import outbox
from blueprints.mail.outbox import OutgoingMail

KIND = "data"


def ask(email: str) -> None:
    """Send the link to the data of this address, if there is any; call inside begin_write().

    At most three such emails an hour are sent to an address.
    """
    email = personal_data.normal(email)
    is_known = personal_data.count(personal_data.export(email)) > 0
    if not is_known or outbox.sent_lately(KIND, email) >= MOST_AN_HOUR:
        return
    subject = _("What %(station)s stores about you", station=station().name)
    mail = outbox.post(email, subject, "", kind=KIND)
    db.session.flush()  # its number is a part of the link
    token = tokens.data_token(mail.id, mail.created_at.timestamp())
    link = absolute_url("comments.stored_data", token=token)
    mail.body = render_template("comments/mail/data.txt", link=link).strip()


def find_email(token: str) -> str | None:
    """Return the address to which this link was sent; None once it has expired or was used."""
    try:
        number, moment = tokens.data_mail(token)
    except tokens.BadToken:
        return None
    mail = db.session.get(OutgoingMail, number)  # or another with its number, once it is deleted
    is_same = mail is not None and mail.created_at.timestamp() == moment
    return mail.recipient if mail and is_same else None
