"""The pages that are compared, where each site has them, and the proof that they say the same."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.request import urlopen

from tests.performance import story
from tests.performance.peers.content import DISCUSSED

IN_FRONT, IN_FEED = 6, 20
COMMENT = re.compile(rb' id="comment-\d+"')

Address = Callable[[str], str]


@dataclass(frozen=True)
class Page:
    """One page: its path on the station, and on WordPress, where it is called `peer`."""

    name: str
    path: str
    peer: str
    peer_path: str


STORY = Page("story with 50 replies", story.PATH, "post", f"/story-{DISCUSSED}/")
FRONT = Page("front page", "/", "front page", "/")
FEED = Page("feed", "/news/feed.xml", "feed", "/feed/")
POLL = Page(
    "/current-track.json",
    "/current-track.json",
    "admin-ajax.php",
    "/wp-admin/admin-ajax.php?action=current_track",
)


def check(station: Address, wordpress: Address) -> None:
    """Raise AssertionError unless both sites show all that is compared."""
    for address, paths in (
        (station, [page.path for page in (STORY, FRONT, FEED, POLL)]),
        (wordpress, [page.peer_path for page in (STORY, FRONT, FEED, POLL)]),
    ):
        discussed, front, feed, track = (fetch(address(path)) for path in paths)
        assert len(COMMENT.findall(discussed)) == story.REPLIES
        newest = range(story.STORIES - IN_FRONT, story.STORIES)
        assert all(f"/story-{number}".encode() in front for number in newest)
        assert feed.count(b"<item>") == IN_FEED
        assert json.loads(track)["state"] == "playing"


def fetch(address: str) -> bytes:
    """Return what is answered; raise HTTPError when it is an error."""
    with urlopen(address) as answer:
        body: bytes = answer.read()
    return body
