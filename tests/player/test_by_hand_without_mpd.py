"""What is logged by hand while MPD is lost: the steps, one by one."""

import pytest

from blueprints.core.extensions import begin_write, db
from blueprints.player.actions import record_without_mpd
from tests.player.by_hand import Air, Hand, shown
from tests.player.helpers import polled


@pytest.fixture
def hand(app, cast, traveller):
    """A DJ's hand, at noon."""
    return Hand(app, cast["dj"])


@pytest.fixture
def air(app, traveller):
    """MPD, which has just begun to play One."""
    found = Air(app)
    found.look()
    return found


def without_mpd(app, last=None, on_air=True):
    with app.test_request_context(base_url=app.config["RADIO_URL"]):
        begin_write()
        record_without_mpd(last, on_air=on_air)
        db.session.commit()


def test_while_mpd_is_lost_it_goes_on_and_then_is_unknown(app, hand, air, traveller):
    last = air.look()
    traveller.shift(40)
    hand.starts("talk", title="News")
    for _ in range(30):
        traveller.shift(2)
        without_mpd(app, last)
        assert shown(app) == ("talk", "News")
    hand.starts()
    without_mpd(app, last)
    assert shown(app) == ("spin", "Ropes")
    hand.ends()
    traveller.shift(2)
    without_mpd(app, last)
    body = polled(app)
    assert (body["state"], body["last_heard_at"]) == ("unknown", "2026-11-22T12:00:00.001Z")
    assert [play["title"] for play in body["recent"]] == ["Ropes"]


@pytest.mark.parametrize("is_known", [True, False])
def test_one_that_ends_just_after_mpd_was_lost_leaves_its_song_for_thirty_seconds(
    app, hand, air, traveller, is_known
):
    last = air.look()
    hand.starts("talk", title="News")
    traveller.shift(5)
    without_mpd(app, last if is_known else None)
    assert shown(app) == ("talk", "News")
    hand.ends()
    without_mpd(app, last if is_known else None)
    assert shown(app) == (("playing", "One") if is_known else ("unknown", None))
    traveller.shift(26)
    assert shown(app) == ("unknown", None)


def test_before_mpd_was_ever_heard_a_talk_break_is_shown(app, hand, traveller):
    hand.starts("talk", title="News")
    without_mpd(app)
    assert shown(app) == ("talk", "News")
    hand.ends()
    without_mpd(app)
    assert shown(app) == ("unknown", None)


def test_while_another_watcher_hears_mpd_nothing_is_written(app, hand, air, traveller):
    hand.starts("talk", title="News")
    without_mpd(app)
    assert shown(app) == ("playing", "One")
    hand.ends()
    traveller.shift(10)
    without_mpd(app)
    assert shown(app) == ("playing", "One")
