"""Security vectors of replies: what waits leaks nowhere; notices are their writers' alone."""

from urllib.parse import quote

import pytest

from blueprints.comments import tokens
from blueprints.core import clock
from tests.comments.readers import EXTRA, FISHMONGER, KEEPER, numbers_in, said
from tests.news.helpers import Page

WAITING = "The word is herring."
READ = ("/", "/news/", "/news/tag/quay", "{story}", "{story}?page=1", "{story}?c=2",
        "{story}?c=999", "{story}/reply", "{story}/reply?to=1", "/news/feed.xml",
        "/news/tag/quay/feed.xml", "{story}/comments/feed.xml", "/current-track.json",
        "/pages/privacy")  # fmt: skip


@pytest.fixture
def story(traveller, publish):
    """The address of a story with a tag."""
    return publish("a-story", headline="A tour by cargo bike", tags=["quay"])


@pytest.fixture
def read_all(client, story):
    """Everything that readers can read, by address, as it is answered now."""
    return lambda: {a: said(client.get(a.format(story=story))) for a in READ}


# What waits


@pytest.mark.parametrize("fields", [{}, {"subject": "x"}], ids=["pending", "spam"])
def test_a_reply_that_waits_changes_no_answer(
    story, write, send, traveller, read_all, rows, fields
):
    write(story, reader=KEEPER, ago=9000)
    traveller.shift(3)
    before = read_all()
    traveller.shift(-3)
    assert send(story, text=WAITING, **fields).status_code == 303
    assert rows()[-1].state != "approved"
    after = read_all()
    assert [address for address in READ if before[address] != after[address]] == []


@pytest.mark.parametrize("state", ["pending", "spam"])
@pytest.mark.parametrize("answers", [True, False])
def test_replies_that_wait_and_their_numbers_stand_nowhere(
    client, story, write, write_many, read_all, state, answers
):
    first = write(story, reader=KEEPER)
    for _ in range(3):
        write(story, WAITING, to=first if answers else None, state=state)
    write_many(story, 60, state=state)
    assert not [address for address, answer in read_all().items() if b"herring" in answer[2]]
    page = Page(client.get(story).text)
    assert numbers_in(client.get(story)) == [first]
    assert page.one("a", href="#opinions")[1] == "1 reply"
    assert page.all("nav", class_="pages") == []
    assert "1 reply" in client.get("/").text
    assert client.get(f"{story}?page=2").status_code == 404


