"""The fields of a play that another playout posts, checked; every refusal is in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from blueprints.core import clock
from blueprints.core.station import station
from blueprints.core.text import plain
from blueprints.player.sent_text import known_fields, moment_of, seconds_of, unescaped

AHEAD = timedelta(seconds=60)  # a sender's clock may be a little fast
OLDEST = timedelta(days=30)
KINDS = ("music", "jingle", "spot", "speech")
LONGEST = {"title": 300, "artist": 300, "album": 300, "label": 300, "composer": 300, "genre": 100}
LONGEST_ID = 200
ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}[0-9]{7}")


class BadPlay(ValueError):
    """A play that cannot be logged; `errors` is [{"field": …, "message": …}]."""

    def __init__(self, errors: list[dict[str, str]]) -> None:
        super().__init__(errors)
        self.errors = errors


@dataclass(frozen=True)
class Posted:
    """A play as it was posted. `texts` holds what was said of it, under the log's own names.

    Without a start that its sender gave, `started_at` is now. `kind` is None if it was not said:
    music, as a rule.
    """

    sender_id: str | None
    texts: dict[str, str]
    started_at: datetime
    has_start: bool
    duration: float | None
    kind: str | None


def read_play(sent: Mapping[str, Any]) -> Posted:
    """Return the play that was sent, under our names or other senders'. Raises BadPlay."""
    reader = _Reader(known_fields(sent))
    posted = reader.play()
    if reader.errors:
        raise BadPlay(reader.errors)
    return posted


class _Reader:
    """Reads the fields one by one, and gathers what is wrong with them."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields
        self.errors: list[dict[str, str]] = []

    def play(self) -> Posted:
        kind = self._kind()
        texts = {name: self._text(name, most) for name, most in LONGEST.items()}
        texts["isrc"] = self._isrc()
        self._need(texts, "title", _("Enter a title."))
        if kind in (None, "music"):
            self._need(texts, "artist", _("Enter an artist."))
        has_start = "start" in self._fields
        said = {name: text for name, text in texts.items() if text}
        return Posted(self._id(), said, self._start(), has_start, self._duration(), kind)

    def _refuse(self, name: str, message: str) -> None:
        self.errors.append({"field": name, "message": message})

    def _need(self, texts: Mapping[str, str], name: str, message: str) -> None:
        if not texts[name] and not any(error["field"] == name for error in self.errors):
            self._refuse(name, message)

    def _text(self, name: str, most: int) -> str:
        value = self._fields.get(name, "")
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            self._refuse(name, _("“%(name)s” must be text.", name=name))
            return ""
        return plain(unescaped(str(value)[: most * 8]), most)

    def _isrc(self) -> str:
        """Return the ISRC in its compact form; "" if it is none, which is no reason to refuse."""
        found = re.sub(r"[\s-]", "", self._text("isrc", 40)).upper()
        return found if ISRC.fullmatch(found) else ""

    def _id(self) -> str | None:
        text = self._text("id", LONGEST_ID + 1)
        if len(text) > LONGEST_ID:
            self._refuse("id", _("Use up to %(most)s characters.", most=LONGEST_ID))
        return text or None

    def _kind(self) -> str | None:
        kind = self._fields.get("kind")
        if kind in (None, *KINDS):
            return kind
        self._refuse("kind", _("Use music, jingle, spot or speech."))
        return None

    def _duration(self) -> float | None:
        try:
            return seconds_of(self._fields.get("duration", 0))
        except ValueError:
            words = _("Enter a length in seconds, or like 4:10, up to 24 hours.")
            self._refuse("duration", words)
            return None

    def _start(self) -> datetime:
        now = clock.now()
        try:
            at = moment_of(self._fields["start"], station().timezone, now)
        except KeyError:
            return now
        except ValueError:
            self._refuse("start", _("Enter a time like 2026-11-29T14:03:00Z, or Unix seconds."))
            return now
        if at > now + AHEAD:
            self._refuse("start", _("This time is in the future. Check the sender’s clock."))
        elif at < now - OLDEST:
            self._refuse("start", _("This play is more than %(days)s days old.", days=OLDEST.days))
        return min(at, now)
