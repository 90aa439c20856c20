"""The desk's front page: editors see the comments that wait, and can go to the queue."""

import pytest

from blueprints.comments.actions import place
from blueprints.comments.models import Comment
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.news.models import Story
from tests.home.test_desk_front import figures, open_desk, rows_of
from tests.news.helpers import write_story


def write_comments(app, rows):
    write_story(app, "out", headline="Out", hours_ago=3)
    with app.app_context():
        story = db.session.query(Story).filter_by(slug="out").one()
        for number, state in enumerate([*["pending"] * rows, *["spam"] * rows]):
            told = {"created_at": clock.now(), "changed_at": clock.now(), "state": state}
            opinion = Comment(
                story_id=story.id,
                name="A gull",
                email="gull@example.org",
                text=f"{state} words {number}",
                fingerprint=f"{number}",
                **told,
            )
            place(opinion, "")
        db.session.commit()


@pytest.mark.parametrize(("key", "shown"), [("dj", {}), ("editor", {"comments to moderate": "2",
                                                                    "spam": "2"})])  # fmt: skip
def test_editors_see_what_readers_said(app, as_staff, key, shown):
    write_comments(app, 2)
    page = open_desk(as_staff(key))
    assert figures(page) == shown
    rows = " ".join(rows_of(page))
    assert ("pending words 0" in rows) == bool(shown)
    assert "spam words 2" not in rows


@pytest.mark.parametrize(("rows", "listed"), [(1, 1), (30, 3)])
def test_it_costs_few_queries_whatever_waits(app, as_staff, count_queries, rows, listed):
    write_comments(app, rows)
    editor = as_staff("editor")
    with count_queries() as queries:
        page = open_desk(editor)
    assert len(queries) <= 12
    assert len(rows_of(page)) == listed


@pytest.mark.parametrize(("key", "is_offered"), [("dj", False), ("editor", True), ("admin", True)])
def test_with_nothing_open_the_page_offers_the_queue(as_staff, key, is_offered):
    steps = open_desk(as_staff(key)).inside("section", aria_labelledby="steps").all("a")
    assert ("/desk/comments/" in {link["href"] for link, _ in steps}) == is_offered
