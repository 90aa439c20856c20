"""Titles for radios: which, for whom, and when they are due."""

import pytest
from sqlalchemy import select

from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings
from blueprints.player.title_models import TitleNotice
from blueprints.player.title_outbox import claim_title, forget_titles, note_failure, note_sent
from blueprints.player.titles import note_title
from tests.player.by_hand import SONGS, Air, Hand
from tests.player.helpers import song
from tests.player.posts import Sender
from tests.shows.week import add_show

METADATA = "http://127.0.0.1:1/admin/metadata?mount=/live"


@pytest.fixture
def app(make_app):
    return make_app(RADIO_ICECAST_METADATA_URL=METADATA)


@pytest.fixture
def hand(app, cast, traveller):
    return Hand(app, cast["dj"])


@pytest.fixture
def air(app, hand):
    return Air(app)


def noticed(app, target="icecast"):
    """The notices for a target, in order."""
    with app.app_context():
        query = select(TitleNotice).where(TitleNotice.target == target).order_by(TitleNotice.id)
        return db.session.scalars(query).all()


def songs(app):
    return [notice.body["song"] for notice in noticed(app)]


def open_songs(app):
    return [notice.body["song"] for notice in noticed(app) if not notice.given_up_at]


def test_what_a_dj_puts_on_is_told_at_once_and_mpds_song_afterwards(app, hand, air, traveller):
    air.look()
    traveller.shift(5)
    number = hand.starts()
    traveller.shift(5)
    hand.corrects(number, title="Röpes")
    traveller.shift(5)
    hand.starts("talk", title="News")
    traveller.shift(5)
    hand.ends()
    air.look()
    assert songs(app) == ["Anna - One", "The Slipways - Ropes", "The Slipways - Röpes", "News",
                          "Anna - One"]  # fmt: skip
    assert open_songs(app) == ["Anna - One"]
    assert all(notice.due_at == notice.created_at for notice in noticed(app)[1:])


def test_a_spin_is_told_again_after_mpd_began_a_track_under_it(app, hand, air, traveller):
    air.look()
    hand.starts()
    traveller.shift(3)
    air.put_on(2)
    air.look()
    again = noticed(app)[-1]
    assert songs(app) == ["Anna - One", "The Slipways - Ropes", "The Slipways - Ropes"]
    assert (again.due_at - again.created_at).total_seconds() == 1


def test_a_removed_row_and_one_whose_time_ran_out_give_way(app, hand, air, traveller):
    air.look()
    hand.removes(hand.starts())
    hand.starts("talk", title="News")
    traveller.shift(31 * 60)
    air.began += 31 * 60 - 5
    air.look()
    assert songs(app)[-3:] == ["Anna - One", "News", "Anna - One"]


def test_what_has_no_title_shows_the_show_or_else_the_station(app, hand, air, traveller):
    hand.starts("talk")
    assert songs(app) == ["Aerial 87.9"]
    add_show(app, "harbour", [("2026-11-22", "12:00-13:00")], title="Harbour hour")
    SONGS[3] = song("jingles/ident.mp3", title="Ident", duration=9.0)
    hand.ends()
    air.put_on(3)
    air.look()
    hand.starts("live", title="On the pier")
    traveller.shift(3600)
    hand.ends()
    del SONGS[3]
    assert songs(app) == ["Aerial 87.9", "Harbour hour", "Harbour hour", "On the pier",
                          "Aerial 87.9"]  # fmt: skip


def test_the_webhook_is_told_what_is_known(app, hand, air):
    with hand.writing():
        keep_settings({"webhook_url": "https://hook.example/"})
    add_show(app, "harbour", [("2026-11-22", "12:00-13:00")], title="Harbour hour")
    air.look()
    air.look()
    hand.starts()
    first, second = [notice.body for notice in noticed(app, "webhook")]
    assert (first["title"], first["kind"]) == ("One", "music")
    assert second == {
        "title": "Ropes", "artist": "The Slipways", "album": "Knots", "kind": "spin",
        "show": "Harbour hour", "started_at": "2026-11-22T12:00:00.000Z", "station": "Aerial 87.9",
    }  # fmt: skip


def test_a_paused_or_stopped_mpd_is_no_title(app, air, traveller):
    air.look()
    air.look("pause")
    traveller.shift(2)
    air.look()
    air.look("stop")
    assert songs(app) == ["Anna - One", "Aerial 87.9", "Anna - One", "Aerial 87.9"]


def test_a_play_that_another_playout_posts_is_told_at_once(app, hand, air):
    air.look()
    Sender(app).posts(duration=60)
    assert open_songs(app) == ["The Slipways - Ropes"]
    hand.starts("talk", title="News")
    hand.ends()
    assert songs(app)[-2:] == ["News", "The Slipways - Ropes"]


def test_a_song_of_an_mpd_that_is_lost_does_not_come_back(app, hand, air, traveller):
    air.look()
    hand.starts()
    traveller.shift(60)
    hand.ends()
    assert open_songs(app) == ["Aerial 87.9"]


def test_nothing_is_noted_or_asked_without_a_target(make_app, count_queries, cast, traveller):
    app = make_app()
    hand = Hand(app, cast["dj"])
    hand.starts()
    with app.app_context(), count_queries() as queries:
        note_title()
    assert noticed(app) == []
    assert len(queries) <= 1  # the station's settings


@pytest.fixture
def claimed(app, hand):
    """A spin's title that is being sent."""
    hand.starts()
    with app.app_context():
        return claim_title("icecast")


def test_a_title_is_claimed_once_and_sent_once(app, claimed, traveller):
    with app.app_context():
        assert claim_title("icecast") is None
        note_sent(claimed)
        traveller.shift(60)
        assert claim_title("icecast") is None
    assert noticed(app)[0].sent_at is not None


def test_a_sender_that_died_leaves_the_title_due(app, claimed, traveller):
    traveller.shift(31)
    with app.app_context():
        assert claim_title("icecast").tries == 2


def test_a_failure_is_retried_at_growing_distances_and_given_up(app, claimed, traveller, caplog):
    waits = []
    with app.app_context():
        while claimed:
            note_failure(claimed, "Icecast sleeps.")
            row = noticed(app)[0]
            if row.given_up_at:
                break
            waits.append((row.due_at - row.created_at).total_seconds() - sum(waits))
            traveller.shift(waits[-1])
            claimed = claim_title("icecast")
    assert waits[:8] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert 540 <= sum(waits) <= 600
    assert row.failure == "Icecast sleeps."
    assert [record.getMessage() for record in caplog.records if record.levelname != "DEBUG"] == [
        "title not sent", "title given up"
    ]  # fmt: skip


def test_a_newer_title_that_was_overtaken_is_sent_again(app, claimed, hand):
    hand.starts("talk", title="News")
    with app.app_context():
        newer = claim_title("icecast")
        note_sent(newer)
        note_sent(claimed)  # it was on its way for long
        assert claim_title("icecast").body["song"] == "News"


def test_a_failure_of_an_obsolete_title_is_nobodys_matter(app, claimed, hand):
    hand.starts("talk", title="News")
    with app.app_context():
        note_failure(claimed, "Icecast sleeps.")
    assert [notice.failure for notice in noticed(app)] == ["", ""]


def test_old_notices_are_forgotten_but_the_newest(app, hand, traveller):
    hand.starts()
    hand.starts("talk", title="News")
    traveller.shift(2 * 86400)
    with app.app_context():
        begin_write()
        forget_titles()
        db.session.commit()
    assert songs(app) == ["News"]
