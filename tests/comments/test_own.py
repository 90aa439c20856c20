"""/opinions/own/<token>: editing and deleting one's own reply within fifteen minutes."""

import re
from html import unescape

import pytest

from blueprints.comments import tokens
from tests.comments.readers import EXTRA, FISHMONGER, error_beside, fields_of, numbers_in
from tests.news.helpers import Page

LINKS = "See https://one.example and https://two.example."


@pytest.fixture
def open_as_writer(app, client):
    """The address at which the writer of a reply changes it."""

    def sign(number):
        with app.app_context():
            return f"/opinions/own/{tokens.own_token(number)}"

    return sign


@pytest.fixture
def edit(client):
    """Open the form at an address, change fields and send it."""

    def change(address, headers=None, **fields):
        form = client.get(address)
        assert form.status_code == 200, form.text
        return client.post(address, data=fields_of(form) | fields, headers=headers)

    return change


@pytest.fixture
def delete(client):
    """Delete a reply as its writer does, who is asked first."""

    def ask_and_delete(address, **fields):
        form = client.get(f"{address}/deletion")
        assert form.status_code == 200
        return client.post(f"{address}?_method=delete", data=fields_of(form) | fields)

    return ask_and_delete


def link_in(answer, label):
    """The address of the link with this text, if there is one."""
    found = re.search(rf'href="([^"]+)">{label}</a>', answer.text)
    return unescape(found[1]) if found else None


# Who may change it, and where


def test_the_notice_leads_to_the_form(client, story, send, edit, rows, ledger):
    notice = client.get(send(story).location)
    answer = edit(link_in(notice, "Edit"), text="It smells of herring.", name="A fishmonger")
    assert answer.status_code == 303
    reply = rows()[0]
    assert (reply.text, reply.name, reply.email) == (
        "It smells of herring.", "A fishmonger", FISHMONGER.email)  # fmt: skip
    assert (reply.state, reply.edited_by, reply.version) == ("pending", "writer", 2)
    assert "herring" in client.get(answer.location).text
    assert ledger() == [("own-edit", 1, "writer")]


def test_a_published_reply_shows_its_links_to_its_writer_alone(client, story, meet, send, edit):
    meet()
    place = send(story).location.split("#")[0]
    mine, others = client.get(place), client.get(place.split("&")[0])
    assert mine.headers["Cache-Control"] == "private, no-store"
    assert "public" in others.headers["Cache-Control"]
    assert link_in(others, "Edit") is link_in(others, "Delete") is None
    assert "You can change this until 13:15." in mine.text
    answer = edit(link_in(mine, "Edit"), text="Changed.")
    assert re.fullmatch(r".*\?c=2&edit=[\w.~-]+#comment-2", answer.location)
    shown = Page(client.get(story).text).inside("article", id="comment-2")
    assert shown.texts("div", class_="words") == ["Changed."]
    assert shown.texts("span", class_="quiet") == ["edited"]


def test_another_reader_of_the_story_has_no_links(client, story, write, open_as_writer):
    mine, another = write(story), write(story, reader=EXTRA, ago=3600)
    page = client.get(f"{story}?c={another}&edit={open_as_writer(another).split('/')[-1]}")
    assert link_in(page, "Edit") is None  # sent an hour ago
    page = client.get(f"{story}?edit=forged")
    assert page.headers["Cache-Control"] == "private, no-store"
    assert link_in(page, "Edit") is None
    assert numbers_in(page) == [mine, another]


@pytest.mark.parametrize(
    "path", ["/opinions/own/none", "/opinions/own/none/deletion", "/opinions/decision/none"]
)
def test_a_forged_token_opens_nothing(client, path):
    assert client.get(path).status_code == 404
    assert client.post(path).status_code in (404, 405)


def test_a_token_of_another_kind_opens_nothing(app, client, story, write):
    number = write(story)
    with app.app_context():
        signed = tokens.waiting_token(number)
    assert client.get(f"/opinions/own/{signed}").status_code == 404


def test_after_fifteen_minutes_it_is_too_late(client, story, write, open_as_writer, traveller,
                                              rows):  # fmt: skip
    address = open_as_writer(write(story, "As sent."))
    form = fields_of(client.get(address))
    traveller.shift(15 * 60 + 1)
    for path in (address, f"{address}/deletion"):
        assert client.get(path).status_code == 410
    answer = client.post(address, data=form | {"text": "Too late."})
    assert (answer.status_code, fields_of(answer)["text"]) == (410, "Too late.")
    assert client.post(f"{address}?_method=delete", data=form).status_code == 410
    assert rows()[0].text == "As sent."


