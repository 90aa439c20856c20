"""A feed of 200 entries, and one of 10,000, taken in by `flask work`'s step: seconds each.

`python -m tests.performance.wire_speed`
"""

import time
from tempfile import TemporaryDirectory

from flask_migrate import upgrade

from app import create_app
from blueprints.core.extensions import begin_write, db
from blueprints.core.station import station
from blueprints.wire import fetches
from blueprints.wire.feed import Feed
from blueprints.wire.feed_finder import add_source
from tests.core.loopback_server import Server, answered
from tests.performance.table import at_most, drawn, number
from tests.wire.feeds import item, rss

TEXT = (
    "<p>The harbour choir has <a href='/a?utm_source=rss'>sung</a> on the <em>quay</em>, and forty "
    "people came to hear it in the rain. Nobody had brought an umbrella.</p>"
) * 12 + "<p>The post <a href='/1'>A</a> appeared first on <a href='/'>The Sheet</a>.</p>"
COUNTS = {200: 2.0, 10_000: 4.0}


def feed(count: int, turn: int) -> bytes:
    """A feed of so many entries: of 2,000 letters each, of few if they are thousands."""
    text = TEXT if count < 1000 else "<p>Forty people came to hear it in the rain.</p>" * 3
    entries = (
        item(f"Entry {n} of turn {turn}", number=f"{turn}-{count}-{n}", content=f"<p>{n}</p>{text}")
        for n in range(count)
    )
    return rss(*entries)


def seconds(server: Server, count: int, turn: int) -> tuple[float, float]:
    """The seconds from the claim to the commit, and those of the processor (other work aside)."""
    path = f"/{count}-{turn}"
    server.says[path] = answered(feed(count, turn))
    begin_write()
    source = add_source(f"{server.url}{path}", Feed("The Sheet"), rights="full")
    db.session.commit()
    begun, used = time.perf_counter(), time.process_time()
    outcome = fetches.fetch_source(source.id)
    taken = time.perf_counter() - begun, time.process_time() - used
    assert outcome is not None, "it was not fetched"
    assert f"{min(count, 500)} new" in outcome.words, outcome.words
    return taken


def main() -> None:
    """Print the fastest of three turns of each size."""
    server = Server()
    rows = []
    with TemporaryDirectory() as folder:
        app = create_app({"RADIO_INSTANCE": folder, "RADIO_OUTBOUND_ALLOW": "127.0.0.0/8"})
        with app.app_context(), app.test_request_context():
            upgrade()
            station()
            for count, bound in COUNTS.items():
                turns = [seconds(server, count, turn) for turn in range(3)]
                what = f"a feed of {count} entries, {len(feed(count, 0)) / 1e6:.1f} MB"
                walls, processor = zip(*turns, strict=True)
                rows.append(number(f"{what}: fastest of 3", min(walls), at_most(bound), " s"))
                rows.append(number(f"{what}: processor", min(processor), at_most(bound), " s"))
    server.close()
    print(drawn(rows))


if __name__ == "__main__":
    main()
