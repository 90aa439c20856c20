"""Real feeds through the wire: prints what became of each entry, as a table.

`python -m tests.performance.wire_samples [FOLDER] [--rights full]`: each file of FOLDER (default
../shared/samples/feeds) is served on loopback, subscribed to, and fetched, by a station of its own.
"""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from flask_migrate import upgrade
from sqlalchemy import select

from app import create_app
from blueprints.core.extensions import begin_write, db
from blueprints.core.fetch import FetchError
from blueprints.wire import fetches
from blueprints.wire.feed_finder import add_source, find_feed
from blueprints.wire.models import WireEntry, WireSource
from tests.core.loopback_server import Server, answered

SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples" / "feeds"
HEAD = ("file", "entry", "headline", "date", "author", "text, pictures, more", "state", "remarks")
WIDTHS = (26, 5, 44, 16, 18, 21, 6, 200)


def row(*cells: object) -> str:
    """A line of the table."""
    return "  ".join(str(c)[:w].ljust(w) for c, w in zip(cells, WIDTHS, strict=True)).rstrip()


def take_in(file: Path, server: Server, rights: str) -> list[str]:
    """Subscribe to `file`; return a line for each entry, or the one that says why not."""
    server.says[f"/{file.name}"] = answered(file.read_bytes())
    try:
        found = find_feed(f"{server.url}/{file.name}")
    except FetchError as error:
        return [row(file.name, "", f"REFUSED: {error}", "", "", "", "", "")]
    begin_write()
    source = add_source(found.url, found.feed, rights=rights)
    claim = fetches.claim_new(source)
    db.session.commit()
    outcome = fetches.take_answer(claim, found.answer)
    lines = [row(file.name, "", f"{found.title}: {outcome.words if outcome else ''}", *[""] * 5)]
    query = select(WireEntry).join(WireSource).where(WireSource.url == found.url)
    entries = db.session.scalars(query.order_by(WireEntry.published_at.desc()))
    return [*lines, *(line(n, entry) for n, entry in enumerate(entries, 1))]


def line(number: int, entry: WireEntry) -> str:
    """What became of one entry."""
    kept = f"{len(entry.body)} · {len(entry.pictures)} · {len(entry.read_more)}"
    moment = f"{entry.published_at:%Y-%m-%d %H:%M}"
    remarks = " ".join(entry.remarks)
    return row("", number, entry.headline, moment, entry.author, kept, entry.state, remarks)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SAMPLES)
    parser.add_argument("--rights", default="full", choices=("link", "excerpt", "full"))
    given = parser.parse_args()
    server = Server()
    with TemporaryDirectory() as folder:
        app = create_app({"RADIO_INSTANCE": folder, "RADIO_OUTBOUND_ALLOW": "127.0.0.0/8"})
        with app.app_context(), app.test_request_context():
            upgrade()
            print(row(*HEAD))
            for file in sorted(given.folder.iterdir()):
                print("\n".join(take_in(file, server, given.rights)))
    server.close()


if __name__ == "__main__":
    main()
