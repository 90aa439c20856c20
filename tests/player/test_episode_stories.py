"""Stories of episodes: a draft when one is over, which its presenters publish."""

from datetime import time, timedelta

import pytest
from sqlalchemy import select

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings
from blueprints.mail.outbox import OutgoingMail
from blueprints.news.desk_models import Revision
from blueprints.news.models import Artist, Story
from blueprints.news.notifications import announce
from blueprints.player.episode_drafts import make_drafts
from blueprints.player.record_models import EpisodeStory
from blueprints.shows.episodes import make_episodes
from blueprints.shows.models import ScheduleChange, Show, Slot
from tests.player.episode_station import DAY, HOUR, MINUTE, SUNDAY
from tests.shows.on_air import schedule_changed, write_show
from tests.staff import sign_in


def test_an_episode_that_is_over_gets_one_draft(station):
    station.episode(notes="We had guests.\n\nSee https://quay.example")
    station.hand.inserts(SUNDAY - 2 * HOUR)  # before the show
    with station.app.app_context():
        station.play(SUNDAY + HOUR, "Ropes", "The Slipways")
        db.session.commit()
    station.over(by=2 * HOUR + timedelta(seconds=69))
    assert station.count() == 0
    station.over(by=2 * HOUR + timedelta(seconds=70))
    station.work()
    story, owner, artists, tags = station.story()
    assert story.headline == "Harbour Hour, Sunday 29 November"
    assert (story.slug, story.standfirst) == (
        "harbour-hour-sunday-29-november",
        "Songs of the sea.",
    )
    assert (story.byline, owner, artists, tags) == (
        "Dana Deck, Dov Dial", "Dana Deck", ["The Slipways"], ["Folk"],
    )  # fmt: skip
    assert story.body.startswith("<p>We had guests.</p><p>See <a ")
    assert story.state(clock.now()) == "draft"
    assert "Salt" not in story.body
    assert station.count(Artist) == 1


def test_two_workers_make_one(station):
    station.episode()
    station.over()
    with station.app.app_context():
        begin_write()
        make_drafts()
        db.session.rollback()  # the other one was killed
    station.work()
    assert station.count() == station.count(EpisodeStory) == 1


def test_no_draft_without_a_song_or_a_show_or_after_days(station):
    station.episode(plays=False)
    station.episode(SUNDAY + 2 * HOUR, show_id=None)
    with station.app.app_context():
        station.play(SUNDAY + HOUR, "Ident", kind="jingle")
        station.play(SUNDAY + HOUR, "Under it", covered=True)
        db.session.commit()
    station.over(by=5 * HOUR)
    assert station.count() == 0
    station.hand.inserts(SUNDAY + 30 * MINUTE)  # what was forgotten makes it a story
    station.work()
    assert station.count() == 1
    station.episode(SUNDAY - 60 * HOUR)
    station.work()
    assert station.count() == 1


def test_after_midnight_it_is_named_by_the_day_on_which_it_began(station):
    with station.app.app_context():
        keep_settings({"timezone": "Europe/Berlin"})
        db.session.commit()
    station.episode(SUNDAY + 2.5 * HOUR)  # 23:30 there
    station.over(by=5 * HOUR)
    assert station.story()[0].headline == "Harbour Hour, Sunday 29 November"


def test_songs_of_a_special_within_are_the_specials(station):
    station.episode(plays=False)
    special = station.episode(SUNDAY + 10 * MINUTE, hours=0.5, one_off=True, title="Election")
    station.over()
    with station.app.app_context():
        (made,) = db.session.scalars(select(EpisodeStory))
        assert (made.episode_id, made.story.standfirst) == (special, "Election")


def test_its_presenter_publishes_it_with_one_press(station):
    number = station.episode()
    station.over()
    front = sign_in(station.app, station.users["other_dj"]).get("/desk/").text
    assert f"/desk/episodes/{number}/publication" in front
    own = sign_in(station.app, station.users["dj"]).get("/desk/").text
    assert own.count("Harbour Hour, Sunday 29 November") == 1  # not among their drafts too
    for _ in range(2):  # pressed twice is published once
        assert station.press("other_dj", number) == 303
    story, *_ = station.story()
    assert story.state(clock.now()) == "published"
    with station.app.app_context():
        acts = db.session.scalars(select(Revision).order_by(Revision.number)).all()
        assert [(act.act, act.by) for act in acts] == [("created", ""), ("published", "Dov Dial")]
    assert "Salt" in station.page()
    assert "20:20" in station.page()
    assert "Salt" in station.feed().text
    front = sign_in(station.app, station.users["other_dj"]).get("/desk/").text
    assert "/publication" not in front