def test_the_etag_of_a_story_lives_as_long_as_what_is_read(client, story, send, approve):
    etag = client.get(story).headers["ETag"]
    send(story)
    assert client.get(story, headers={"If-None-Match": etag}).status_code == 304
    approve(1)
    assert client.get(story, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("state", ["pending", "spam", "deleted"])
def test_the_number_of_a_reply_that_is_not_read_is_told_from_none_by_nothing(
    client, story, write, write_many, state
):
    write_many(story, 60)
    number = write(story, WAITING, state=state)
    assert said(client.get(f"{story}?c={number}")) == said(client.get(f"{story}?c=999"))
    assert numbers_in(client.get(f"{story}?c={number}")) == list(range(1, 51))


def test_replies_of_hidden_stories_stand_nowhere(client, story, publish, write, change_story):
    other = publish("hidden", headline="Hidden headline")
    write(other, WAITING)
    for columns in ({"withdrawn_at": clock.now()}, {"publish_at": None, "withdrawn_at": None}):
        change_story(other, **columns)
        for address in ("/", "/news/", other, f"{other}/comments/feed.xml", f"{other}/reply?to=1"):
            assert WAITING not in client.get(address).text
        assert client.get(f"{story}/reply?to=1").status_code == 404


# The waiting notice


@pytest.fixture
def notice(send, story):
    """The address of the notice of a held reply."""
    return send(story, text=WAITING).location


def test_a_notice_is_its_writers_alone(client, notice):
    answer = client.get(notice)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    page = Page(answer.text)
    assert page.one("meta", name="robots", content="noindex")
    assert WAITING in page.one("main")[1]
    assert page.one("a", href=notice)


def test_a_notice_does_not_say_why_it_waits(client, make_app, story, meet, send):
    meet(FISHMONGER)
    shown = []
    station = make_app(RADIO_COMMENT_HOLD_WORDS="herring")
    for reader, text in ((EXTRA, "First."), (FISHMONGER, "A herring.")):
        place = send(story, reader, text=text, through=station).location
        page = client.get(place).text
        shown.append(page.replace(reader.name, "").replace(text, "").replace(place.split("=")[1],
                                                                            ""))  # fmt: skip
    assert Page(shown[0]).texts("p") == Page(shown[1]).texts("p")


@pytest.mark.parametrize(
    "change",
    [
        lambda token: "",
        lambda token: token[:-1],
        lambda token: token.swapcase(),
        lambda token: "WzIsMF0." + token.split(".")[1],
        lambda token: "1",
        lambda token: "..",
        lambda token: "\x00",
        lambda token: "é🐟",
        lambda token: "x" * 100_000,
    ],
)
def test_a_forged_notice_is_404(client, story, notice, change):
    token = quote(change(notice.split("=")[1]))
    answer = client.get(f"{story}/reply?waiting={token}")
    assert answer.status_code == 404
    assert WAITING not in answer.text


def test_bytes_that_are_no_text_are_no_notice(client, story):
    for token in ("%FF", "%ED%A0%80", "%00.%00", "a.%FF"):
        assert client.get(f"{story}/reply?waiting={token}").status_code == 404


def test_the_token_of_a_form_opens_no_notice(app, client, story, notice):
    with app.test_request_context():
        token = tokens.token_for(1)
    assert client.get(f"{story}/reply?waiting={token}").status_code == 404


def test_the_notice_of_another_story_is_404(client, other_story, notice):
    assert client.get(f"{other_story}/reply?{notice.split('?')[1]}").status_code == 404


@pytest.mark.parametrize(("days", "code"), [(29.9, 200), (30.1, 410), (4000, 410)])
def test_a_notice_expires(client, notice, traveller, days, code):
    traveller.shift(days * 24 * 3600)
    answer = client.get(notice)
    assert answer.status_code == code
    assert (WAITING in answer.text) == (code == 200)
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("answered", [True, False])
def test_the_notice_of_an_erased_reply_is_404(
    client, story, send, approve, comments, write, traveller, answered
):
    place = send(story, text=WAITING).location
    if answered:
        approve(1)
        write(story, to=1, reader=KEEPER)
    assert comments("erase", FISHMONGER.email, "--yes").exit_code == 0
    assert client.get(place).status_code == 404
    traveller.shift(60)
    send(story, EXTRA)
    assert client.get(place).status_code == 404


def test_a_notice_opens_when_the_discussion_was_closed_since(client, story, notice, close):
    close(story)
    assert client.get(notice).status_code == 200


# GET


def test_reading_changes_nothing(app, client, story, notice, write, rows, ledger):
    write(story, reader=KEEPER)

    def kept():
        return [(r.id, r.state, r.changed_at, r.text) for r in rows()], ledger()

    before = kept()
    for address in (*READ, "{story}/comments", "{story}/reply?to=1&name=x&email=a@b.example&text=x",
                    "{story}/comments?_method=post", notice):  # fmt: skip
        for method in ("get", "head", "options"):
            getattr(client, method)(address.format(story=story))
    assert kept() == before


@pytest.mark.parametrize("number", ["2147483648", "9223372036854775808", "-1", "0", "", "9" * 5000,
                                    "%00", "1%00", "%FF", "1e9", "x", "999&c=1"])  # fmt: skip
def test_enormous_and_odd_numbers_are_no_failure(client, story, write, number):
    write(story)
    assert numbers_in(client.get(f"{story}?c={number}")) == [1]
    assert client.get(f"{story}/reply?to={number}").status_code == 404
