"""Readers who reply, all at once and each for the first time, beside (a) = /current-track.json."""

import json
import re
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import time_machine
from sqlalchemy import select

from blueprints.comments import tokens
from blueprints.comments.models import Comment
from blueprints.core.extensions import db
from tests.performance import newsroom, wrk
from tests.performance.rounds import compare
from tests.performance.station import Station, served_station
from tests.performance.table import Row, at_least, at_most, number

STORIES = 100
DISCUSSED = range(40, 48)
ROUNDS, SECONDS = 8, 2
AGE = 10.0  # seconds from a form's making to its sending
A_ROUND = 10_000  # more than are sent in one
TEXT = (
    " of the harbour speaking. My grandmother was one of the forty, and danced on the quay in two "
    "left boots until the ferry came. She says that the soup was worth it.\n\nAsk for the song!"
)
SCRIPT = """
local paths, forms = {paths}, {forms}
local sent, notices
function init(words)
  sent = tonumber(words[1])
  notices = io.open(words[2], "a")
  notices:setvbuf("no")
end
function request()
  sent = sent + 1
  local turn = sent % #paths + 1
  local network = "10." .. math.floor(sent / 256) % 256 .. "." .. sent % 256
  local reader = "&name=Reader+" .. sent .. "&email=reader" .. sent .. "%40example.org"
  return wrk.format("POST", paths[turn], {{
    ["Content-Type"] = "application/x-www-form-urlencoded",
    ["X-Forwarded-For"] = network .. ".7",
  }}, forms[turn] .. reader .. "&text=Number+" .. sent .. "{text}")
end
function response(status, headers)
  if status == 303 then notices:write(headers["Location"] or headers["location"], "\\n") end
end
"""


def measure() -> list[Row]:
    """The rate of replies that are accepted over that of (a); those that are lost or refused."""
    loads: list[wrk.Load] = []
    with served_station(RADIO_TRUSTED_PROXIES="1") as station:
        newsroom.write_stories(station.app, range(STORIES))
        script = station.folder / "replies.lua"
        script.write_text(_script(station), encoding="utf-8")
        notices = station.folder / "notices"
        notices.touch()
        firsts = count(1, A_ROUND)

        def replies() -> float:
            before = _lines(notices)
            words = (str(next(firsts)), str(notices))
            loads.append(wrk.load(station.address("/"), SECONDS, script, words))
            return (_lines(notices) - before) / SECONDS

        def polled() -> float:
            return wrk.rate(station.address("/current-track.json"), 1)

        what = "replies accepted, from made-up addresses ÷ (a)"
        compared = compare(what, replies, polled, "/s", at_least(0.1, 0.2), ROUNDS)
        promised = list(_promised(station, notices))
        kept = _kept(station)
    refused = sum(load.total for load in loads) - len(promised)
    stories = len({kept[reply] for reply in promised if reply in kept})
    return [
        compared,
        number("replies accepted, and not in the database", _lost(promised, kept), at_most(0)),
        number("replies refused, or answered by 5xx", refused, at_most(0)),
        number("replies in the database", len(promised)),
        number("stories that they stand below", stories, at_least(len(DISCUSSED))),
        number("p99 of replies", max(load.p99 for load in loads), unit=" ms"),
    ]


def _script(station: Station) -> str:
    """The script of wrk, with a token for each story, made before."""
    with (
        time_machine.travel(time.time() - AGE, tick=False),
        station.app.test_request_context(base_url=station.app.config["RADIO_URL"]),
    ):
        forms = [urlencode({"token": tokens.token_for(story + 1)}) for story in DISCUSSED]
    paths = [f"/news/story-{story}/comments" for story in DISCUSSED]
    text = urlencode({"": TEXT}).removeprefix("=")
    return SCRIPT.format(paths=_table(paths), forms=_table(forms), text=text)


def _table(texts: list[str]) -> str:
    """A table of Lua."""
    return f"{{{', '.join(map(json.dumps, texts))}}}"


def _lines(path: Path) -> int:
    return path.read_bytes().count(b"\n")


def _promised(station: Station, notices: Path) -> Iterator[int]:
    """The numbers of the replies whose writers were led to a notice."""
    with station.app.app_context():
        for line in notices.read_text(encoding="utf-8").splitlines():
            token = re.search(r"[?&]waiting=([\w.-]+)$", line)
            assert token is not None, line
            yield tokens.waiting_comment(token[1])[0]


def _kept(station: Station) -> dict[int, int]:
    """The story of each reply of the database."""
    with station.app.app_context():
        rows = db.session.execute(select(Comment.id, Comment.story_id)).all()
    return {reply: story for reply, story in rows}


def _lost(promised: list[int], kept: dict[int, int]) -> int:
    """How many were promised and are not there; one that was promised twice is lost once."""
    return len(promised) - len(set(promised) & set(kept))
