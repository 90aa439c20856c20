"""/opinions/report/<number>: readers' reports, what they hold, and what their writers are told."""

import pytest

from blueprints.comments import reports
from blueprints.comments.models import Comment, CommentReport
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from tests.comments.conftest import _all
from tests.comments.readers import EXTRA, KEEPER, error_beside, fields_of, numbers_in
from tests.news.helpers import Page


@pytest.fixture
def report(client, traveller):
    """Report a reply: opens the form, fills it in and sends it."""

    def open_and_send(number, address=KEEPER.address, **fields):
        form = client.get(f"/opinions/report/{number}")
        assert form.status_code == 200
        traveller.shift(3)
        data = fields_of(form) | {"reason": "abuse"} | fields
        sender = {"REMOTE_ADDR": address}
        return client.post(f"/opinions/report/{number}", data=data, environ_base=sender)

    return open_and_send


@pytest.fixture
def filed(app):
    """Every report so far."""
    return lambda: _all(app, CommentReport)


@pytest.fixture
def decide(app):
    """Decide the reports of a comment as a moderator does."""

    def act(number, decision, then=None):
        with app.app_context():
            begin_write()
            comment = db.session.get(Comment, number)
            with app.test_request_context():
                count = reports.decide(comment, decision, "ana@station.example")
                if then:
                    then(comment)
            db.session.commit()
            return count

    return act


def test_a_report_holds_what_nobody_reviewed(client, story, write, report, filed, rows, ledger):
    number = write(story)
    link, text = Page(client.get(story).text).one("a", class_="report")
    assert link["href"] == f"/opinions/report/{number}"
    assert text == "Report this, reply by The fishmonger"
    answer = report(number, text="It names my street.", reason="private", name="A\r\nB")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert Page(answer.text).texts("h1") == ["Thanks for your report."]
    assert "A moderator will look at this reply." in Page(answer.text).texts("p")
    (one,) = filed()
    assert (one.reason, one.text, one.name, one.kind) == (
        "private", "It names my street.", "A B", "report")  # fmt: skip
    assert (rows()[0].state, rows()[0].why) == ("pending", "reported")
    assert ledger() == [("hold", number, "report")]
    assert numbers_in(client.get(story)) == []


def test_a_crowd_is_no_weapon(client, story, write, report, filed, rows, ledger):
    number = write(story, reviewed_at=clock.now())
    for n in range(12):
        assert report(number, f"203.0.{n}.7").status_code == 200
    assert len(filed()) == 12
    assert (rows()[0].state, ledger()) == ("approved", [])
    assert numbers_in(client.get(story)) == [number]


def test_the_stations_own_reply_is_not_held(story, write, report, rows):
    report(write(story, by_station=True))
    assert rows()[0].state == "approved"


def test_the_same_reader_counts_once(story, write, report, filed):
    number = write(story, reviewed_at=clock.now())
    assert report(number, email="k@example.org").status_code == 200
    again = report(number)
    assert (again.status_code, again.headers["Cache-Control"]) == (409, "private, no-store")
    assert "already reported" in again.text
    assert report(number, EXTRA.address, email="K@example.org").status_code == 409
    assert len(filed()) == 1


def test_reports_are_throttled(story, write_many, report, filed, traveller):
    numbers = write_many(story, 6, reviewed_at=clock.now())
    for number in numbers[:5]:
        assert report(number).status_code == 200
    answer = report(numbers[5], text="Still typed")
    assert (answer.status_code, fields_of(answer)["text"]) == (429, "Still typed")
    traveller.shift(int(answer.headers["Retry-After"]))
    assert report(numbers[5]).status_code == 200
    assert len(filed()) == 6


@pytest.mark.parametrize("state", ["pending", "rejected", "spam", "deleted"])
def test_only_published_replies_are_reported(client, story, write, state):
    number = write(story, state=state)
    for path in (number, number + 1, 2**63):
        assert client.get(f"/opinions/report/{path}").status_code == 404
        assert client.post(f"/opinions/report/{path}").status_code == 404


