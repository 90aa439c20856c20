"""/opinions/decision/<token>: why one's reply was rejected, and the objection to it."""

import pytest

from blueprints.comments import moderation, reports, tokens
from blueprints.comments.models import Comment, CommentReport
from blueprints.core.extensions import begin_write, db
from tests.comments.conftest import _all
from tests.comments.readers import FISHMONGER, fields_of
from tests.news.helpers import Page


@pytest.fixture
def rejected(app, story, write):
    """The address of the decision on a reply that was rejected."""
    number = write(story, "So it was.", state="pending")
    with app.test_request_context():
        begin_write()
        comment = db.session.get(Comment, number)
        assert moderation.decide(comment, "reject", "ana@station.example", "Off topic")
        db.session.commit()
        return f"/opinions/decision/{tokens.decision_token(number)}"


@pytest.fixture
def object_to(client, traveller):
    """Send an objection at an address."""

    def open_and_send(address, **fields):
        data = fields_of(client.get(address)) | {"text": "It is on topic."} | fields
        traveller.shift(3)
        return client.post(address, data=data)

    return open_and_send


def test_the_writer_reads_why_and_objects_once(app, client, rejected, object_to, mails):
    assert rejected in mails()[0].body
    page = client.get(rejected)
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "private, no-store")
    assert "Reason: Off topic" in page.text
    assert "So it was." in page.text
    form = fields_of(page)
    assert object_to(rejected).status_code == 303
    (one,) = _all(app, CommentReport)
    assert (one.kind, one.text, one.email) == ("objection", "It is on topic.", FISHMONGER.email)
    page = client.get(rejected)
    assert Page(page.text).all("textarea") == []
    assert "It is on topic." in page.text
    again = client.post(rejected, data=form | {"text": "And again"})
    assert again.status_code == 409
    assert len(_all(app, CommentReport)) == 1


def test_the_writer_is_told_what_became_of_the_objection(app, rejected, object_to, mails):
    object_to(rejected)
    with app.test_request_context():
        begin_write()
        comment = db.session.get(Comment, 1)
        assert list(reports.open_reports([1])) == [1]
        assert reports.decide(comment, reports.KEPT, "ana@station.example") == 1
        db.session.commit()
    assert mails()[-1].recipient == FISHMONGER.email
    assert "It is now published." in mails()[-1].body


def test_an_approved_reply_is_shown_instead(client, rejected, approve, story):
    approve(1)
    answer = client.get(rejected)
    assert answer.status_code == 303
    assert answer.location.startswith(f"{story}?c=1")


def test_the_page_opens_for_thirty_days(client, rejected, traveller):
    traveller.shift(30 * 24 * 3600 + 1)
    assert client.get(rejected).status_code == 410


@pytest.mark.parametrize(
    ("fields", "code"), [({"text": " "}, 422), ({"token": "x"}, 400), ({"text": "x" * 5001}, 422)]
)
def test_what_is_refused_comes_back(app, rejected, object_to, fields, code):
    answer = object_to(rejected, **fields)
    assert answer.status_code == code
    assert fields_of(answer)["text"].strip() == fields.get("text", "It is on topic.").strip()
    assert _all(app, CommentReport) == []


def test_the_notice_of_a_rejected_reply_leads_to_the_decision(app, client, story, rejected):
    with app.app_context():
        waiting = tokens.waiting_token(1)
    answer = client.get(f"{story}/reply?waiting={waiting}")
    assert (answer.status_code, answer.location.split("/")[2]) == (303, "decision")


def test_who_was_published_again_may_object_to_the_next_rejection(
    app, client, rejected, object_to, as_staff, traveller
):
    editor = as_staff("editor")
    object_to(rejected)
    for act in ("approval", "rejection"):
        assert editor.post(f"/desk/comments/1/{act}").status_code == 303
        traveller.shift(90)
    assert object_to(rejected, text="Once more.").status_code == 303
    assert [one.decision for one in _all(app, CommentReport)] == ["kept", ""]
    assert "Once more." in client.get(rejected).text
