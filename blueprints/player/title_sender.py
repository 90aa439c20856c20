"""The watcher's thread that sends titles to Icecast, so that Icecast never delays the log."""

import logging
import re
import threading
from base64 import b64encode
from collections.abc import Mapping
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from time import sleep
from typing import Any, NoReturn
from urllib.parse import SplitResult, quote, urlencode, urlsplit

from flask import Flask
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

from blueprints.core import clock
from blueprints.core.app_context import own_context
from blueprints.core.deadline import cut_at
from blueprints.core.extensions import begin_write, db
from blueprints.core.text import plain
from blueprints.player.icecast import IcecastWatch
from blueprints.player.title_outbox import claim_title, note_failure, note_sent
from blueprints.player.titles import note_again

log = logging.getLogger("aerial.titles")

EVERY = 0.5
TIMEOUT = 3.0
LARGEST_ANSWER = 65_536
LONGEST_WORDS = 200
TAG = re.compile(r"<[^>]*>")
MESSAGE = re.compile(r"<message>([^<]*)</message>", re.IGNORECASE)


class TitleSender:
    """A thread that looks twice a second for a title to send, if the station names an Icecast.

    A source that connects again has lost its title, and gets it again.
    """

    def __init__(self, app: Flask, icecast: IcecastWatch) -> None:
        self._app, self._icecast = app, icecast
        self._had_source = True

    def start(self) -> None:
        """Begin to send, until the process ends."""
        if self._app.config["RADIO_ICECAST_METADATA_URL"]:
            threading.Thread(target=self._send_for_ever, name="titles", daemon=True).start()

    def _send_for_ever(self) -> NoReturn:
        while True:
            sleep(EVERY)
            try:
                self.step()
            except SQLAlchemyError as error:
                log.debug("no sight of the database", extra={"fields": {"error": str(error)}})
            except Exception:  # a thread that ends would leave an old title on the radios
                log.exception("titles cannot be sent")

    def step(self) -> None:
        """Send the title that is due, if there is one."""
        with own_context(self._app):
            self._note_source()
            claim = claim_title("icecast")
            if claim is None:
                return
            failure = send_title(claim.body["song"], self._app.config)
            if failure:
                note_failure(claim, failure)
            else:
                note_sent(claim)

    def _note_source(self) -> None:
        has_source = self._icecast.has_source
        if has_source and not self._had_source:
            begin_write()
            note_again("icecast")
            db.session.commit()
        self._had_source = has_source


def send_title(song: str, config: Mapping[str, Any]) -> str:
    """Send `song` to each of the station's mounts; return why it failed, in words, or ""."""
    user = f"{config['RADIO_ICECAST_USER']}:{config['RADIO_ICECAST_PASSWORD']}"
    headers = {"Authorization": f"Basic {b64encode(user.encode()).decode()}"}
    failures = [_send(address, song, headers) for address in config["RADIO_ICECAST_METADATA_URL"]]
    return " ".join(filter(None, failures))


def _send(address: str, song: str, headers: dict[str, str]) -> str:
    """Send `song` to one mount; return why it failed, in words, or ""."""
    parts = urlsplit(address)
    said = urlencode({"mode": "updinfo", "charset": "UTF-8", "song": song}, quote_via=quote)
    target = f"{parts.path or '/'}?{parts.query}{'&' if parts.query else ''}{said}"
    where = {"where": parts.netloc}
    try:
        status, body = _ask(parts, target, headers)
    except TimeoutError:
        return str(_("Icecast at %(where)s took too long to answer.", **where))
    except (OSError, HTTPException, ValueError):
        return str(_("Icecast at %(where)s cannot be reached.", **where))
    if status == 401:
        return str(_("Icecast at %(where)s refused the user name or password.", **where))
    if status == 200 and _is_accepted(body):
        return ""
    words = {"words": plain(TAG.sub(" ", body), LONGEST_WORDS) or status}
    return str(_("Icecast at %(where)s answered: %(words)s", **where, **words))


def _ask(parts: SplitResult, target: str, headers: dict[str, str]) -> tuple[int, str]:
    """Return the status and body of Icecast's answer. Raises OSError, TimeoutError if it is slow,
    HTTPException or ValueError.
    """
    until = clock.monotonic() + TIMEOUT
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    with closing(kind(parts.hostname or "", parts.port, timeout=TIMEOUT)) as connection:
        connection.connect()
        with cut_at(connection.sock, until) as is_late:
            try:
                connection.request("GET", target, headers=headers)
                answer = connection.getresponse()
                body = answer.read(LARGEST_ANSWER).decode("utf-8", "replace")
            except (OSError, HTTPException):
                if is_late.is_set():
                    raise TimeoutError from None
                raise
            if is_late.is_set():
                raise TimeoutError
            return answer.status, body


def _is_accepted(body: str) -> bool:
    """Return False if an answer with status 200 says that the title was not taken."""
    found = MESSAGE.search(body)
    return "<return>0<" not in body and (found is None or "success" in found[1].lower())
