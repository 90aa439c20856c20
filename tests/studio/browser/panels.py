"""The console's panels over what a test says: rows of the library, the log, the crate."""

import json

from tests.studio.browser.console import RIVER, Console, moment

MARKUP = "<img src=x onerror=alert(1)> & “Ropes”"
DAY = 86_400


def track(number, title="Ropes", artist="Quay Dogs", **changes):
    """Return a row of the library."""
    row = {
        "id": number,
        "file": f"library/{number}.mp3",
        "title": title,
        "artist": artist,
        "album": "Salt",
        "duration": 198.0,
        "kind": "music",
        "art_url": None,
        "last_played_at": None,
        "explicit": None,
        "rotation": "",
        "local": False,
        "language": "",
    }
    return row | changes


def found(*rows, total=None, page=1):
    """Return an answer of library.json."""
    return {"rows": list(rows), "total": len(rows) if total is None else total, "page": page}


def library():
    """Return an answer of library.json, with plays before this moment: a day may end meanwhile."""
    return found(
        track(1, last_played_at=moment(-3 * DAY), explicit=True, rotation="heavy"),
        track(2, "Customs House Waltz", file="songs/17.mp3", local=True),
        track(3, "Quayside, 4 a.m.", "Layal Trio", language="ar"),
        track(4, MARKUP, MARKUP),
        track(5, RIVER[:300], "W" * 120, last_played_at=moment(-400 * DAY)),
        track(6, "موج", "ثلاثي ليال", last_played_at=moment(-DAY)),
        total=120,
    )


JINGLES = [track(60, "Station ident", "", key="1"), track(61, MARKUP, "", key="0")]
CRATE = [
    {"id": 1, "artist": "Anna", "title": "Dew", "label": "Tin", "album": "", "duration": None},
    {"id": 2, "artist": "Quay Dogs", "title": MARKUP, "label": "", "album": "", "duration": 61.0},
    {"id": 3, "artist": "ثلاثي ليال", "title": "موج", "label": "", "album": "", "duration": None},
]


def crate(*played):
    """Return an answer of crate.json: three records, of which some are played."""
    rows = [row | {"played_at": moment(-60) if row["id"] in played else None} for row in CRATE]
    return {"rows": rows}


def log_row(number, title="Ropes", artist="Quay Dogs", **changes):
    """Return a row of the log."""
    row = {
        "id": number,
        "source": "mpd",
        "kind": "music",
        "title": title,
        "artist": artist,
        "album": "",
        "label": "",
        "note": "",
        "started_at": moment(-60 * number),
        "ended_at": None,
        "duration": 180.0,
        "covered": False,
        "edits": 0,
    }
    return row | changes


def log():
    """Return an answer of log.json."""
    return {
        "rows": [
            log_row(5, "Night ferry to Gdańsk", "The Lamplighters"),
            log_row(8, MARKUP, MARKUP, source="spin", label="Tin", edits=2, note="White label"),
            log_row(9, covered=True),
            log_row(12, "", "", source="talk"),
            log_row(13, "Station ident", "", kind="jingle"),
            log_row(60, "An evening at the quay", "", source="live"),
        ]
    }


def playlists(*names):
    """Return an answer of playlists.json."""
    return {"rows": [{"name": name, "tracks": 12} for name in names]}


class Panels(Console):
    """The console with full panels; an answer may be a function of the request."""

    def __init__(self, desk, page, key="dj", /, **changes):
        super().__init__(desk, page, key, **changes)
        self.answers |= {
            ("GET", "library.json"): lambda _request: (200, library()),
            ("GET", "jingles.json"): (200, {"rows": JINGLES}),
            ("GET", "crate.json"): (200, crate(1)),
            ("GET", "log.json"): (200, log()),
            ("GET", "playlists.json"): (200, playlists("Night", MARKUP)),
        }
        self.questions = []

    def panel(self, name):
        """Return a panel."""
        return self.page.locator(f"[data-panel={name}]")

    def show(self, name):
        """Show a panel of the column beside the queue; return it."""
        self.panel("side").get_by_role("button", name=name, exact=True).click()
        return self.panel(name.lower())

    def _answer(self, route):
        request = route.request
        path = request.url.split("/studio/", 1)[1].split("?")[0]
        self.questions.append(request.url.split("/studio/", 1)[1])
        for key in ((request.method, self.questions[-1]), (request.method, path)):
            if key in self.answers:
                answer = self.answers[key]
                if request.method != "GET":
                    self._keep(request, path)
                status, body = answer(request) if callable(answer) else answer
                return self._give(route, status, self.state if body is None else body)
        return super()._answer(route)

    def _keep(self, request, path):
        data = request.post_data_buffer or b""
        is_json = "json" in (request.headers.get("content-type") or "")
        tag = (request.headers.get("if-match") or "").strip('"')
        self.sent.append(
            (request.method, path, json.loads(data) if is_json and data else None, tag)
        )
