"""What a station tells of a day to listeners, editors and apps, read over HTTP.

`get(path)` gives a text, as anybody's browser; `staff` as an editor's.
"""

import json
import re
from datetime import datetime

from tests.news.helpers import Page

KINDS = ("song", "talk", "live", "speech", "gap")
SONG = re.compile(r"At (\d\d:\d\d) on [^:]*: (?:“(.*)” by (.*)|(.*))")


def moment(text):
    return datetime.fromisoformat(text).timestamp()


def playlist(get, day):
    """(show, kind, heard, title, details) of each row of a day's pages, in order."""
    rows, page = [], 1
    while True:
        text = get(f"/playlist/{day}?page={page}")
        rows += rows_of(Page(text))
        if f"page={page + 1}" not in text:
            return rows[::-1]
        page += 1


def rows_of(page):
    """The rows of a playlist as the page has them, the newest first."""
    rows, show, is_heading, is_row = [], "", False, False
    for tag, attributes, text, _ in page.elements:
        words, name = " ".join(text.split()), attributes.get("class", "")
        if tag == "div":
            is_heading = name == "rule"
        elif tag == "h2" and is_heading:
            show = "" if words == "Automation" else words
        elif tag == "li":
            is_row = name in KINDS
            rows += [[show, name, 0.0, "", ""]] if is_row else []
        elif is_row and tag == "time":
            rows[-1][2] = moment(attributes["datetime"])
        elif is_row and tag in ("b", "p"):
            rows[-1][3] = words
        elif is_row and tag == "span" and "dir" in attributes:
            rows[-1][4], is_row = words, False
    return [tuple(row) for row in rows]


def song_at(get, day, time):
    """(title, artist) of “What was that song?”, or None if the page says that there was none."""
    page = Page(get(f"/playlist/?day={day}&time={time}"))
    (sentence,) = page.texts("p", class_="standfirst")
    found = SONG.fullmatch(sentence)
    return (found[2] or found[4], found[3] or "") if found else None


def chart(get, of, path=""):
    """{(title, details): plays} of a chart, and whether its places follow the plays."""
    page = Page(get(f"/charts/{path}?of={of}"))
    cells = [(tag, attributes, " ".join(text.split())) for tag, attributes, text, _ in
             page.elements if tag in ("th", "td", "b", "span")]  # fmt: skip
    found, name, details, numbers = {}, "", "", []
    for tag, attributes, text in cells:
        if attributes.get("class") == "num place":
            numbers = []
        elif tag == "th" and attributes.get("scope") == "row":
            name = details = ""
        elif tag == "b":
            name = text
        elif tag == "span" and "dir" in attributes:
            details = text
        elif attributes.get("class") == "num" and tag == "td" and not numbers:
            numbers.append(int(text))
            found[name, details] = int(text)
    return found


def use(staff, day, **more):
    """The rows of the report of use of a day: what is between the bars."""
    extra = "".join(f"&{name}={value}" for name, value in more.items())
    text = staff(f"/desk/reports/use?first={day}&last={day}{extra}")
    return [[cell.strip("^") for cell in line.split("|")] for line in text.split("\r\n")[:-1]]


def shares(staff, row=0):
    """{quota: (counted, songs)} of the week that is so many rows from the top."""
    page = Page(staff("/desk/quotas/"))
    names = [text.split(" target")[0] for found, text in page.all("th", scope="col")][1:-1]
    cells = [text for found, text in page.all("td")]
    width = len(names) + 1
    told = cells[row * width : row * width + len(names)]
    return {name: tuple(map(int, re.findall(r"(\d+) of (\d+)", cell)[0]))
            for name, cell in zip(names, told, strict=True)}  # fmt: skip


def items(get, path):
    """All items of a list of the API."""
    found, page = [], 1
    while True:
        body = json.loads(get(f"/api/{path}{'&' if '?' in path else '?'}count=100&page={page}"))
        found += body["items"]
        if page >= body["_meta"]["pageCount"]:
            return found
        page += 1
