"""How long each thing is stored that the privacy page names; `flask work` deletes it."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from blueprints.comments.models import AnswerNotice, BlockedWriter, CommentReport, ModerationEntry
from blueprints.core import clock
from blueprints.core.extensions import db
from tests.comments.mailbox import work

DAY = 24 * 3600


@pytest.fixture
def put(app, traveller):
    """Put a row of a table that belongs to the past; `put(table, days, "column", …)`."""

    def write_row(table, days, *moments, **columns):
        moment = clock.now() - timedelta(days=days)
        with app.app_context():
            db.session.add(table(**columns, **dict.fromkeys(moments, moment)))
            db.session.commit()

    return write_row


def left(app, table):
    with app.app_context():
        return db.session.query(table).count()


@pytest.mark.parametrize(
    ("days", "has_address", "has_network"),
    [(0.99, True, True), (1.01, False, True), (29.9, False, True), (30.1, False, False)],
)
def test_codes_of_addresses_go_after_a_day_and_of_networks_after_a_month(
    app, story, write, rows, put, days, has_address, has_network
):
    number = write(story, ago=days * DAY)
    put(CommentReport, days, "created_at", comment_id=number, address_hash="a", network_hash="n")
    work(app)
    with app.app_context():
        report = db.session.get(CommentReport, 1)
        for row in (*rows(), report):
            assert (bool(row.address_hash), bool(row.network_hash)) == (has_address, has_network)


@pytest.mark.parametrize(
    ("state", "days", "is_kept"),
    [("rejected", 179, True), ("rejected", 181, False), ("spam", 29, True), ("spam", 31, False)],
)
def test_rejected_comments_and_spam_go_so_long_after_the_decision(
    app, story, write, rows, state, days, is_kept
):
    decided_at = clock.now() - timedelta(days=days)
    write(story, "Rude.", state=state, ago=400 * DAY, reviewed_at=decided_at)
    work(app)
    (row,) = rows()
    assert (row.state, bool(row.text)) == ((state, True) if is_kept else ("deleted", False))


@pytest.mark.parametrize(("days", "state"), [(29, "spam"), (31, "deleted")])
def test_spam_that_nobody_reviewed_goes_after_a_month(app, story, write, rows, days, state):
    write(story, "Cheap pills.", state="spam", why="word", ago=days * DAY)
    work(app)
    assert rows()[0].state == state


@pytest.mark.parametrize(("hours", "is_kept"), [(23, True), (25, False)])
def test_earlier_texts_go_after_a_day_and_the_ledger_stays(app, put, hours, is_kept):
    put(ModerationEntry, hours / 24, "at", act="edit", by="ada", why="Typo", before={"text": "Old"})
    work(app)
    with app.app_context():
        (row,) = db.session.execute(text("SELECT act, by, why, before FROM moderation_entry"))
    assert tuple(row[:3]) == ("edit", "ada", "Typo")
    assert (row.before is not None) is is_kept


@pytest.mark.parametrize(
    ("table", "moments", "columns", "days"),
    [
        (CommentReport, ("created_at", "decided_at"), {"decision": "kept"}, 180),
        (AnswerNotice, ("asked_at",), {}, 7),
        (BlockedWriter, ("at", "until"), {"key": "k", "by": "ada"}, 0),
    ],
)
def test_what_is_over_is_deleted(app, story, write, put, table, moments, columns, days):
    number = write(story)
    put(table, days - 0.1, *moments, comment_id=number, **columns)
    work(app)
    assert left(app, table) == 1
    with app.app_context():
        db.session.query(table).delete()
        db.session.commit()
    put(table, days + 0.1, *moments, comment_id=number, **columns)
    work(app)
    assert left(app, table) == 0


@pytest.mark.parametrize(
    ("table", "moments", "columns"),
    [
        (CommentReport, ("created_at",), {}),
        (AnswerNotice, ("asked_at", "confirmed_at"), {}),
        (BlockedWriter, ("at",), {"key": "k", "by": "ada"}),
    ],
)
def test_what_is_not_over_stays(app, story, write, put, table, moments, columns):
    put(table, 500, *moments, comment_id=write(story), **columns)
    work(app)
    assert left(app, table) == 1


def test_a_report_that_nobody_decided_goes_with_its_comment(app, story, write, put):
    kept = write(story, "Kept.", reviewed_at=clock.now())
    gone = write(story, "Rude.", state="rejected", ago=181 * DAY)
    for number in (kept, gone):
        put(CommentReport, 170, "created_at", comment_id=number, kind="objection", text="No!")
    work(app)
    with app.app_context():
        assert [report.comment_id for report in db.session.query(CommentReport)] == [kept]
