"""What goes with a comment that a moderator deletes permanently."""

import pytest
from sqlalchemy import select

from blueprints.comments import answers, reports
from blueprints.comments.models import Comment, CommentReport, ModerationEntry
from blueprints.core.extensions import begin_write, db
from tests.comments.conftest import _all
from tests.comments.mailbox import mails_of, work
from tests.comments.moderators import send
from tests.comments.readers import EXTRA, FISHMONGER, KEEPER


@pytest.fixture
def editor(story, as_staff):
    """An editor's browser."""
    return as_staff("editor")


def test_no_email_quotes_it_any_more(app, editor, story, write, traveller):
    asker = write(story, "Who knows?")
    with app.test_request_context():
        begin_write()
        answers.ask(db.session.get(Comment, asker))
        answers.confirm(answers.find_notice(asker))
        db.session.commit()
    write(story, "It was me.", to=asker, reader=EXTRA, ago=-1)
    write(story, "It was me, too.", reader=EXTRA, state="pending", ago=-1)
    traveller.shift(600)
    work(app)
    assert {mail.kind for mail in mails_of(app)} == {"confirm", "answer", "digest"}
    send(editor, "decisions", act="deletion", ids=[2, 3], sure="y")
    assert [mail for mail in mails_of(app) if "It was me" in mail.body] == []


def test_its_writers_objection_goes_and_reports_stay(app, editor, story, write):
    number = write(story, "Rude.")
    with app.test_request_context():
        begin_write()
        comment = db.session.get(Comment, number)
        reports.report(comment, "abuse", "", KEEPER.name, KEEPER.email, KEEPER.address)
        db.session.commit()
    send(editor, "1/rejection")
    with app.app_context():
        begin_write()
        reports.object_to(db.session.get(Comment, number), "I was not.")
        db.session.commit()
    send(editor, "1/deletion", sure="y")
    (report,) = _all(app, CommentReport)
    assert (report.kind, report.decision, report.email) == ("report", "removed", KEEPER.email)


def test_the_writer_of_a_published_one_is_told_why(app, editor, story, write):
    write(story, "Rude words.")
    write(story, "Never seen.", state="pending", reader=EXTRA)
    page = editor.post("/desk/comments/decisions", data={"act": "deletion", "ids": [1, 2]})
    assert 'name="reason"' in page.text
    send(editor, "decisions", act="deletion", ids=[1, 2], sure="y", reason="Private\r\ninformation")
    (mail,) = mails_of(app)
    assert (mail.recipient, mail.kind) == (FISHMONGER.email, "decision")
    assert "deleted your reply to “A tour by cargo bike” permanently." in mail.body
    assert "Reason: Private information" in mail.body
    assert "To object, write to" in mail.body
    assert "Rude" not in mail.subject + mail.body
    with app.app_context():
        whys = db.session.scalars(select(ModerationEntry.why)).all()
    assert whys == ["Private information"] * 2
