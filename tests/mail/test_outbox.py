"""Mail leaves the outbox by a real mail server: once, whole, later if need be."""

from datetime import timedelta

import pytest

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.mail import delivery
from blueprints.mail.delivery import _claim, _send

WHO = "ada@home.example"
SETTINGS = {
    "RADIO_MAIL_SERVER": "127.0.0.1",
    "RADIO_MAIL_SENDER": "desk@radio.example",
    "RADIO_STATION_NAME": 'Radio "Łódź", 87.9',
    "RADIO_URL": "https://radio.example",
}


@pytest.fixture
def server(mail_server):
    """A mail server."""
    return mail_server()


@pytest.fixture
def post(server):
    """Return what the mail server answers and took."""
    return server.post


@pytest.fixture
def box(make_app, server, outbox_of):
    """The outbox of a station that has a mail server."""
    return outbox_of(make_app(**SETTINGS, RADIO_MAIL_PORT=server.port))


# The mail


def test_a_mail_is_sent_once_with_all_that_a_mail_needs(box, post):
    link = "https://radio.example/account/invitation/" + "x" * 200
    box.post(subject="Willkommen, Zoë · مرحبا", body=f"Grüße\n.\n.. two\n{link}\n\nEnd\x00")
    assert box.send() is True
    assert box.send() is False
    (mail,) = post.letters
    assert mail["Subject"] == "Willkommen, Zoë · مرحبا"
    (sender,) = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ('Radio "Łódź", 87.9', "desk@radio.example")
    assert mail["To"] == WHO
    assert mail["Auto-Submitted"] == "auto-generated"
    row = box.row()
    assert mail["Message-ID"] == row.message_id
    assert row.message_id.endswith("@radio.example>")
    assert abs(mail["Date"].datetime - row.created_at) < timedelta(seconds=1)
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content_charset() == "utf-8"
    assert mail.get_content().splitlines() == ["Grüße", ".", ".. two", link, "", "End"]
    assert max(map(len, post.taken[0][1].splitlines())) <= 78
    assert row.sent_at
    assert (row.failure, row.tries) == ("", 1)


def test_mails_leave_in_the_order_of_their_posting_and_not_before_they_are_due(box, post):
    for number in range(25):
        box.post(subject=f"Mail {number}")
    box.post(subject="Tomorrow", delay=timedelta(days=1))
    while box.send():
        pass
    assert [mail["Subject"] for mail in post.letters] == [f"Mail {n}" for n in range(25)]
    box.let_pass(days=1)
    assert box.send()
    assert post.letters[-1]["Subject"] == "Tomorrow"


@pytest.mark.parametrize(
    "hostile",
    ["Hi\r\nBcc: all@home.example", "Hi\n\nBody", "a\rb\x0bc\x85d\u2028e", "=?utf-8?q?=0D=0ABcc?="],
)
def test_a_hostile_subject_adds_no_header(box, post, hostile):
    box.post(subject=hostile, body="From here\n.\nRSET")
    assert box.send()
    (mail,) = post.letters
    assert sorted(mail.keys()) == [
        "Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From",
        "MIME-Version", "Message-ID", "Subject", "To",
    ]  # fmt: skip
    assert mail.get_content().splitlines() == ["From here", ".", "RSET"]


@pytest.mark.parametrize(
    "wrong",
    ["nobody", "a@b\r\nRCPT TO:<c@d>", "a@b, c@d", "Ada <a@b>", "zoë@home.example", "a@b\x00", ""],
)
def test_what_is_no_address_is_given_up_and_keeps_nobody_waiting(box, post, caplog, wrong):
    box.post(wrong)
    box.post()
    box.send()
    assert [recipient for recipient, _ in post.taken] == [WHO]
    bad, good = box.rows()
    assert bad.given_up_at
    assert bad.failure
    assert good.sent_at
    assert "mail given up" in caplog.text


def test_a_domain_in_other_letters_is_written_as_mail_servers_know_it(box, post):
    box.post("ada@köln.example")
    box.send()
    assert post.taken[0][0] == "ada@xn--kln-sna.example"


# Refusals and failures


@pytest.mark.parametrize("asked", ["recipients", "mails"])
def test_refused_for_now_it_is_tried_again_with_the_same_message_id(box, post, asked):
    getattr(post, asked).append("451 greylisted, come back")
    box.post()
    box.post("dov@home.example")  # the refusal is about one mail
    box.send()
    assert [recipient for recipient, _ in post.taken] == ["dov@home.example"]
    row, _ = box.rows()
    assert row.failure == "451 greylisted, come back"
    assert "451 greylisted" in box.trouble(WHO)
    assert box.trouble("dov@home.example") is None
    assert box.trouble() is None
    assert box.send() is False
    box.let_pass(seconds=59)
    assert box.send() is False
    box.let_pass(seconds=2)
    assert box.send() is True
    assert post.letters[-1]["Message-ID"] == row.message_id
    assert box.trouble(WHO) is None
    assert len(post.taken) == 2


