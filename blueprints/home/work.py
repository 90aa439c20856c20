"""The steps of `flask work`, and the loop that does them for ever."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event
from typing import NoReturn

from flask import Flask
from sqlalchemy.exc import InterfaceError, OperationalError, ProgrammingError

from blueprints.accounts.sessions import forget_sessions
from blueprints.accounts.trail import forget_addresses
from blueprints.comments.actions import forget_senders, forget_spam
from blueprints.core import clock
from blueprints.core.contexts import own_context
from blueprints.core.extensions import begin_write, db
from blueprints.editor.working_copies import forget_working_copies
from blueprints.mail.delivery import send_due
from blueprints.mail.outbox import forget_mails
from blueprints.news.telling import announce

log = logging.getLogger("aerial.work")

AWAY = (OperationalError, InterfaceError, ProgrammingError)  # the last: without its tables
TICK = 2.0  # seconds between two looks at what is due
MINUTE = 60.0
REST = 60.0  # seconds that a step which failed is left alone


@dataclass(frozen=True)
class Step:
    """Something that `flask work` does: every so many seconds, or at each look.

    `do` says True when it did something and may have more to do; it is then done again at once.
    It runs inside begin_write() and is committed, unless it keeps its own transactions.
    """

    name: str
    do: Callable[[], bool | None]
    every: float = TICK
    own_transactions: bool = False


STEPS = (
    Step("mail", send_due, own_transactions=True),
    Step("announcements", announce),
    Step("commenters' network addresses", forget_senders, every=MINUTE),
    Step("old spam", forget_spam, every=MINUTE),
    Step("old emails", forget_mails, every=MINUTE),
    Step("old autosaves", forget_working_copies, every=MINUTE),
    Step("old sessions", forget_sessions, every=MINUTE),
    Step("old network addresses", forget_addresses, every=MINUTE),
)


class Worker:
    """Does the steps, each by itself: what fails in one does not keep the others waiting."""

    def __init__(self, app: Flask, steps: Sequence[Step]) -> None:
        self._app = app
        self._next = dict.fromkeys(steps, 0.0)
        self._database_is_away = False

    def run(self) -> NoReturn:
        """Does what is due, for ever."""
        waiting = Event()
        while True:
            self.round()
            waiting.wait(max(0.0, min(TICK, min(self._next.values()) - clock.monotonic())))

    def round(self) -> list[Exception]:
        """Does each step that is due, once; gives what went wrong."""
        failed = []
        for step, at in self._next.items():
            if at <= clock.monotonic():
                try:
                    did = self._do(step)
                    self._next[step] = clock.monotonic() + (0 if did else step.every)
                except Exception as error:  # whatever it is, the other steps go on
                    self._next[step] = clock.monotonic() + self._rest_after(step, error)
                    failed.append(error)
        return failed

    def _do(self, step: Step) -> bool | None:
        with own_context(self._app):
            if step.own_transactions:
                did = step.do()
            else:
                begin_write()
                did = step.do()
                db.session.commit()
        if self._database_is_away:
            log.info("the database is available again")
        self._database_is_away = False
        return did

    def _rest_after(self, step: Step, error: Exception) -> float:
        """Says what went wrong; gives the seconds until the step is tried again."""
        fields = {"fields": {"job": step.name, "error": str(error)}}
        if not isinstance(error, AWAY):
            log.error("a job failed", extra=fields, exc_info=error)
            return REST
        level = logging.DEBUG if self._database_is_away else logging.WARNING
        log.log(level, "the database is unavailable", extra=fields)
        self._database_is_away = True
        return TICK
