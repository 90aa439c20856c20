"""The console in a browser, over a state that a test makes: what it asks for, and what it gets."""

import json
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

RIVER = "The river that runs through every story that was ever told on a night like this one, " * 4
ROWS = (
    ("Herring Song", "Amber Choir", 231.0, ()),
    ("موج", "ثلاثي ليال", 302.0, ()),
    ("Salt", "The Lamplighters", 250.0, ("Same artist 9 minutes before; the rule says 30",)),
    ("News in three languages", "", 12.0, ()),
    ("Customs House Waltz", "Quay Dogs", 164.0, ()),
    (RIVER[:300], "Harbour Orchestra with the Choir of the Lower Town", 412.0, ()),
    ("Ropes", "Quay Dogs", 198.0, ("Same artist 7 minutes before; the rule says 30", "Explicit")),
    ("Quayside, 4 a.m.", "Layal Trio", None, ()),
    ("Lantern", "Mirrors of Tin", 275.0, ()),
    ("Slow Boats", "Amber Choir", 243.0, ()),
    ("Harbour Lights", "The Lamplighters", 222.0, ()),
)


def moment(seconds=0.0):
    """Return an instant so many seconds from now, as RFC 3339."""
    at = datetime.now(UTC) + timedelta(seconds=seconds)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def held_by(user_id=None, name="", seconds=0, **show):
    """Return who has the desk: a user who took it so many seconds ago, or nobody."""
    nobody = {"user_id": None, "taken_at": None, "show": "", "until": None, "user_ids": []}
    taken = {"user_id": user_id, "taken_at": moment(-seconds), "user_ids": [user_id]}
    return nobody | {"name": name} | (taken if user_id else {}) | show


def queue_row(number, title, artist, duration, warnings=()):
    """Return a row of the queue."""
    return {
        "id": number,
        "file": f"songs/{number}.mp3",
        "title": title,
        "artist": artist,
        "album": "Salt",
        "kind": "music" if artist else "jingle",
        "duration": duration,
        "is_stream": False,
        "warnings": list(warnings),
    }


def usual_state(**changes):
    """Return a state: a track that plays, eleven that come; Dana (user 1) has the desk."""
    rows = [queue_row(13 + place, *row) for place, row in enumerate(ROWS)]
    now = {
        "state": "play",
        "id": 12,
        "file": "songs/12.mp3",
        "title": "Night ferry to Gdańsk",
        "artist": "The Lamplighters",
        "album": "Salt",
        "kind": "music",
        "art_url": None,
        "duration": 213.4,
        "elapsed": None,
        "started_at": moment(-100),
    }
    options = {
        "volume": 80,
        "crossfade": 0,
        "repeat": False,
        "random": False,
        "single": False,
        "consume": True,
        "stop_after": False,
    }
    state = {
        "studio": "air",
        "tag": "1764400000-17",
        "mpd": {"state": "live", "version": "0.23.12", "updating": False, "error": None},
        "now": now,
        "options": options,
        "outputs": [{"name": "web", "on": True}],
        "listeners": 38,
        "queue": {"rows": rows, "more": 0, "seconds": 2309.0, "unknown": 1},
        "manual": None,
        "log": [],
        "show": None,
        "next_show": None,
        "desk": held_by(1, "Dana Deck", 600),
        "here": [{"user_id": 1, "name": "Dana Deck"}, {"user_id": 2, "name": "Dov Dial"}],
        "edits": [
            {
                "id": 55,
                "who": "Dana Deck",
                "what": "removed",
                "text": "removed “Ropes”",
                "at": moment(-60),
                "is_undone": False,
                "may_undo": True,
            }
        ],
        "undo": {"id": 55, "text": "removed “Ropes”"},
    }
    return state | changes


class Console:
    """The console of one of the cast in `page`; what it sends is kept in `sent`, and answered by
    `answers[method, path]` (status, body; None: no answer), else by the state as it is."""

    def __init__(self, desk, page, key="dj", /, **changes):
        self.desk, self.page = desk, page
        self.state = usual_state(**{"desk": held_by(desk.cast[key], "Dana Deck", 600)} | changes)
        self.sent, self.answers, self.asked = [], {}, 0
        self.is_away = self.signed_out = False
        self.heard_ago = 0.4
        desk.sign_in(page.context, key)
        page.route(re.compile(r"^http://[^/]+/studio/"), self._answer)

    def open(self, path="/studio/"):
        """Open the page, and wait for the first state."""
        self.page.goto(self.desk.station.url + path)
        self.page.locator("body[data-ready]").wait_for()
        return self

    def becomes(self, **changes):
        """The state has these parts from now on."""
        version = int(self.state["tag"].split("-")[1]) + 1
        self.state = self.state | {"tag": f"1764400000-{version}"} | changes
        self.polls_at_once()

    def polls_at_once(self):
        """The page asks now, not within a second."""
        self.page.evaluate("() => dispatchEvent(new Event('online'))")

    def requests(self, method, path):
        """Return what was sent there: (body, tag) of each."""
        return [(body, tag) for m, p, body, tag in self.sent if (m, p) == (method, path)]

    def _answer(self, route):
        request = route.request
        path = request.url.split("/studio/", 1)[1].removeprefix("practice/")
        if path.split("?")[0] == "":
            return route.fallback()
        if self.is_away:
            return route.abort()
        if self.signed_out:
            return route.fulfill(status=401)
        if path == "state.json":
            self.asked += 1
            return self._give(route, 200, self.state)
        if request.method == "GET":
            return self._give(
                route, *self.answers.get(("GET", path), (200, {"rows": [], "total": 0}))
            )
        if path == "presence":
            return route.fulfill(status=204)
        self._keep(request, path)
        status, body = self.answers.get((request.method, path), (200, None))
        if status is None:
            return route.abort()
        if body and "state" in body:
            self.state = body["state"]
        return self._give(route, status, self.state if body is None else body)

    def _keep(self, request, path):
        tag = (request.headers.get("if-match") or "").strip('"')
        data = request.post_data
        self.sent.append((request.method, path, json.loads(data) if data else None, tag))

    def _give(self, route, status, body):
        headers = {
            "Content-Type": "application/json",
            "Date": format_datetime(datetime.now(UTC), usegmt=True),
            "Last-Heard": moment(-self.heard_ago if route.request.method == "GET" else 0),
        }
        route.fulfill(status=status, headers=headers, body=json.dumps(body))
