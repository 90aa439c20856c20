"""The date of a feed of the news: moved by each change of the opinions that it counts."""

import pytest
from sqlalchemy import select

from blueprints.comments import moderation
from blueprints.comments.models import Comment
from blueprints.core.extensions import db
from blueprints.news.models import Story
from tests.news.test_feed_dates import (  # noqa: F401 - fixtures
    FILM,
    SITE,
    archive,
    check_moved,
    check_unmoved,
    do,
    seen,
)  # fmt: skip


def first_opinion(slug, state="approved"):
    query = select(Comment).join(Story).where(Story.slug == slug, Comment.state == state)
    return db.session.scalars(query.order_by(Comment.id)).first()


@pytest.fixture
def discussed(archive, write_many, traveller):  # noqa: F811 - the fixture
    """The archive, with opinions under two of its stories; nothing changed for a minute."""
    write_many("/news/reel", 2)
    write_many("/news/boat", 1)
    traveller.shift(60)


SHOWN = {
    "approved": [
        lambda: moderation.decide(first_opinion("reel"), "unapprove", "edda"),
        lambda: moderation.decide(first_opinion("reel", "pending"), "approve", "edda"),
    ],
    "removed": [lambda: moderation.decide(first_opinion("reel"), "spam", "edda")],
    "deleted": [lambda: moderation.erase_one(first_opinion("reel"), "edda")],
}


@pytest.mark.parametrize("address", [SITE, FILM])
@pytest.mark.parametrize("name", SHOWN)
def test_what_becomes_of_opinions_moves_the_date(discussed, check_moved, address, name):  # noqa: F811
    check_moved(address, SHOWN[name])


def test_an_opinion_elsewhere_does_not_move_a_tags_feed(discussed, check_unmoved):  # noqa: F811
    check_unmoved(lambda: moderation.decide(first_opinion("boat"), "spam", "edda"))


def test_two_changes_in_one_second_are_two(discussed, seen, do, traveller):  # noqa: F811
    do(lambda: moderation.decide(first_opinion("reel"), "spam", "edda"))
    traveller.shift(0.2)
    before, _, _ = seen(SITE)
    traveller.shift(0.2)
    do(lambda: moderation.decide(first_opinion("reel"), "spam", "edda"))
    traveller.shift(2)
    assert seen(SITE, before)[2] == [200, 200]
