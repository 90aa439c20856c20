"""Charts as CSV, as community charts ask for them."""

import csv
import io
from collections.abc import Iterable

from blueprints.core.text import csv_cell
from blueprints.player.record_models import ChartEntry

HEAD = ("Rank", "Last week", "Artist", "Title", "Label", "Plays")


def csv_of(entries: Iterable[ChartEntry]) -> str:
    """Return the places as CSV by RFC 4180, to be sent as UTF-8 with a byte order mark.

    Without the mark Excel takes UTF-8 for another encoding.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for entry in entries:
        texts = entry.artist, entry.title, entry.label
        writer.writerow([entry.place, entry.before or "", *map(csv_cell, texts), entry.plays])
    return out.getvalue()