@pytest.mark.parametrize(("key", "status"), [("editor", 303), ("admin", 303), ("nobody", 403)])
def test_others_who_may_publish(station, key, status):
    number = station.episode()
    station.over()
    assert station.press(key, number) == status


def test_a_dj_publishes_nothing_else(station):
    station.episode()
    with station.app.app_context():
        user = db.session.get(User, station.users["admin"])
        other = write_show("Night Bus", by=[user]).id
        db.session.commit()
    number = station.episode(SUNDAY + 2 * HOUR, show_id=other)
    station.over(by=5 * HOUR)
    assert station.press("dj", number) == 404
    assert station.press("dj", 999) == 404
    client = sign_in(station.app, station.users["dj"])
    assert client.post("/desk/stories/1/publication").status_code == 403  # one's own, but the way
    with station.app.app_context():
        assert all(story.publish_at is None for story in db.session.scalars(select(Story)))


def test_a_published_one_is_with_the_editors(station, published):
    client = sign_in(station.app, station.users["dj"])
    assert client.post("/desk/stories/1", data={"headline": "Mine"}).status_code == 403
    assert "Salt" in client.get("/desk/stories/1").text
    editor = sign_in(station.app, station.users["editor"])
    assert editor.post("/desk/stories/1/unpublication", data={"note": ""}).status_code == 303
    assert station.press("dj", published) == 409


def test_a_draft_that_is_not_fit_is_refused_in_words(station):
    number = station.episode()
    station.over()
    with station.app.app_context():
        db.session.scalars(select(Story)).one().headline = ""
        db.session.commit()
    client = sign_in(station.app, station.users["dj"])
    answer = client.post(f"/desk/episodes/{number}/publication", follow_redirects=True)
    assert "Enter a headline." in answer.text
    assert station.story()[0].publish_at is None


@pytest.mark.parametrize(("key", "mails"), [("dj", 0), ("other_dj", 1)])
def test_the_owner_is_told_unless_they_published_it(station, key, mails):
    number = station.episode()
    station.over()
    station.press(key, number)
    with station.hand.writing():
        announce()
    assert station.count(OutgoingMail) == mails


def test_a_moved_airing_is_told_by_its_new_day_and_a_cancelled_one_not_at_all(station):
    with station.app.app_context():
        show = db.session.get(Show, station.show_id)
        slot = Slot(show=show, weekday=6, starts=time(20), ends=time(22), zone="UTC",
                    first_on=SUNDAY.date())  # fmt: skip
        moved = ScheduleChange(show=show, slot=slot, what="moved", on_day=SUNDAY.date(),
                               day=SUNDAY.date() + DAY, starts=time(10), ends=time(11),
                               zone="UTC")  # fmt: skip
        cancelled = ScheduleChange(show=show, slot=slot, what="cancelled",
                                   on_day=SUNDAY.date() + 7 * DAY)  # fmt: skip
        db.session.add_all([slot, moved, cancelled])
        schedule_changed()
        for day in (0, 1, 7):
            station.play(SUNDAY + day * DAY + 20 * MINUTE)
            station.play(SUNDAY + day * DAY - 9.5 * HOUR)
        db.session.commit()
    for hours in (-0.5, 3, 13.5, 16, 167.5, 171):
        station.clock.move_to(SUNDAY + hours * HOUR)
        with station.hand.writing():
            make_episodes()
        station.work()
    assert station.story()[0].headline == "Harbour Hour, Monday 30 November"


def test_the_shows_desk_has_the_button_while_it_is_a_draft(station):
    number = station.episode()
    station.over()
    page = f"/desk/shows/{station.show_id}/episodes/"
    address = f"/desk/episodes/{number}/publication"
    assert address in sign_in(station.app, station.users["dj"]).get(page).text
    station.press("dj", number)
    assert address not in sign_in(station.app, station.users["dj"]).get(page).text


def test_a_feed_of_many_episodes_costs_what_one_costs(station, count_queries):
    costs = []
    for hours in (0, 2, 4, 6):
        number = station.episode(SUNDAY + hours * HOUR)
        station.over(by=(hours + 3) * HOUR)
        assert station.press("dj", number) == 303
        with count_queries() as queries:
            songs = station.feed().text.count("The Lamplighters – Salt")
        costs.append((len(queries), songs))
    assert costs == [(costs[0][0], songs) for songs in (1, 2, 3, 4)]
    assert costs[0][0] <= 16
