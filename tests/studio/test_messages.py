"""Messages in the studio: the list, done, note, thanks, block; what is deleted when."""

from datetime import timedelta

import pytest

from blueprints.comments import personal_data
from blueprints.comments.models import BlockedWriter
from blueprints.comments.senders import email_hash
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.mail.outbox import OutgoingMail
from blueprints.studio.messages import forget_messages
from blueprints.studio.models import QueueEdit
from tests.studio.dj import DJ
from tests.studio.listeners import Listener, kept, run, write

DAY = 86_400


@pytest.fixture
def dj(app, traveller, as_staff):
    """A DJ, without the desk."""
    app.config["WTF_CSRF_ENABLED"] = False
    return DJ(as_staff("dj"))


def listed(dj, **headers):
    return dj.client.get("/studio/messages.json", headers=headers)


def test_the_newest_come_first_and_spam_apart(app, dj):
    write(app, ago=60, text="First")
    write(app, text="Second", why="links", email="")
    write(app, text="Buy", state="spam", why="honeypot")
    body = listed(dj).get_json()
    first, second = body["rows"][1], body["rows"][0]
    assert (first["text"], first["flag"], first["has_email"]) == ("First", "", True)
    assert first["at"] == "2026-11-22T11:59:00.000Z"
    assert (second["flag"], second["has_email"]) == ("Contains many links", False)
    assert [row["text"] for row in body["spam"]] == ["Buy"]
    assert body["new"] == 2
    assert "bo@example.org" not in listed(dj).text


def test_nothing_new_is_304_by_one_query(app, dj, count_queries):
    number = write(app)
    with count_queries() as full:
        answer = listed(dj)
    tag = answer.headers["ETag"]
    with count_queries() as short:
        assert listed(dj, **{"If-None-Match": tag}).status_code == 304
    assert len(full) - len(short) == 3
    dj.post(f"messages/{number}/done")
    assert listed(dj, **{"If-None-Match": tag}).status_code == 200


def test_done_and_new_again(app, dj):
    number = write(app)
    assert dj.post(f"messages/{number}/done").get_json()["row"]["state"] == "done"
    assert listed(dj).get_json()["new"] == 0
    assert dj.delete(f"messages/{number}/done").get_json()["row"]["state"] == "new"
    assert [edit.what for edit in kept(app, QueueEdit)] == ["msg-done", "msg-new"]
    assert all("Bo" not in edit.text for edit in kept(app, QueueEdit))


def test_a_note_is_staffs_own(app, dj):
    number = write(app)
    assert dj.put(f"messages/{number}/note", text="Regular\r\n ").get_json()["row"]["note"] == (
        "Regular"
    )
    for text, code in (("x" * 1001, 422), (None, 422), ("\0", 422), ("", 200)):
        assert dj.put(f"messages/{number}/note", text=text).status_code == code
    assert kept(app)[0].note == ""


def test_thanks_are_mailed_once(app, dj, as_staff):
    number = write(app, name="Bo\r\nBcc: all@example.org")
    assert dj.post(f"messages/{number}/thanks").get_json()["row"]["thanked_by"] == "Dana Deck"
    [mail] = kept(app, OutgoingMail)
    assert (mail.recipient, mail.kind) == ("bo@example.org", "message")
    assert "\n" not in mail.subject
    assert "“Hello! Play Tide.”" in mail.body
    answer = DJ(as_staff("other_dj")).post(f"messages/{number}/thanks")
    assert answer.status_code == 409
    assert answer.get_json()["error"] == "Dana Deck has already thanked this listener."
    assert len(kept(app, OutgoingMail)) == 1


def test_without_an_email_nobody_can_be_thanked(app, dj):
    number = write(app, email="")
    assert dj.post(f"messages/{number}/thanks").status_code == 422
    assert kept(app, OutgoingMail) == []


