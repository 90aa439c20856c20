"""The digest of comments to review: hourly at most, only about new ones, on or off for each."""

from datetime import timedelta

import pytest

from blueprints.accounts.models import User
from blueprints.comments.models import CommentReport
from blueprints.core import clock
from blueprints.core.extensions import db
from tests.comments.mailbox import mails_of, work
from tests.comments.readers import EXTRA

TEXT = "The secret of the lock house is under the third step."
EDITOR = "edda@station.example"


@pytest.fixture
def digests(app, cast):
    """Run the jobs; the digests so far, by recipient."""

    def find():
        work(app)
        found = {}
        for mail in mails_of(app, "digest"):
            found.setdefault(mail.recipient, []).append(mail)
        return found

    return find


def test_editors_and_admins_are_told_what_is_pending(app, digests, cast, story, write):
    number = write(story, TEXT, state="pending", why="first", reader=EXTRA)
    write(story, "Fine.")
    found = digests()
    assert set(found) == {EDITOR, "emil@station.example", "ada@station.example"}
    (mail,) = found[EDITOR]
    assert mail.subject == "1 comment to review – Aerial 87.9"
    assert f"A tour by cargo bike\n{EXTRA.name}: {TEXT}" in mail.body
    assert f"/desk/comments/{number}#comment-{number}" in mail.body
    assert "/desk/comments/#digest" in mail.body


def test_a_subject_never_holds_what_a_reader_wrote(app, digests, story, write):
    write(story, TEXT, state="pending", name="Under the step", why="first")
    write(story, TEXT, state="pending", name="Under the step", why="first")
    subjects = {mail.subject for mails in digests().values() for mail in mails}
    assert subjects == {"2 comments to review – Aerial 87.9"}


def test_one_an_hour_and_none_while_nothing_is_new(digests, cast, story, write, traveller):
    assert digests() == {}
    write(story, "One", state="pending")
    assert len(digests()[EDITOR]) == 1
    traveller.shift(60)
    write(story, "Two", state="pending")
    traveller.shift(3500)
    assert len(digests()[EDITOR]) == 1
    traveller.shift(60)
    mails = digests()[EDITOR]
    assert [mail.subject.split()[0] for mail in mails] == ["1", "2"]
    assert "Two" in mails[1].body
    assert "One" not in mails[1].body
    traveller.shift(24 * 3600)
    assert len(digests()[EDITOR]) == 2


def test_a_report_is_told_too(app, digests, cast, story, write):
    number = write(story, "Rude.")
    with app.app_context():
        for reason in ("abuse", "false"):
            db.session.add(CommentReport(comment_id=number, reason=reason, created_at=clock.now()))
        db.session.commit()
    (mail,) = digests()[EDITOR]
    assert mail.subject.startswith("1 comment to review")
    assert "New reports and objections:" in mail.body
    assert mail.body.count(f"/desk/comments/{number}#comment-{number}") == 1


def test_a_moderator_turns_it_off_and_on(traveller, editor, digests, story, write):
    assert "Turn off emails" in editor.get("/desk/comments/").text
    assert editor.post("/desk/comments/digest?_method=delete").status_code == 303
    assert "Turn on emails" in editor.get("/desk/comments/").text
    write(story, state="pending")
    assert EDITOR not in digests()
    assert editor.post("/desk/comments/digest").status_code == 303
    assert len(digests()[EDITOR]) == 1


def test_who_left_the_team_gets_none(app, digests, cast, story, write):
    with app.app_context():
        db.session.get(User, cast["editor"]).active = False
        db.session.commit()
    write(story, state="pending")
    assert EDITOR not in digests()


def test_a_reply_that_its_writer_made_pending_is_new(digests, story, write, traveller):
    write(story, "One", state="pending")
    digests()
    edited_at = clock.now() + timedelta(seconds=60)
    write(story, "Edited", state="pending", edited_by="writer", edited_at=edited_at, ago=60)
    traveller.shift(3600)
    assert "Edited" in digests()[EDITOR][-1].body
