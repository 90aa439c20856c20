"""The transport of email: the mail server."""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask_mailman import EmailMessage
from flask_mailman.backends.smtp import EmailBackend

from blueprints.mail.outbox import own_domain

ANSWER_WITHIN = 60.0  # seconds, for the last answer: a server may check the whole email first


class Refused(Exception):
    """The server will never accept this email."""


class NotNow(Exception):
    """The server may accept this email later."""


class MailServer(EmailBackend):  # type: ignore[misc]
    """Flask-Mailman's connection to the mail server, with a call before a message is complete.

    Certificates are checked (Flask-Mailman takes any for STARTTLS). Refusals for the server's own
    reasons, not because of one email, raise OSError, as smtplib's errors are.
    """

    connection: Any

    def open(self) -> bool:
        """Connect, encrypt and sign in, unless connected; return True if it did. Raises OSError.

        Every answer of the server is waited for `self.timeout` seconds.
        """
        if self.connection:
            return False
        kind: Any = smtplib.SMTP
        context: dict[str, Any] = {}
        if self.use_ssl:
            kind, context = smtplib.SMTP_SSL, {"context": ssl.create_default_context()}
        self.connection = kind(
            self.host, self.port, local_hostname=own_domain(), timeout=self.timeout, **context
        )
        if self.use_tls:
            self.connection.starttls(context=ssl.create_default_context())
        if self.username:
            self.connection.login(self.username, self.password)
        self.connection.ehlo_or_helo_if_needed()
        self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return True

    def hand(self, message: EmailMessage, sender: str, before_the_end: Callable[[], None]) -> None:
        """Send one email to the server. Raises Refused, NotNow, OSError.

        `before_the_end` is called when all but the last line is sent: until then the server drops
        the email if we die, and after it accepts it, as sent bytes arrive though their sender dies.
        """
        self.open()
        self._name_both(sender, message.to[0])
        code, answer = self.connection.docmd("DATA")
        if code != 354:
            self._fail(code, answer)
        self.connection.send(_dotted(message.message().as_bytes(linesep="\r\n")))
        self._unless_it_fails(before_the_end)
        self.connection.sock.settimeout(max(ANSWER_WITHIN, self.timeout))
        self.connection.send(b".\r\n")
        code, answer = self.connection.getreply()
        self.connection.sock.settimeout(self.timeout)
        if code != 250:
            self._fail(code, answer)

    def _name_both(self, sender: str, recipient: str) -> None:
        code, answer = self.connection.mail(sender)
        if code != 250:  # not this email's fault
            raise smtplib.SMTPSenderRefused(code, answer, sender)
        code, answer = self.connection.rcpt(recipient)
        if code not in (250, 251):
            self._fail(code, answer)

    def _fail(self, code: int, answer: bytes) -> None:
        if code in (-1, 421):  # the server says goodbye
            raise smtplib.SMTPResponseException(code, answer)
        with suppress(OSError):
            self.connection.rset()
        raise (Refused if 500 <= code < 600 else NotNow)(said(code, answer))

    def _unless_it_fails(self, before_the_end: Callable[[], None]) -> None:
        try:
            before_the_end()
        except BaseException:
            self.drop()  # any command now would be taken for the email
            raise

    def drop(self) -> None:
        """Drop the connection without QUIT, in the middle of whatever was said."""
        if self.connection:
            self.connection.close()
        self.connection = None

    def close(self) -> None:
        """Close the connection; ignore errors while doing so."""
        try:
            super().close()
        except OSError:
            self.drop()


def said(code: int, answer: bytes | str) -> str:
    """Return a server's answer in one line."""
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return " ".join(f"{code} {text}".split())


def failure_of(error: OSError) -> str:
    """Return why the server could not be used, in one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        return said(error.smtp_code, error.smtp_error)
    return str(error) or type(error).__name__


def _dotted(data: bytes) -> bytes:
    """Return `data` as in RFC 5321 4.5.2: initial dots of lines are doubled; it ends a line."""
    return re.sub(rb"^\.", b"..", data.rstrip(b"\r\n") + b"\r\n", flags=re.MULTILINE)
