"""What the site's public pages and its API say of a week, read over HTTP."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlencode
from urllib.request import urlopen

from tests.news.helpers import Page


@dataclass
class Heard:
    """An answer to “what was that song?”: its title if one was heard, and all that it lists."""

    song: str | None = None
    rows: list[str] = field(default_factory=list)


class Pages:
    """A browser of the station's web server."""

    def __init__(self, station):
        self._station = station

    def _page(self, path):
        with urlopen(self._station.address(path)) as answer:
            return Page(answer.read().decode())

    def _json(self, path, **query):
        with urlopen(self._station.address(f"/api/{path}?{urlencode(query)}")) as answer:
            return json.load(answer)

    def day(self, day):
        """(heading, printed time, title) of each row of a day, on all of its pages."""
        rows, number = [], 1
        while number:
            page = self._page(f"/playlist/{day}?page={number}")
            rows += rows_of(page)
            earlier = f"?page={number + 1}"
            links = [link["href"] for link, _ in page.all("a") if "href" in link]
            number = number + 1 if any(link.endswith(earlier) for link in links) else 0
        return rows

    def episode(self, path):
        """(printed time, title) of the rows of an episode's page."""
        return [row[1:] for row in rows_of(self._page(path))]

    def asked(self, day, wall):
        """The answers to “what was that song?”, and the sentences before them."""
        page = self._page("/playlist/?" + urlencode({"day": day, "time": wall}))
        answers, sentences = [], page.texts("p", class_="standfirst")
        is_row = is_heard = False
        for tag, attributes, text, _ in page.elements:
            if tag == "section" and attributes.get("class") == "answer":
                answers.append(Heard())
            elif tag == "li":
                is_row, is_heard = bool(answers), "aria-current" in attributes
            elif tag == "b" and is_row:
                answers[-1].rows.append(text)
                answers[-1].song = text if is_heard else answers[-1].song
                is_row = False
        return answers, sentences

    def items(self, what, **query):
        """Every item of a list of the API, and how many it says that there are."""
        found, page = [], 1
        while True:
            answer = self._json(what, count=100, page=page, **query)
            found += answer["items"]
            if page >= answer["_meta"]["pageCount"]:
                return found, answer["_meta"]["totalCount"]
            page += 1

    def spins_by_playlist(self):
        """The titles of each playlist's spins."""
        found = defaultdict(list)
        for spin in self.items("spins")[0]:
            found[spin["playlist_id"]].append((spin["song"], spin["start"]))
        return found


def rows_of(page):
    """(heading, printed time, title) of each row on a page."""
    heading, printed, rows, is_list = "", "", [], False
    for tag, attributes, text, _ in page.elements:
        text = " ".join(text.split())
        if tag == "div" and attributes.get("class") == "rule":
            heading = text
        elif tag in ("ol", "nav"):
            is_list = "plays" in attributes.get("class", "")
        elif tag == "time" and is_list:
            printed = text
        elif tag in ("b", "p") and printed:
            rows.append((heading, printed, text))
            printed = ""
    return rows


def stamp(moment):
    """A time as /current-track.json writes it."""
    return f"{moment:%Y-%m-%dT%H:%M:%S.000Z}"


def written(moment):
    """A time as the API writes it."""
    return f"{moment:%Y-%m-%dT%H:%M:%S+0000}"
