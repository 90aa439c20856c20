"""Emails about answers: asked for in the form, confirmed by a link, ended by another."""

import re

import pytest

from blueprints.comments import answers
from blueprints.comments.models import AnswerNotice
from blueprints.core.app_context import own_context
from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings
from tests.comments.mailbox import links_in, mails_of, work
from tests.comments.readers import EXTRA, FISHMONGER, KEEPER

WISH = {"answers": "y"}
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
FOREIGN = {"Origin": "https://mail.example"}


@pytest.fixture
def notices(app):
    """(number of the reply, whether it is confirmed) of each wish to be told."""

    def find():
        with app.app_context():
            found = db.session.query(AnswerNotice).all()
            return [(one.comment_id, one.confirmed_at is not None) for one in found]

    return find


@pytest.fixture
def asked(app, send, story, approve, rows):
    """The number of an approved reply whose writer asked for emails, and the link to confirm."""
    assert send(story, **WISH).status_code == 303
    approve(rows()[-1].id)
    (mail,) = mails_of(app, "confirm")
    return rows()[-1].id, links_in(mail)[0]


@pytest.fixture
def confirmed(client, asked):
    """The number of a reply whose writer confirmed."""
    number, link = asked
    assert client.post(link).status_code == 200
    return number


def answer_mails(app):
    work(app)
    return mails_of(app, "answer")


# asking and confirming


def test_who_ticks_the_box_gets_a_link_to_confirm(app, asked, client, notices):
    number, link = asked
    (mail,) = mails_of(app, "confirm")
    assert (mail.recipient, mail.unsubscribe_url) == (FISHMONGER.email, "")
    assert "A tour by cargo bike" in mail.body
    page = client.get(link)
    assert "Get emails about answers?" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in page.text
    assert notices() == [(number, False)]
    assert "You’ll get emails about answers" in client.post(link).text
    assert notices() == [(number, True)]
    assert "You’ll get emails about answers" in client.get(link).text


def test_who_does_not_tick_it_gets_none(app, send, story):
    send(story)
    assert mails_of(app) == []


def test_spam_gets_no_mail(make_app, send, story):
    app = make_app(RADIO_COMMENT_BIN_WORDS="casino")
    send(story, text="casino", through=app, **WISH)
    assert mails_of(app) == []


def test_no_more_than_three_mails_an_hour_go_to_an_address(app, send, story, traveller, notices):
    for number in range(4):
        send(story, after=130, text=f"No. {number}", **WISH)
    assert (len(mails_of(app, "confirm")), len(notices())) == (3, 3)
    traveller.shift(3600)
    send(story, text="Later", **WISH)
    assert len(mails_of(app, "confirm")) == 4


def test_a_link_opens_for_a_week_and_no_other(client, asked, traveller, notices):
    _, link = asked
    assert client.post(link + "x").status_code == 404
    assert client.post(link, headers=FOREIGN).status_code == 400
    traveller.shift(7 * 24 * 3600 + 1)
    assert client.get(link).status_code == 404
    assert client.post(link).status_code == 404
    assert [is_confirmed for _, is_confirmed in notices()] == [False]


# answers


def test_a_link_says_nothing_of_a_story_that_is_hidden_now(
    client, asked, story, change_story, notices
):
    number, link = asked
    change_story(story, headline="Not yet public", publish_at=None)
    for answer in (client.get(link), client.post(link)):
        assert (answer.status_code, "Not yet public" in answer.text) == (404, False)
    assert notices() == [(number, False)]


def test_an_answer_is_told_once_it_is_approved_for_a_minute(
    app, confirmed, story, write, approve, traveller
):
    number = write(
        story, "Because.\n\nIt rains.", to=confirmed, reader=EXTRA, state="pending", ago=-1
    )
    traveller.shift(600)
    assert answer_mails(app) == []
    approve(number)
    traveller.shift(74)
    assert answer_mails(app) == []
    traveller.shift(16)
    (mail,) = answer_mails(app)
    assert mail.recipient == FISHMONGER.email
    assert f"{EXTRA.name} answered your reply" in mail.subject
    assert "Because. It rains." in mail.body
    assert f"{story}?c={number}#comment-{number}" in links_in(mail)
    assert mail.unsubscribe_url.endswith(links_in(mail)[-1])
    traveller.shift(600)
    assert len(answer_mails(app)) == 1


def test_an_answer_is_told_that_stands_beside_because_the_thread_is_deepest(
    app, confirmed, story, write, traveller, rows
):
    with app.app_context():
        begin_write()
        keep_settings({"comment_depth": 1})
        db.session.commit()
    number = write(story, "Because.", to=confirmed, reader=EXTRA, ago=-1)
    assert [row.parent_id for row in rows() if row.id == number] == [None]
    traveller.shift(600)
    (mail,) = answer_mails(app)
    assert mail.recipient == FISHMONGER.email


@pytest.mark.parametrize(
    ("reader", "columns"),
    [(FISHMONGER, {}), (EXTRA, {"state": "spam"}), (EXTRA, {"state": "rejected"}), (EXTRA, None)],
)
def test_other_answers_are_not_told(app, confirmed, story, write, traveller, reader, columns):
    write(story, "An answer.", to=None if columns is None else confirmed, reader=reader, ago=-1,
          **columns or {})  # fmt: skip
    traveller.shift(600)
    assert answer_mails(app) == []