def test_it_waits_longer_each_time_and_is_given_up_after_two_days(box, post, caplog):
    post.recipients += ["450 not now"] * 100
    box.post()
    waits = []
    while not box.row().given_up_at:
        box.send()
        row = box.row()
        waits.append(round((row.due_at - clock.now()).total_seconds() / 60))
        box.let_pass(minutes=waits[-1] + 0.01)
    assert waits[:7] == [1, 5, 15, 60, 120, 240, 480]
    assert set(waits[7:]) == {480}
    assert 40 * 60 < sum(waits[:-1]) <= 48 * 60
    assert box.send() is False
    assert post.taken == []
    assert caplog.text.count("mail given up") == 1


@pytest.mark.parametrize("asked", ["recipients", "mails"])
def test_refused_for_ever_it_is_given_up_at_once(box, post, caplog, asked):
    getattr(post, asked).append("550 5.1.1 no such person")
    box.post()
    box.post("dov@home.example")
    box.send()
    row, other = box.rows()
    assert row.given_up_at
    assert other.sent_at
    (said,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert said.fields == {"mail": 1, "tries": 1, "error": "550 5.1.1 no such person"}
    assert "could not be delivered" in box.trouble(WHO)
    box.let_pass(days=3)
    assert box.send() is False
    assert len(post.taken) == 1


def test_a_server_that_is_down_gets_everything_once_it_is_up(box, server, post, mail_server):
    port = server.port
    server.stop()
    for number in range(5):
        box.post(subject=f"Mail {number}")
    assert box.send()
    assert box.send() is False  # nobody else tries meanwhile
    assert "refused" in box.trouble()
    assert "refused" in box.trouble(WHO)
    assert [row.tries for row in box.rows()] == [1, 0, 0, 0, 0]
    for _ in range(3):
        box.let_pass(minutes=16)
        assert box.send()
    again = mail_server(port)
    box.let_pass(minutes=61)
    box.send()
    assert sorted(mail["Subject"] for mail in again.post.letters) == [f"Mail {n}" for n in range(5)]
    assert box.trouble() is None
    assert box.send() is False


def test_a_server_that_takes_nothing_from_us_is_down_and_no_mails_fault(box, post):
    post.senders.append("553 you may not send from here")
    box.post()
    box.send()
    assert box.row().given_up_at is None
    assert "553 you may not send" in box.trouble("somebody@home.example")


def test_mails_that_wait_because_nobody_sends_them_are_noticed(box):
    box.post()
    assert box.trouble() is None
    box.let_pass(minutes=3)
    assert "flask work" in box.trouble()


# Dying


def test_a_sender_that_dies_before_the_end_has_sent_nothing(box, post):
    box.post()
    with box.app.app_context():
        assert _claim()
    assert box.send() is False
    box.let_pass(minutes=2)
    assert box.send() is True
    assert len(post.taken) == 1


def test_a_sender_that_dies_after_the_end_has_sent_it(box, post, caplog):
    box.post()
    with box.app.app_context():
        claim = _claim()
        delivery._note_handing(claim)
    assert box.send() is False
    box.let_pass(minutes=2)
    box.send()
    assert post.taken == []
    row = box.row()
    assert row.sent_at == row.handed_at
    assert "answer was not heard" in caplog.text


def test_whoever_is_too_slow_sends_nothing(box, post):
    box.post()
    with box.app.app_context(), delivery._mail_server() as slow:
        claim = _claim()
        slow.open()
        box.let_pass(minutes=2)
        assert box.send() is True
        assert _send(claim, slow) is True
        db.session.rollback()
    assert len(post.taken) == 1
    assert box.row().tries == 2


def work_once(app):
    with app.app_context():
        return app.test_cli_runner().invoke(args=["work", "--once"])


def test_what_was_sent_is_forgotten_after_a_month(box, app):
    box.post()
    box.send()
    box.post()
    box.let_pass(days=29)
    assert work_once(app).exit_code == 0
    assert len(box.rows()) == 2
    box.let_pass(days=2)
    assert work_once(app).exit_code == 0
    (kept,) = box.rows()
    assert kept.id == 2