def test_a_hidden_story_hides_it(client, story, write, open_as_writer, change_story):
    address = open_as_writer(write(story))
    change_story(story, publish_at=None)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("columns", [{"state": "rejected"}, {"edited_by": "moderator"}])
def test_what_a_moderator_decided_is_not_edited_but_deleted(
    client, story, write, open_as_writer, delete, rows, columns
):
    address = open_as_writer(write(story, **columns))
    assert client.get(address).status_code == 409
    assert delete(address).status_code == 303
    assert rows()[0].state == "deleted"


# The rules, again


def test_links_that_are_added_make_it_pending(client, story, meet, send, edit, rows):
    meet()
    address = link_in(client.get(send(story).location), "Edit")
    answer = edit(address, text=LINKS)
    assert "/reply?waiting=" in answer.location
    assert (rows()[-1].state, rows()[-1].why) == ("pending", "links")
    assert numbers_in(client.get(story)) == []


def test_its_own_approval_makes_nobody_known(client, story, send, edit, approve, rows):
    notice = client.get(send(story).location)
    approve(1)
    edit(link_in(notice, "Edit"), text="Now that I am in.")
    reply = rows()[0]
    assert (reply.state, reply.why, reply.reviewed_at) == ("pending", "first", None)


@pytest.mark.parametrize("why", ["reported", "returned"])
def test_an_edit_lifts_nothing_that_is_held(story, meet, write, open_as_writer, edit, rows, why):
    meet()
    reviewed = rows()[0].reviewed_at if why == "returned" else None
    number = write(story, state="pending", why=why, reviewed_at=reviewed)
    edit(open_as_writer(number), text="Harmless.")
    assert (rows()[-1].state, rows()[-1].why, rows()[-1].text) == ("pending", why, "Harmless.")


def test_the_same_again_is_no_edit(story, write, open_as_writer, edit, rows, ledger):
    address = open_as_writer(write(story))
    edit(address)
    edit(address)
    assert len(ledger()) <= 1  # the fixture's fingerprint is none


def test_the_same_again_is_no_edit_where_the_thread_is_deepest(
    story, meet, send, write, open_as_writer, edit, rows, ledger
):
    meet()
    above, before = None, ledger()
    for _ in range(5):
        above = write(story, to=above, reader=EXTRA)
    assert send(story, to=above).status_code == 303
    edit(open_as_writer(rows()[-1].id))
    assert (ledger(), rows()[-1].edited_by) == (before, "")


def test_what_is_refused_comes_back_filled_in(client, story, write, open_as_writer, edit, rows):
    write(story, "Twice.")
    address = open_as_writer(write(story, "Once."))
    answer = edit(address, text="", name="Ada")
    assert (answer.status_code, fields_of(answer)["name"]) == (422, "Ada")
    assert error_beside(answer, "text") == "Write something before sending."
    answer = edit(address, text="Kept.", token="forged")
    assert (answer.status_code, fields_of(answer)["text"]) == (400, "Kept.")
    assert edit(address, headers={"Origin": "https://evil.example"}).status_code == 400
    assert edit(address, text="x" * 70_000).status_code == 422
    assert [row.text for row in rows()] == ["Twice.", "Once."]


def test_no_field_changes_the_email_address(story, write, open_as_writer, edit, rows):
    edit(open_as_writer(write(story)), email="else@example.org", name="A\r\nBcc: b@example.org")
    assert rows()[0].email == FISHMONGER.email
    assert rows()[0].name == "A Bcc: b@example.org"


# Deletion


def test_a_deleted_reply_leaves_nothing(client, story, write, open_as_writer, delete, rows, ledger):
    answer = delete(open_as_writer(write(story)))
    said = client.get(answer.location)
    assert Page(said.text).texts("h1") == ["Your reply was deleted."]
    reply = rows()[0]
    assert (reply.state, reply.name, reply.email, reply.text) == ("deleted", "", "", "")
    assert reply.network_hash is None
    assert reply.address_hash, "the limits hold for whoever deletes a reply and sends another"
    assert ledger() == [("own-delete", 1, "writer")]
    assert "Removed" not in client.get(story).text


def test_a_reply_with_replies_leaves_its_place(client, story, write, open_as_writer, delete):
    number = write(story)
    write(story, to=number, reader=EXTRA)
    delete(open_as_writer(number))
    page = client.get(story)
    assert Page(page.text).inside("article", id=f"comment-{number}").texts("b") == ["Removed"]
    assert FISHMONGER.name not in page.text


def test_deletion_needs_its_form(client, story, write, open_as_writer, delete, rows):
    address = open_as_writer(write(story))
    assert delete(address, token="forged").status_code == 400
    assert client.get(f"{address}/deletion").status_code == 200
    assert rows()[0].state == "approved"