def test_nobody_is_told_who_did_not_confirm(app, asked, story, write, traveller):
    write(story, "An answer.", to=asked[0], reader=EXTRA, ago=-1)
    traveller.shift(600)
    assert answer_mails(app) == []


def test_a_name_adds_no_header(app, confirmed, story, write, traveller):
    write(story, to=confirmed, reader=EXTRA, name="A\r\nBcc: all@example.org", ago=-1)
    traveller.shift(600)
    (mail,) = answer_mails(app)
    assert not re.search(r"[\r\n]", mail.subject)


# unsubscribing


@pytest.fixture
def unsubscribe(app, confirmed, story, write, traveller):
    """The path in an answer's mail that ends them."""
    write(story, "An answer.", to=confirmed, reader=EXTRA, ago=-1)
    traveller.shift(600)
    return links_in(answer_mails(app)[0])[-1]


def test_a_mail_program_unsubscribes_from_anywhere_with_one_click(
    app, client, unsubscribe, confirmed, story, write, notices, traveller
):
    answer = client.post(unsubscribe, data=ONE_CLICK, headers=FOREIGN)
    assert (answer.status_code, notices()) == (200, [])
    write(story, "Another.", to=confirmed, reader=KEEPER, ago=-1)
    traveller.shift(600)
    assert len(answer_mails(app)) == 1
    assert client.post(unsubscribe, data=ONE_CLICK).status_code == 200


def test_the_link_opens_a_page_and_does_nothing_by_itself(client, unsubscribe, notices):
    page = client.get(unsubscribe)
    assert "Stop emails about answers?" in page.text
    assert "Set-Cookie" not in page.headers
    assert len(notices()) == 1
    assert "You’re unsubscribed" in client.post(unsubscribe).text
    assert "You’re unsubscribed" in client.get(unsubscribe).text


def test_it_ends_emails_to_that_address_alone(
    app, client, unsubscribe, send, story, notices, rows, traveller
):
    send(story, KEEPER, text="Me too.", **WISH)
    send(story, after=130, text="And this.", **WISH)
    assert len(notices()) == 3
    client.post(unsubscribe)
    kept = [row.id for row in rows() if row.email == KEEPER.email]
    assert [number for number, _ in notices()] == kept


def test_it_works_when_the_reply_it_was_about_is_deleted(
    client, unsubscribe, confirmed, send, story, notices, as_staff
):
    send(story, after=130, text="And this.", **WISH)
    as_staff("editor").post(f"/desk/comments/{confirmed}/deletion", data={"sure": "y"})
    assert "Stop emails about answers?" in client.get(unsubscribe).text
    client.post(unsubscribe, data=ONE_CLICK)
    assert [number for number, _ in notices() if number != confirmed] == []


def test_a_forged_link_is_404(client, unsubscribe):
    assert client.get(unsubscribe + "x").status_code == 404
    assert client.post("/opinions/unsubscribe/none").status_code == 404


# answers that are removed before the email is sent


def tell_only(app):
    """Write the emails about answers, while the mail server is away."""
    with own_context(app):
        begin_write()
        answers.tell()
        db.session.commit()


def test_an_answer_that_is_removed_is_not_sent_until_it_is_approved_again(
    app, confirmed, story, write, traveller, comments, approve
):
    number = write(story, "An answer.", to=confirmed, reader=EXTRA, ago=-1)
    traveller.shift(600)
    tell_only(app)
    assert len(mails_of(app, "answer")) == 1
    comments("reject", str(number))
    assert answer_mails(app) == []
    approve(number)
    traveller.shift(90)
    assert len(answer_mails(app)) == 1
    comments("reject", str(number))
    approve(number)
    traveller.shift(90)
    assert len(answer_mails(app)) == 1


def test_an_answer_that_is_edited_is_told_as_it_is_then(
    app, confirmed, story, write, traveller, as_staff
):
    number = write(story, "Call 0123.", to=confirmed, reader=EXTRA, ago=-1)
    traveller.shift(600)
    tell_only(app)
    fields = {"name": EXTRA.name, "text": "Call me."}
    as_staff("editor").post(f"/desk/comments/{number}/edit", data=fields)
    assert answer_mails(app) == []
    traveller.shift(90)
    (mail,) = answer_mails(app)
    assert "Call me." in mail.body


@pytest.mark.parametrize("kind", ["answer", "read:c1"])
def test_unsubscribing_ends_what_waits_for_its_next_try(
    app, client, confirmed, story, write, traveller, kind
):
    write(story, "An answer.", to=confirmed, reader=EXTRA, ago=-1)
    traveller.shift(600)
    tell_only(app)
    (mail,) = mails_of(app, "answer")
    with app.app_context():
        row = db.session.merge(mail)
        row.tries, row.kind = 1, kind
        db.session.commit()
    client.post(links_in(mail)[-1], data=ONE_CLICK)
    assert mails_of(app, kind) == []
