"""A real mail server on this machine, with settable answers."""

import threading
import time
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Post:
    """What the server answers, and what it took. Answers are used up from the front."""

    def __init__(self):
        self.senders = []  # answers to MAIL; so are the others to RCPT and to the whole mail
        self.recipients = []
        self.mails = []
        self.taken = []  # (recipient, bytes), in order
        self.seconds = 0.0  # how long the server weighs each step
        self.lock = threading.Lock()
        self.look = lambda moment: None  # is told of "MAIL", "RCPT", "DATA", "TAKEN"

    async def handle_MAIL(self, _server, _session, envelope, address, options):
        self.look("MAIL")
        time.sleep(self.seconds)
        if self.senders:
            return self.senders.pop(0)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, _server, _session, envelope, address, options):
        self.look("RCPT")
        time.sleep(self.seconds)
        if self.recipients:
            answer = self.recipients.pop(0)
            if not answer.startswith("250"):
                return answer
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        self.look("DATA")
        time.sleep(self.seconds / 2)
        if self.mails:
            answer = self.mails.pop(0)
            if not answer.startswith("250"):
                return answer
        with self.lock:
            self.taken.append((envelope.rcpt_tos[0], envelope.content))
        self.look("TAKEN")
        time.sleep(self.seconds / 2)
        return "250 taken"

    @property
    def letters(self):
        """Return what was taken, as mails."""
        return [message_from_bytes(data, policy=policy.default) for _, data in self.taken]


class Server(Controller):
    """The server, on a port of its own choice; `post` is its handler."""

    def __init__(self, port, **settings):
        self.settings = settings
        super().__init__(Post(), hostname="127.0.0.1", port=port)

    def factory(self):
        return SMTP(self.handler, hostname="mail.example", **self.settings)

    @property
    def post(self):
        return self.handler
