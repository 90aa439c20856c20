"""A DJ's console, as its script speaks."""


class DJ:
    """A browser that speaks JSON with one studio and knows the tag of its queue."""

    def __init__(self, client, prefix="/studio/"):
        self.client, self.prefix, self.tag = client, prefix, ""

    def state(self):
        """The state of the studio, polled."""
        return self._told(self.client.get(f"{self.prefix}state.json"))

    def post(self, path, **data):
        return self.send("post", path, data)

    def put(self, path, **data):
        return self.send("put", path, data)

    def delete(self, path):
        return self.send("delete", path, None)

    def send(self, method, path, data, tag=None):
        """Send a change made from the queue that was seen last (or `tag`); return the answer."""
        headers = {"If-Match": f'"{tag or self.tag}"'} if tag or self.tag else {}
        kwargs = {"json": data} if data is not None else {}
        answer = getattr(self.client, method)(self.prefix + path, headers=headers, **kwargs)
        self._told(answer)
        return answer

    def _told(self, answer):
        body = answer.get_json(silent=True) or {}
        told = body.get("state") if "error" in body else body
        if isinstance(told, dict) and "tag" in told:
            self.tag = told["tag"]
            return told
        return body

    def look(self):
        """Look at MPD's queue: an edit that is refused tells it as it is."""
        return self._told(self.send("delete", "queue/tracks/999999", None, tag="1-1"))

    def adds(self, *files, where="last"):
        """Add files; return the state."""
        if not self.tag:
            self.look()
        answer = self.post("queue/tracks", files=list(files), where=where)
        assert answer.status_code == 200, answer.get_json()
        return answer.get_json()


def titles(state):
    """The titles of what comes."""
    return [row["title"] for row in state["queue"]["rows"]]


def ids(state):
    """MPD's ids of what comes."""
    return [row["id"] for row in state["queue"]["rows"]]