def test_a_blocked_writers_messages_are_spam_until_marked_as_not(app, dj, traveller):
    listener = Listener(app, traveller)
    listener.send()
    [message] = kept(app)
    row = dj.post(f"messages/{message.id}/block").get_json()["row"]
    assert (row["state"], row["flag"]) == ("spam", "From a blocked writer")
    traveller.shift(60)
    listener.send(text="Again")
    assert [message.state for message in kept(app)] == ["spam", "spam"]
    assert dj.post(f"messages/{message.id}/done").status_code == 409
    row = dj.delete(f"messages/{message.id}/block").get_json()["row"]
    assert (row["state"], row["flag"]) == ("new", "")
    assert kept(app, BlockedWriter) == []


def test_a_block_by_a_moderator_stays_as_it_is(app, dj):
    number = write(app)
    with app.app_context():
        db.session.add(BlockedWriter(key=email_hash("bo@example.org"), by="ed", why="Boots",
                                     comment_id=7, at=clock.now()))  # fmt: skip
        db.session.commit()
    assert dj.post(f"messages/{number}/block").get_json()["row"]["state"] == "spam"
    assert dj.delete(f"messages/{number}/block").get_json()["row"]["state"] == "new"
    assert [(blocked.by, blocked.why) for blocked in kept(app, BlockedWriter)] == [("ed", "Boots")]


def test_without_an_email_the_address_is_blocked_for_a_day(app, dj, traveller):
    listener = Listener(app, traveller)
    listener.send(email="")
    assert dj.post(f"messages/{kept(app)[0].id}/block").status_code == 200
    traveller.shift(60)
    listener.send(email="", text="Again")
    traveller.shift(DAY)
    listener.send(email="", text="Tomorrow")
    assert [message.state for message in kept(app)] == ["spam", "spam", "new"]
    late = write(app, email="", ago=DAY - 60, address_hash="a" * 64)
    dj.post(f"messages/{late}/block")
    assert kept(app, BlockedWriter)[-1].until == clock.now() + timedelta(seconds=60)
    old = write(app, email="", ago=2 * DAY)
    answer = dj.post(f"messages/{old}/block")
    assert answer.status_code == 409
    assert "can’t be blocked" in answer.get_json()["error"]


def test_addresses_are_deleted_after_a_day_and_messages_after_a_month(app, dj, traveller):
    Listener(app, traveller).send()
    traveller.shift(DAY + 1)
    run(app, forget_messages)
    [message] = kept(app)
    assert message.address_hash is None
    assert message.network_hash is not None
    traveller.shift(29 * DAY)
    run(app, forget_messages)
    assert kept(app) == []


def test_in_the_practice_studio_there_are_no_messages(app, dj):
    number = write(app)
    practice = DJ(dj.client, "/studio/practice/")
    answers = [practice.post(f"messages/{number}/{act}") for act in ("done", "block", "reading")]
    answers.append(dj.client.get("/studio/practice/messages.json"))
    for answer in answers:
        assert answer.status_code == 409
        assert answer.get_json()["error"].startswith("Messages go to the studio on air")
    assert kept(app)[0].state == "new"


def test_what_does_not_exist_is_404(dj):
    for number in (1, 2**31, 2**70):
        assert dj.post(f"messages/{number}/done").status_code == 404
        assert dj.put(f"messages/{number}/note", text="").status_code == 404


def test_personal_data_holds_messages_and_deletes_them(app, dj):
    number = write(app, text="Once upon a lock", note="Regular")
    write(app, email="", text="Of somebody")
    with app.app_context():
        [told] = personal_data.export(" Bo@example.org")["messages"]
        assert (told["id"], told["text"], told["note"]) == (number, "Once upon a lock", "Regular")
        begin_write()
        assert personal_data.erase("bo@example.org", "the writer") == 1
        db.session.commit()
        assert personal_data.export("")["messages"] == []
    assert [message.text for message in kept(app)] == ["Of somebody"]
