"""The date of a feed: moved by all that it shows and all that left it, and by nothing else."""

from email.utils import parsedate_to_datetime

import pytest
from sqlalchemy import select

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.app_context import own_context
from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings
from blueprints.news import actions, bulk, taxonomy
from blueprints.news.desk_models import BulkEdit
from blueprints.news.feed_dates import MOST_EDITED
from blueprints.news.models import Story
from tests.news.feed_rules import titles_in

SITE, FILM = "/news/feed.xml", "/news/tag/film/feed.xml"


@pytest.fixture
def archive(publish, traveller):
    """Two stories about films and one about the sea; nothing changed for a minute."""
    publish("reel", tags=["Film", "Sea"])
    publish("lens", tags=["Film"], hours_ago=2)
    publish("boat", tags=["Sea"], hours_ago=3)
    traveller.shift(60)


@pytest.fixture
def seen(client):
    """What a reader has of a feed: (its titles, its date, its answers to each validator alone)."""

    def look(address, before=None):
        answer = client.get(address)
        date = parsedate_to_datetime(answer.headers["Last-Modified"])
        again = (
            client.get(address, headers={name: before.headers[of]}).status_code
            for name, of in VALIDATORS
            if before
        )
        return answer, date, list(again)

    return look


VALIDATORS = (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified"))


@pytest.fixture
def do(app):
    """Do something at the desk."""

    def change(act):
        with own_context(app):
            begin_write()
            act()
            db.session.commit()

    return change


def story(slug):
    return db.session.scalars(select(Story).where(Story.slug == slug)).one()


def saved(slug, *tags):
    """Save a story with these tags, as its form does."""
    found = story(slug)
    actions.remember_first(found)
    found.tags, found.updated_at = actions.tags_named(tags), clock.now()
    actions.record(found, "saved", edda())


def retagged(name, *slugs):
    bulk.tag([story(slug) for slug in slugs], name, edda())


def edda():
    return User(name="Edda", email="edda@example.org")


def undo():
    bulk.undo(db.session.scalars(select(BulkEdit).order_by(BulkEdit.id.desc())).first(), edda())


def film(name):
    return taxonomy.find_named(taxonomy.TAGS, name)


SHOWN = {
    "a story changed": [lambda: saved("reel", "Film", "Rain")],
    "a story unpublished": [lambda: actions.withdraw(story("reel"), "")],
    "a story back": [
        lambda: actions.withdraw(story("reel"), ""),
        lambda: actions.reinstate(story("reel")),
    ],
    "a story that came": [lambda: saved("boat", "Film")],
    "a story that left": [lambda: saved("reel", "Sea")],
    "a story that left while unpublished": [
        lambda: actions.withdraw(story("reel"), ""),
        lambda: saved("reel", "Sea"),
    ],
    "stories tagged": [lambda: retagged("Film", "boat")],
    "stories tagged otherwise": [lambda: retagged("Rain", "reel", "lens")],
    "stories tagged, undone": [lambda: retagged("Film", "boat"), undo],
    "a category renamed": [lambda: taxonomy.rename(taxonomy.TAGS, film("Sea"), "Ocean")],
    "a category merged": [lambda: taxonomy.merge(taxonomy.TAGS, film("Sea"), film("Film"))],
    "the station renamed": [lambda: keep_settings({"name": "Another"})],
}


@pytest.fixture
def check_moved(seen, do, traveller):
    """Check that each of `changes`, if the feed shows it, moves the feed's date."""

    def check(address, changes):
        before, date, _ = seen(address)
        for change in changes:
            do(change)
            traveller.shift(1)
            after, later, again = seen(address, before)
            if after.data != before.data:
                assert again == [200, 200]
                assert later > date
            assert later >= date
            before, date = after, later
        traveller.shift(1)
        before = seen(address)[0]
        assert seen(address, before)[2] == [304, 304]

    return check


@pytest.mark.parametrize("address", [SITE, FILM])
@pytest.mark.parametrize("name", SHOWN)
def test_what_a_feed_shows_moves_its_date(archive, check_moved, address, name):
    check_moved(address, SHOWN[name])


ELSEWHERE = {
    "a story changed": lambda: saved("boat", "Sea", "Rain"),
    "a story left another tag": lambda: saved("boat", "Rain"),
    "a story unpublished": lambda: actions.withdraw(story("boat"), ""),
}


@pytest.fixture
def check_unmoved(publish, seen, do, traveller):
    """Check that the feed of another tag does not move with `change`, and the site's does."""

    def check(change):
        before, _, _ = seen(FILM)
        do(change)
        publish("net", tags=["Sea"], hours_ago=0)
        traveller.shift(60)
        after, _, again = seen(FILM, before)
        assert again == [304, 304]
        assert after.headers["Last-Modified"] == before.headers["Last-Modified"]
        assert seen(SITE, before)[2] == [200, 200]

    return check


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_tags_feed_has_a_date_of_its_own(archive, check_unmoved, name):
    check_unmoved(ELSEWHERE[name])


def test_a_story_that_left_is_missed_beyond_many_that_were_edited(
    archive, publish, seen, do, traveller
):
    before, _, _ = seen(FILM)
    do(lambda: saved("reel", "Sea"))
    for number in range(MOST_EDITED + 1):
        publish(f"net-{number}", tags=["Sea"])
    traveller.shift(60)
    after, _, again = seen(FILM, before)
    assert again == [200, 200]
    assert titles_in(after) == ["lens"]


def test_a_tag_that_was_renamed_still_misses_who_left(archive, client, seen, do, traveller):
    do(lambda: actions.remember_first(story("reel")))
    do(lambda: taxonomy.rename(taxonomy.TAGS, film("Film"), "Cinema"))
    traveller.shift(60)
    address = "/news/tag/cinema/feed.xml"
    before, _, _ = seen(address)
    do(lambda: saved("reel", "Sea"))
    traveller.shift(60)
    after, _, again = seen(address, before)
    assert (again, titles_in(after)) == ([200, 200], ["lens"])