def test_nothing_under_a_hidden_story_is_reported(client, story, write, change_story):
    number = write(story)
    change_story(story, withdrawn_at=clock.now())
    assert client.get(f"/opinions/report/{number}").status_code == 404


def test_who_comes_second_learns_that_it_is_held(client, story, write, report):
    number = write(story)
    report(number)
    answer = client.post(f"/opinions/report/{number}", data={"reason": "spam"})
    assert answer.status_code == 404
    assert "was reported already" in answer.text


@pytest.mark.parametrize(
    ("fields", "code", "wrong"),
    [
        ({"reason": ""}, 422, "reason"),
        ({"reason": "else"}, 422, "reason"),
        ({"reason": "other"}, 422, "text"),
        ({"email": "nobody"}, 422, "email"),
        ({"text": "x" * 5001}, 422, "text"),
        ({"token": "forged"}, 400, None),
    ],
)
def test_what_is_refused_comes_back_filled_in(story, write, report, filed, rows, fields, code,
                                              wrong):  # fmt: skip
    answer = report(write(story), **{"name": "Keeper", "text": ""} | fields)
    assert answer.status_code == code
    assert fields_of(answer)["name"] == "Keeper"
    assert wrong in (None, "reason") or error_beside(answer, wrong)
    assert wrong != "reason" or "Choose a reason." in answer.text
    assert filed() == []
    assert rows()[0].state == "approved"


def test_a_bot_reads_thanks_and_reports_nothing(story, write, report, filed):
    assert report(write(story), subject="x").status_code == 200
    assert filed() == []


# Emails


def test_who_gives_an_email_address_gets_a_receipt_and_the_decision(
    story, write, report, decide, mails, filed
):
    number = write(story, "My secret words", reviewed_at=clock.now())
    report(number, email="Keeper@example.org", name="Keep\nBcc: x@example.org", text="Typed here")
    assert decide(number, reports.KEPT) == 1
    receipt, decision = mails()
    assert [mail.kind for mail in (receipt, decision)] == ["report"] * 2
    assert receipt.recipient == decision.recipient == "keeper@example.org"
    assert (decision.due_at - decision.created_at).total_seconds() == 75
    assert "stays published" in decision.body
    for mail in (receipt, decision):
        for typed in ("secret", "Typed", "Bcc", "Keep"):
            assert typed not in mail.subject + mail.body
    assert "Reason: Abuse" in receipt.body
    (one,) = filed()
    assert (one.decision, one.decided_by) == ("kept", "ana@station.example")
    assert decide(number, reports.REMOVED) == 0


def test_a_typed_address_gets_three_receipts_an_hour(story, write_many, report, mails):
    for number in write_many(story, 5, reviewed_at=clock.now()):
        assert report(number, email="victim@example.org").status_code == 200
    assert len(mails()) == 3


def test_a_typed_address_gets_ten_emails_about_reports_an_hour(
    story, write_many, report, decide, mails, filed, traveller
):
    numbers = write_many(story, 12, reviewed_at=clock.now())
    for number in numbers:
        report(number, f"203.0.{number}.7", email="victim@example.org")
        decide(number, reports.KEPT)
    assert len(mails()) == 10
    assert {one.decision for one in filed()} == {"kept"}
    traveller.shift(3600)
    report(numbers[0], EXTRA.address, email="keeper@example.org")
    decide(numbers[0], reports.KEPT)
    assert len(mails()) == 12


def test_a_decision_that_is_undone_is_open_again(story, write, report, decide, mails, filed):
    number = write(story, reviewed_at=clock.now())
    report(number, email="keeper@example.org")
    began = clock.now()
    decide(number, reports.REMOVED, lambda comment: reports.reopen(comment, began))
    assert filed()[0].decided_at is None
    assert len(mails()) == 1  # the receipt
