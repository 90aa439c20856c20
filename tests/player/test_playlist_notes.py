"""Dated notes on published stories of episodes, whose playlists changed with the log."""

from sqlalchemy import select

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.news.actions import publish, record
from blueprints.news.models import Story
from blueprints.player.manual import Entry
from blueprints.player.playlist_notes import PlaylistNotes
from tests.player.by_hand import ROPES
from tests.player.episode_station import DAY, HOUR, MINUTE, SUNDAY


def test_corrections_flow_in_with_one_dated_note(station, published):
    client, etag = station.app.test_client(), station.feed().headers["ETag"]
    hand, salt = station.hand, 1
    station.clock.shift(HOUR)
    hand.corrects(salt, title="Salt & Sea")
    station.clock.shift(4 * MINUTE)
    rope = hand.inserts(SUNDAY + 40 * MINUTE, ROPES)
    assert "Salt &amp; Sea" in station.page()
    since = {"If-Modified-Since": station.feed().headers["Last-Modified"]}
    station.work()
    assert station.story()[0].corrections == []
    station.clock.shift(6 * MINUTE)
    station.work()
    station.work()
    (note,) = station.story()[0].corrections
    assert note["at"] == "2026-11-29T23:12:00.000Z"
    assert note["note"] == (
        "The playlist was corrected: 20:20 The Lamplighters – Salt & Sea; "
        "20:40 The Slipways – Ropes."
    )
    answer = client.get("/news/feed.xml", headers={"If-None-Match": etag})
    assert answer.status_code == client.get("/news/feed.xml", headers=since).status_code == 200
    assert "20:40 The Slipways" in answer.text
    station.clock.shift(HOUR)
    hand.corrects(rope, note="for us alone")
    hand.removes(rope)
    station.clock.shift(11 * MINUTE)
    PlaylistNotes()  # another worker starts, and knows nothing
    station.notes = PlaylistNotes()
    station.work()
    notes = [one["note"] for one in station.story()[0].corrections]
    assert notes[1:] == ["The playlist was corrected: 20:40 The Slipways – Ropes removed."]


def test_a_corrected_start_moves_a_row_out_of_the_episode(station):
    number = station.episode()
    station.clock.move_to(SUNDAY + 2 * HOUR + MINUTE)
    spin = station.hand.inserts(SUNDAY + HOUR, ROPES)
    station.over()
    station.press("dj", number)
    assert "Ropes" in station.page()
    station.clock.shift(HOUR)
    station.hand.corrects(spin, started_at=SUNDAY + 2.5 * HOUR)
    station.clock.shift(11 * MINUTE)
    station.work()
    assert "21:00 The Slipways – Ropes removed." in station.page()
    assert '<b dir="auto">Ropes' not in station.page()


def test_drafts_get_no_notes_and_an_editors_words_stay(station):
    station.episode()
    station.over()
    station.hand.corrects(1, title="Salt again")
    station.clock.shift(11 * MINUTE)
    station.work()
    with station.app.app_context():
        begin_write()
        story = db.session.scalars(select(Story)).one()
        story.body, story.headline = "<p>An editor's words.</p>", "A night at the harbour"
        publish(story, clock.now())
        record(story, "published", db.session.get(User, station.users["editor"]))
        db.session.commit()
    station.work()
    assert station.story()[0].corrections == []
    station.clock.shift(MINUTE)
    station.hand.corrects(1, title="Salt once more")
    station.clock.shift(11 * MINUTE)
    station.work()
    story, *_ = station.story()
    assert story.body == "<p>An editor's words.</p>"
    assert len(story.corrections) == 1
    assert "Salt once more" in station.page()


def test_a_correction_of_an_old_playlist_costs_what_one_of_a_new_one_costs(
    station, published, count_queries
):
    costs = []
    station.clock.shift(HOUR)
    for title in ("Salt & Sea", "Salt & Pepper"):
        station.hand.corrects(1, title=title)
        station.clock.shift(11 * MINUTE)
        with count_queries() as queries:
            station.work()
        costs.append(len(queries))
        for number in range(250):  # of other times
            station.hand.inserts(SUNDAY - 9 * HOUR + number * MINUTE, Entry("spin", f"{number}"))
        station.clock.shift(8 * DAY)
    assert [one["note"].rpartition(" – ")[2] for one in station.story()[0].corrections] == [
        "Salt & Sea.", "Salt & Pepper.",
    ]  # fmt: skip
    assert costs[0] == costs[1]
