"""Read on air: a message or a reply is tied to the open talk break, untied, and its writer told."""

import pytest

from blueprints.comments.models import AnswerNotice, Comment
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.mail.outbox import OutgoingMail
from blueprints.news.models import Story
from blueprints.studio.reading_mails import tell_of_readings
from tests.comments.conftest import _reply
from tests.comments.readers import FISHMONGER
from tests.news.helpers import change_story, write_story
from tests.studio.dj import DJ
from tests.studio.listeners import kept, run, write


@pytest.fixture
def dj(app, traveller, as_staff):
    """A DJ who has the desk, on a Sunday at noon."""
    app.config["WTF_CSRF_ENABLED"] = False
    found = DJ(as_staff("dj"))
    found.post("desk")
    return found


@pytest.fixture
def reply(app, traveller):
    """The number of an approved reply to a story."""
    write_story(app, "a-story")
    with app.app_context():
        story = db.session.query(Story).one()
        comment = _reply(story, "So it was.", FISHMONGER, 60, {})
        db.session.add(comment)
        db.session.commit()
        return comment.id


def talk(dj):
    """Start a talk break; return its number."""
    return dj.post("log/rows", source="talk").get_json()["row"]["id"]


def test_a_message_is_read_in_the_open_talk_break(app, dj, traveller):
    number = write(app)
    row = talk(dj)
    traveller.shift(30)
    read = dj.post(f"messages/{number}/reading").get_json()["row"]["read"]
    assert (read["at"], read["row"]) == ("2026-11-22T12:00:30.000Z", row)
    assert read["address"].endswith("/playlist/?day=2026-11-22&time=12:00")
    [logged] = dj.client.get("/studio/log.json").get_json()["rows"]
    [told] = logged["readings"]
    assert (told["kind"], told["name"], told["text"]) == (
        "message", "Bo from the lock", "Hello! Play Tide.",
    )  # fmt: skip
    assert dj.post(f"messages/{number}/reading").get_json()["row"]["read"] == read
    assert dj.delete(f"messages/{number}/reading").get_json()["row"]["read"] is None
    assert dj.delete(f"messages/{number}/reading").status_code == 200


def test_a_reply_is_read_too(app, dj, reply, traveller):
    traveller.shift(60)
    row = talk(dj)
    read = dj.post(f"replies/{reply}/reading").get_json()["row"]["read"]
    assert read["row"] == row
    [comment] = kept(app, Comment)
    assert (comment.read_play_id, comment.changed_at) == (row, comment.read_at)
    [told] = dj.client.get("/studio/replies.json").get_json()["rows"]
    assert (told["headline"], told["read"]["row"]) == ("a-story", row)
    assert dj.delete(f"replies/{reply}/reading").get_json()["row"]["read"] is None


def test_replies_are_found_by_name_and_text(app, dj, reply):
    for q, count in (("so IT", 1), ("fishmonger", 1), ("100%", 0), ("x" * 999, 0)):
        answer = dj.client.get("/studio/replies.json", query_string={"q": q})
        assert len(answer.get_json()["rows"]) == count


def test_replies_to_a_hidden_story_are_not_there(app, dj, reply):
    talk(dj)
    change_story(app, "a-story", publish_at=None)
    assert dj.client.get("/studio/replies.json").get_json()["rows"] == []
    assert dj.post(f"replies/{reply}/reading").status_code == 404


def test_a_reply_that_was_rejected_since_is_untied(app, dj, reply, as_staff):
    talk(dj)
    dj.post(f"replies/{reply}/reading")
    as_staff("editor").post(f"/desk/comments/{reply}/rejection")
    assert dj.delete(f"replies/{reply}/reading").get_json()["row"]["read"] is None
    for again in (dj.delete, dj.post):
        assert again(f"replies/{reply}/reading").status_code == 404


@pytest.mark.parametrize("source", [None, "spin", "live"])
def test_without_a_talk_break_it_says_so(app, dj, source):
    number = write(app)
    if source:
        dj.post("log/rows", source=source, title="Ropes")
    answer = dj.post(f"messages/{number}/reading")
    assert answer.status_code == 409
    assert answer.get_json()["todo"] == "Start a talk break first."
    assert kept(app)[0].read_at is None


def test_it_needs_the_desk(app, dj, as_staff):
    number = write(app)
    talk(dj)
    answer = DJ(as_staff("other_dj")).post(f"messages/{number}/reading")
    assert answer.status_code == 409
    assert "Dana Deck" in answer.get_json()["error"]


def test_once_read_it_is_not_read_in_another_break(app, dj, traveller):
    number = write(app)
    talk(dj)
    dj.post(f"messages/{number}/reading")
    dj.post("log/back")
    traveller.shift(600)
    talk(dj)
    answer = dj.post(f"messages/{number}/reading")
    assert answer.status_code == 409
    assert answer.get_json()["error"] == "This was already read on air, Sunday 12:00."


def test_a_removed_talk_break_unties(app, dj):
    number = write(app)
    row = talk(dj)
    dj.post(f"messages/{number}/reading")
    tag = dj.client.get("/studio/messages.json").headers["ETag"]
    assert dj.delete(f"log/rows/{row}").status_code == 200
    answer = dj.client.get("/studio/messages.json", headers={"If-None-Match": tag})
    assert answer.get_json()["rows"][0]["read"] is None
    assert kept(app)[0].id == number


def test_what_is_not_approved_or_spam_is_not_read(app, dj, reply):
    talk(dj)
    spam = write(app, state="spam")
    assert dj.post(f"messages/{spam}/reading").status_code == 409
    with app.app_context():
        db.session.get(Comment, reply).state = "rejected"
        db.session.commit()
    assert dj.post(f"replies/{reply}/reading").status_code == 404
    assert dj.post("replies/999/reading").status_code == 404


def test_the_writer_is_told_after_two_minutes_once(app, dj, traveller):
    number = write(app)
    write(app, email="", ago=5)
    talk(dj)
    for one in (number, number + 1):
        dj.post(f"messages/{one}/reading")
    traveller.shift(119)
    run(app, tell_of_readings)
    assert kept(app, OutgoingMail) == []
    traveller.shift(1)
    for _ in range(2):
        run(app, tell_of_readings)
    [mail] = kept(app, OutgoingMail)
    assert (mail.recipient, mail.kind) == ("bo@example.org", f"read:m{number}")
    assert "Sunday 22 November, 12:00" in mail.body
    assert "http://127.0.0.1:8000/playlist/?day=2026-11-22&time=12:00" in mail.body


def test_who_was_untied_in_time_is_not_told(app, dj, traveller):
    number = write(app)
    talk(dj)
    dj.post(f"messages/{number}/reading")
    dj.delete(f"messages/{number}/reading")
    traveller.shift(200)
    run(app, tell_of_readings)
    assert kept(app, OutgoingMail) == []


@pytest.mark.parametrize("confirmed", [True, False, None])
def test_a_replys_writer_is_told_if_they_confirmed_it(app, dj, reply, traveller, confirmed):
    if confirmed is not None:
        with app.app_context():
            now = clock.now()
            notice = AnswerNotice(comment_id=reply, asked_at=now)
            notice.confirmed_at = now if confirmed else None
            db.session.add(notice)
            db.session.commit()
    talk(dj)
    dj.post(f"replies/{reply}/reading")
    traveller.shift(121)
    run(app, tell_of_readings)
    kinds = [mail.kind for mail in kept(app, OutgoingMail)]
    assert kinds == ([f"read:c{reply}"] if confirmed else [])
