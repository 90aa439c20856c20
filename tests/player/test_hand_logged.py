"""What is logged by hand while MPD is away, with a watcher as a process."""

import pytest

from blueprints.core.extensions import db
from blueprints.player.models import Snapshot
from tests.player.by_hand import Hand
from tests.player.helpers import eventually, is_on_air, polled, put_on_air
from tests.staff import write_cast


def valid_until(app):
    with app.app_context():
        return db.session.get(Snapshot, 1).valid_until


def is_told(app, state, title):
    body = polled(app)
    return body["state"] == state and body["track"]["title"] == title


@pytest.mark.parametrize("lose", ["end", "freeze"])
def test_it_is_shown_while_mpd_is_lost_or_frozen_and_ends_with_its_end(watch, mpd, lose):
    hand = Hand(watch.app, write_cast(watch.app)["dj"])
    put_on_air(watch, mpd, "long.wav", "Long")
    getattr(mpd, lose)()
    hand.starts("talk", title="News")
    eventually(lambda: is_told(watch.app, "talk", "News"))
    first = valid_until(watch.app)
    hand.starts()
    eventually(lambda: is_told(watch.app, "spin", "Ropes"))
    eventually(lambda: (valid_until(watch.app) - first).total_seconds() > 2)
    hand.ends()
    eventually(lambda: is_on_air(watch.app, "Long"))
    assert [play["title"] for play in polled(watch.app)["recent"]] == ["Ropes"]


def test_it_is_shown_before_mpd_was_ever_there(watch_port, free_port):
    start = watch_port(free_port())
    hand = Hand(start.app, write_cast(start.app)["dj"])
    start(sees_mpd=False)
    hand.starts("live", title="On the pier")
    eventually(lambda: polled(start.app)["state"] == "live")
    hand.ends()
    eventually(lambda: polled(start.app)["state"] == "unknown")
