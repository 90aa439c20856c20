"""GET /news/<slug>/reply: the form, a page of its own."""

import pytest

from blueprints.core import clock
from tests.comments.readers import EXTRA, TYPED, fields_of, said
from tests.news.helpers import Page


def test_the_form_asks_for_what_a_reply_needs(look, story):
    page = look(f"{story}/reply")
    assert page.texts("h1") == ["Leave a Reply"]
    assert page.texts("title") == ["Leave a Reply · A tour by cargo bike · Aerial 87.9"]
    form, text = page.one("form")
    assert (form["method"], form["action"]) == ("post", f"{story}/comments")
    assert "Your email address will not be published. Required fields are marked *" in text
    labels = {label["for"]: text for label, text in page.all("label")}
    assert labels == {"text": "What do you think? *", "name": "Name *", "email": "Email *",
                      "answers": "Email me when someone replies to me",
                      "subject": "Leave this field empty"}  # fmt: skip


def test_the_form_is_empty_but_for_its_token(client, story):
    fields = fields_of(client.get(f"{story}/reply"))
    assert len(fields.pop("token")) > 20
    assert fields == dict.fromkeys((*TYPED, "subject"), "")


def test_what_is_needed_is_marked_for_machines_too(look, story):
    page = look(f"{story}/reply")
    fields = page.all("input") + page.all("textarea")
    assert {field["name"] for field, _ in fields if "required" in field} == {"text", "name",
                                                                            "email"}  # fmt: skip
    assert not [field for field, _ in fields if "maxlength" in field]


def test_the_field_for_machines_is_out_of_peoples_way(look, story):
    field, _ = look(f"{story}/reply").one("input", name="subject")
    assert (field["autocomplete"], field["tabindex"]) == ("off", "-1")


def test_browsers_are_told_what_to_fill_in(look, story):
    page = look(f"{story}/reply")
    assert page.one("input", name="name", autocomplete="name")
    assert page.one("input", name="email", autocomplete="email", type="email")


def test_beside_the_email_stands_what_is_kept(look, story):
    assert "will not be published" in look(f"{story}/reply").one("form")[1]


def test_the_form_leads_to_what_is_stored(look, story):
    pytest.importorskip("blueprints.pages")
    assert look(f"{story}/reply").all("a", href="/pages/privacy")


def test_the_form_leads_back_to_its_story(look, story):
    assert look(f"{story}/reply").one("a", href=story)[1] == "A tour by cargo bike"


@pytest.mark.parametrize(("asked", "fields"), [("no", 0), ("yes", 1)])
def test_a_website_is_asked_for_where_the_station_wants_it(make_app, story, asked, fields):
    client = make_app(RADIO_COMMENT_WEBSITE=asked).test_client()
    page = Page(client.get(f"{story}/reply").text)
    assert len(page.all("input", name="website")) == fields


# What the answer says of itself


def test_the_form_is_kept_by_nobody_and_indexed_by_nobody(client, story):
    answer = client.get(f"{story}/reply")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert Page(answer.text).one("meta", name="robots", content="noindex")


def test_the_form_sets_no_cookie_and_does_not_vary_by_one(client, story):
    answer = client.get(f"{story}/reply")
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_each_form_has_a_token_of_its_moment_and_its_story(client, story, other_story, traveller):
    def token_at(address):
        return fields_of(client.get(f"{address}/reply"))["token"]

    tokens = [token_at(story), token_at(other_story)]
    traveller.shift(1)
    tokens.append(token_at(story))
    assert len(set(tokens)) == 3


def test_the_story_itself_holds_no_token_and_no_form(look, story, write):
    write(story)
    page = look(story)
    assert page.all("form") == []
    assert page.all("input", name="token") == []


# An answer to a reply


def test_an_answer_shows_whom_it_answers(look, story, write):
    number = write(story, "It smells of cod, and it always will.", reader=EXTRA)
    page = look(f"{story}/reply?to={number}")
    assert page.texts("h1") == ["Reply to Extra no. 23"]
    assert page.texts("blockquote") == ["It smells of cod, and it always will."]
    assert page.one("input", name="parent")[0]["value"] == str(number)


def test_a_long_reply_is_shown_in_short_to_its_answerer(look, story, write):
    page = look(f"{story}/reply?to={write(story, 'cod ' * 1000)}")
    assert len(page.texts("blockquote")[0]) <= 282
    assert page.texts("blockquote")[0].endswith("…")


@pytest.mark.parametrize(
    "to",
    ["", "0", "-1", "999", "2147483648", "9223372036854775808", "9" * 5000, "1e0", "1.0", "%201",
     "+1", "1_0", "0x1", "%00", "1%00", "%D9%A1", "%C2%B9", "%FF", "abc", "1'--", "999&to=1"],
)  # fmt: skip
def test_a_reply_that_there_is_not_has_no_form(client, story, write, to):
    assert write(story) == 1
    assert client.get(f"{story}/reply?to={to}").status_code == 404


@pytest.mark.parametrize("state", ["pending", "spam", "deleted"])
def test_a_reply_that_is_not_published_is_told_from_none_by_nothing(client, story, write, state):
    number = write(story, state=state)
    assert said(client.get(f"{story}/reply?to={number}")) == said(
        client.get(f"{story}/reply?to=999")
    )
    assert client.get(f"{story}/reply?to={number}").status_code == 404


def test_a_reply_to_another_story_has_no_form_here(client, story, other_story, write):
    number = write(other_story)
    assert client.get(f"{story}/reply?to={number}").status_code == 404


# Stories that take none


def test_a_closed_discussion_is_403_in_words(client, story, close):
    close(story)
    answer = client.get(f"{story}/reply")
    assert answer.status_code == 403
    assert "Replies to this story are closed." in Page(answer.text).texts("h1")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_former_slug_leads_to_the_present_form(client, story, change_story):
    change_story(story, slug="a-tour")
    answer = client.get(f"{story}/reply?to=7")
    assert (answer.status_code, answer.location) == (301, "/news/a-tour/reply?to=7")


def test_a_withdrawn_story_has_no_form(client, story, change_story):
    change_story(story, withdrawn_at=clock.now())
    assert client.get(f"{story}/reply").status_code == 410


def test_a_story_that_readers_cannot_see_has_no_form(client, publish_hidden):
    for slug in (*publish_hidden[:2], "none", "%00"):
        assert client.get(f"/news/{slug}/reply").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_form_is_only_read(client, story, method):
    answer = getattr(client, method)(f"{story}/reply")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
