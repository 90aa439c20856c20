"""A browser, a script or an app that speaks with a station over HTTP."""

import json
import re
from urllib.request import Request, urlopen


class Http:
    """Somebody's browser, signed in by a cookie or a token, or anybody's."""

    def __init__(self, station, cookie="", token=""):
        self._station, self._headers = station, {}
        if cookie:
            self._headers["Cookie"] = f"session={cookie}"
        if token:
            self._headers["Authorization"] = f"Bearer {token}"

    def get(self, path):
        request = Request(self._station.address(path), headers=self._headers)
        with urlopen(request, timeout=20) as answer:
            if told := answer.headers["Set-Cookie"]:
                self._headers["Cookie"] = told.split(";")[0]
            return answer.read().decode()

    def take_token(self):
        """Read the console's page for its token, as its script does."""
        found = re.search('name="csrf-token" content="([^"]+)"', self.get("/studio/"))
        self._headers["X-CSRFToken"] = found[1]

    def post(self, path, **data):
        headers = {**self._headers, "Content-Type": "application/json",
                   "Origin": self._station.address("")}  # fmt: skip
        body = json.dumps(data).encode()
        request = Request(self._station.address(path), body, headers)
        with urlopen(request, timeout=20) as answer:
            return json.load(answer)
