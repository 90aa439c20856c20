"""/opinions/data: a reader's own data, asked for by email; shown, downloaded, deleted."""

import pytest

from blueprints.comments import answers, erasure, personal_data
from blueprints.comments.queries import find_comment
from blueprints.core.extensions import begin_write, db
from tests.comments.mailbox import links_in, mails_of
from tests.comments.readers import EXTRA, FISHMONGER, KEEPER, fields_of

PATH = "/opinions/data"
DAY = 24 * 3600
FOREIGN = {"Origin": "https://evil.example"}


@pytest.fixture
def ask(client, traveller):
    """Ask for the data of an address, as a reader does; `after` seconds of typing."""

    def send_form(email=FISHMONGER.email, after=3.0, headers=None, **fields):
        form = client.get(PATH)
        assert form.status_code == 200
        data = fields_of(form) | {"email": email} | fields
        traveller.shift(after)
        return client.post(PATH, data=data, headers=headers)

    return send_form


@pytest.fixture
def link(app, story, write, ask):
    """The path in the email to a reader who left two replies, one of them answered."""
    top = write(story, "Mine.", website="https://a.example/")
    write(story, "Mine too.", state="pending", why="first")
    write(story, "An answer.", to=top, reader=EXTRA)
    ask()
    (mail,) = mails_of(app, "data")
    return links_in(mail)[0]


def test_a_link_is_sent_to_whom_the_data_belongs(app, link):
    (mail,) = mails_of(app, "data")
    assert mail.recipient == FISHMONGER.email
    assert "What Aerial 87.9 stores about you" in mail.subject
    assert FISHMONGER.email not in link


def test_the_answer_is_the_same_for_an_address_that_left_nothing(app, story, write, ask, client):
    write(story)
    known, unknown = ask(FISHMONGER.email.upper()), ask("nobody@example.org")
    assert known.status_code == unknown.status_code == 303
    assert known.headers["Location"] == unknown.headers["Location"]
    assert "Check your email" in client.get(known.headers["Location"]).text
    assert [mail.recipient for mail in mails_of(app)] == [FISHMONGER.email]


def test_emails_alone_are_data_too(app, story, write, ask, client, comments):
    """Somebody typed another's address; the reply itself was deleted since."""
    write(story, "Rude.")
    with app.test_request_context():
        begin_write()
        answers.ask(find_comment(1))
        erasure.delete_comments([find_comment(1)], "ada")
        db.session.commit()
    ask()
    (mail,) = mails_of(app, "data")
    assert "Confirm emails about answers" in client.get(links_in(mail)[0]).text
    count = len(mails_of(app))
    outcome = comments("erase", FISHMONGER.email, "--yes")
    assert (outcome.output, mails_of(app)) == (f"Deleted {count} records.\n", [])


def test_the_link_shows_what_is_stored(client, link):
    page = client.get(link)
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in page.headers
    for said in ("Mine.", "Mine too.", FISHMONGER.email, "Pending review", "https://a.example/",
                 "Scrambled code", "A tour by cargo bike"):  # fmt: skip
        assert said in page.text
    assert "An answer." not in page.text


def test_it_can_be_downloaded(client, link):
    answer = client.post(f"{link}/export")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "private, no-store"
    texts = [comment["text"] for comment in answer.json["comments"]]
    assert (answer.json["email"], texts) == (FISHMONGER.email, ["Mine.", "Mine too."])


def test_it_is_deleted_after_a_question(client, link, story, rows, ledger):
    question = client.get(f"{link}/deletion")
    assert "Delete your data permanently?" in question.text
    assert rows()[0].text == "Mine."
    done = client.post(f"{link}?_method=delete")
    assert "Your data was deleted" in done.text
    assert [row.text for row in rows()] == ["", "", "An answer."]
    assert {by for _, _, by in ledger()} == {"writer"}
    assert client.get(link).status_code == 404
    assert "Removed" in client.get(story).text


def test_a_link_works_for_a_day(client, link, traveller, rows):
    traveller.shift(DAY + 1)
    for answer in (client.get(link), client.get(f"{link}/deletion"), client.post(f"{link}/export"),
                   client.post(f"{link}?_method=delete")):  # fmt: skip
        assert answer.status_code == 404
        assert "This link has expired" in answer.text
    assert rows()[0].text == "Mine."


def test_a_forged_link_shows_nothing(client, link):
    assert client.get(f"{link}x").status_code == 404
    assert client.post(f"{link}x?_method=delete").status_code == 404


def test_another_site_deletes_nothing(client, link, rows):
    assert client.post(f"{link}?_method=delete", headers=FOREIGN).status_code == 400
    assert rows()[0].text == "Mine."


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b", "a@b.example\r\nBcc: c@d.example", "x" * 101]
)
def test_what_is_no_address_is_refused_and_stays_typed(app, ask, email):
    answer = ask(email)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert mails_of(app) == []


def test_forms_from_elsewhere_are_refused(app, story, write, ask):
    write(story)
    assert ask(token="forged").status_code == 400
    assert ask(headers=FOREIGN).status_code == 400
    assert ask(after=0).status_code == 422
    assert ask(subject="a bot").status_code == 303
    assert mails_of(app) == []


def test_three_emails_an_hour_and_ten_requests(app, story, write, ask):
    write(story)
    answers = [ask().status_code for _ in range(10)]
    assert answers == [303] * 10
    assert len(mails_of(app, "data")) == 3
    refused = ask()
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert FISHMONGER.email in refused.text


def test_features_add_what_they_store(app, client, ask):
    stored = {KEEPER.email: [{"text": "Play it again.", "created_at": "2026-11-22T11:00:00.000Z"}]}

    def export(email):
        return {"messages": stored.get(email, [])}

    def erase(email, by):
        return len(stored.pop(email, []))

    personal_data.add_holder(export, erase)
    try:
        ask(KEEPER.email)
        (link,) = links_in(mails_of(app, "data")[0])
        page = client.get(link).text
        assert "Messages to the studio" in page
        assert "Play it again." in page
        client.post(f"{link}?_method=delete")
        assert stored == {}
    finally:
        personal_data.HOLDERS.remove((export, erase))
