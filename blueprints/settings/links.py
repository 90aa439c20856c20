"""Forms of ordered links: the menu's, and the station's social media."""

from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints.core.setting_values import web_address
from blueprints.core.station import Station
from blueprints.core.text import one_line
from blueprints.settings.addresses import LONGEST_ADDRESS, LONGEST_TITLE, shown_address

MOST_LINKS = 12


@dataclass
class LinkRow:
    """A link as it was typed, and its error."""

    title: str = ""
    url: str = ""
    error: str = ""


class LinksForm:
    """Ordered links: rows of a title and an address, moved up and down by buttons."""

    name = ""
    wrong_address = _l(
        "Enter a web address, like https://example.org/page, or a path, like /pages/about."
    )

    def __init__(self, rows: list[LinkRow] | None = None) -> None:
        self.rows = rows if rows is not None else _posted_rows()
        self.moved: int | None = None

    @classmethod
    def of(cls, here: Station) -> "LinksForm":
        """Return the form, filled in with the station's links."""
        return cls([LinkRow(link.title, link.url) for link in getattr(here, cls.name)])

    def validate(self) -> bool:
        """Move the row whose button was pressed; return True if all rows are valid."""
        self._move(*request.form.get("move", "").partition("-")[::2])
        for row in self.rows:
            row.error = self._fault(row)
        for row in self.rows[MOST_LINKS:]:
            row.error = _("You can add up to %(most)s links.", most=MOST_LINKS)
        return not any(row.error for row in self.rows)

    def _move(self, way: str, place: str) -> None:
        steps = {"up": -1, "down": 1}
        if way not in steps or place not in map(str, range(len(self.rows))):
            return
        here, there = int(place), int(place) + steps[way]
        if 0 <= there < len(self.rows):
            self.rows.insert(there, self.rows.pop(here))
            self.moved = there

    def _fault(self, row: LinkRow) -> str:
        """Return the error of a row, or ""; normalise its address."""
        if not row.title or not row.url:
            return str(_("Enter both a text and an address."))
        if len(row.title) > LONGEST_TITLE or len(row.url) > LONGEST_ADDRESS:
            return str(_("Use up to 60 characters for the text and 2,000 for the address."))
        try:
            row.url = self.read_address(row.url)
        except ValueError:
            return str(self.wrong_address)
        return ""

    def read_address(self, address: str) -> str:
        """Return the address, normalised. Raises ValueError for one that may not be linked to."""
        return shown_address(address)

    def kept(self) -> dict[str, Any]:
        """Return the links in their order."""
        return {self.name: [{"title": row.title, "url": row.url} for row in self.rows]}


class MenuForm(LinksForm):
    """The links in the menu besides the site's own entries."""

    name = "menu"


class SocialForm(LinksForm):
    """The links to the station elsewhere."""

    name = "social"


class StreamsForm(LinksForm):
    """The streams that DJs may put into the queue."""

    name = "streams"
    wrong_address = _l("Enter a web address, like https://stream.example.org/live.")

    def read_address(self, address: str) -> str:
        """Return the address of a stream. Raises ValueError unless it is http or https."""
        return web_address(address)


def _posted_rows() -> list[LinkRow]:
    """Return the rows that are not empty, in the order in which they were sent."""
    pairs = zip(request.form.getlist("title"), request.form.getlist("url"), strict=False)
    rows = (LinkRow(one_line(title), one_line(url)) for title, url in pairs)
    return [row for row in rows if row.title or row.url]
