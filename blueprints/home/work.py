"""The loop that runs background jobs."""

import logging
from collections.abc import Sequence
from threading import Event, Thread
from typing import NoReturn

from flask import Flask
from sqlalchemy.exc import InterfaceError, OperationalError, ProgrammingError

from blueprints.core import clock
from blueprints.core.app_context import own_context
from blueprints.core.extensions import begin_write, db
from blueprints.core.features import parts
from blueprints.core.job import MINUTE, SECOND, Job

log = logging.getLogger("aerial.work")

AWAY = (OperationalError, InterfaceError, ProgrammingError)  # the last: without its tables
TICK = 2 * SECOND  # between two checks for due jobs
REST = MINUTE  # for a job that failed


def jobs_of(app: Flask) -> list[Job]:
    """Return the jobs of all features of `app`."""
    return [job for part in parts(app.extensions["features"], "jobs") for job in part.JOBS]


class Worker:
    """A runner of jobs, each by itself: one that fails does not hold up the others."""

    def __init__(self, app: Flask, jobs: Sequence[Job]) -> None:
        self._app = app
        self._next = dict.fromkeys(jobs, 0.0)
        self._database_is_away = False

    def run(self) -> NoReturn:
        """Run the jobs that are due until the process ends; those that are apart in threads."""
        for job in [job for job in self._next if job.apart]:
            del self._next[job]
            Thread(target=Worker(self._app, [job])._run, name=job.name, daemon=True).start()
        self._run()

    def _run(self) -> NoReturn:
        waiting = Event()
        while True:
            self.round()
            waiting.wait(max(0.0, min(TICK, min(self._next.values()) - clock.monotonic())))

    def round(self) -> list[Exception]:
        """Run each job that is due, once; return the errors."""
        failed = []
        for job, at in self._next.items():
            if at <= clock.monotonic():
                try:
                    did = self._do(job)
                    self._next[job] = clock.monotonic() + (0 if did else job.every)
                except Exception as error:  # the other jobs go on after any error
                    self._next[job] = clock.monotonic() + self._rest_after(job, error)
                    failed.append(error)
        return failed

    def _do(self, job: Job) -> bool | None:
        with own_context(self._app):
            if job.own_transactions:
                did = job.run()
            else:
                begin_write()
                did = job.run()
                db.session.commit()
        if self._database_is_away:
            log.info("the database is available again")
        self._database_is_away = False
        return did

    def _rest_after(self, job: Job, error: Exception) -> float:
        """Log the error; return the seconds until the job is tried again."""
        fields = {"fields": {"job": job.name, "error": str(error)}}
        if not isinstance(error, AWAY):
            log.error("a job failed", extra=fields, exc_info=error)
            return REST
        level = logging.DEBUG if self._database_is_away else logging.WARNING
        log.log(level, "the database is unavailable", extra=fields)
        self._database_is_away = True
        return TICK
