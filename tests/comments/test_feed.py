"""/news/<slug>/comments/feed.xml: the newest opinions under a story."""

import html
from datetime import timedelta

import pytest

from blueprints.comments.models import Comment
from blueprints.comments.moderation import decide
from blueprints.core.app_context import own_context
from blueprints.core.extensions import db
from tests.accounts.same_for_all import READERS, check_same
from tests.comments.readers import EXTRA, FISHMONGER, KEEPER, said
from tests.conftest import NOON
from tests.news.feed_rules import (
    broken_rules,
    channel_of,
    items_of,
    parsed,
    text_of,
)

SITE = "http://127.0.0.1:8000"


@pytest.fixture
def feed(client, story):
    """The feed of the story's opinions, which must be one that holds to the rules."""

    def get():
        answer = client.get(f"{story}/comments/feed.xml")
        assert answer.status_code == 200
        assert broken_rules(answer.data, f"{SITE}{story}/comments/feed.xml") == []
        return answer

    return get


@pytest.fixture
def ask_again(client, story):
    """Ask as a reader does who has `seen` an answer, by each validator alone: the answers."""

    def ask(seen):
        by_etag = {"If-None-Match": seen.headers["ETag"]}
        by_date = {"If-Modified-Since": seen.headers["Last-Modified"]}
        address = f"{story}/comments/feed.xml"
        return client.get(address, headers=by_etag), client.get(address, headers=by_date)

    return ask


@pytest.fixture
def moderate(app):
    """Do an act of moderation to the reply of that number."""

    def moderate_it(act, number):
        with own_context(app):
            decide(db.session.get(Comment, number), act, "moderator")
            db.session.commit()

    return moderate_it


def texts_in(answer):
    return [html.unescape(text_of(item, "description")) for item in items_of(answer)]


def test_a_reader_of_feeds_finds_everything(feed, story, write):
    first = write(story, "It smells of cod.", reader=FISHMONGER, ago=60)
    second = write(story, "Hers\n\nwere good.", to=first, reader=EXTRA)
    answer = feed()
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    found = parsed(answer)
    assert found.feed.title == "Replies to “A tour by cargo bike”"
    assert found.feed.link == f"{SITE}{story}"
    newest, oldest = found.entries
    assert newest.title == "Extra no. 23 on “A tour by cargo bike”"
    assert newest.link == f"{SITE}{story}?c={second}#comment-{second}"
    assert newest.author == "Extra no. 23"
    assert newest.summary == "Hers were good."
    assert newest.content[0].value == "<p>Hers</p><p>were good.</p>"
    assert newest.published == "Sun, 22 Nov 2026 12:00:00 +0000"
    assert oldest.published == "Sun, 22 Nov 2026 11:59:00 +0000"
    assert newest.id != oldest.id


def test_a_story_without_opinions_has_a_feed(feed):
    assert items_of(feed()) == []


def test_the_newest_twenty_the_newest_first(feed, story, write):
    for number in range(21):
        write(story, f"Opinion {number:02}", ago=number)
    assert texts_in(feed()) == [f"Opinion {number:02}" for number in range(20)]


def test_no_opinions_of_other_stories(feed, story, other_story, write):
    write(story, "Here")
    write(other_story, "There")
    assert texts_in(feed()) == ["Here"]


def test_a_long_opinion_is_described_in_short_and_given_whole(feed, story, write):
    text = "Seventeen takes. " * 400
    write(story, text)
    (item,) = items_of(feed())
    assert len(text_of(item, "description")) <= 302
    assert text_of(item, "content:encoded") == f"<p>{text.strip()}</p>"


def test_no_reader_is_named_by_more_than_the_name(feed, story, write):
    write(story, website="https://fishmonger.example/")
    assert "example.org" not in feed().text
    assert FISHMONGER.address not in feed().text


def test_the_language_is_the_storys(feed, story, change_story):
    change_story(story, language="ar", headline="مرحبا")
    assert text_of(channel_of(feed()), "language") == "ar"


def test_every_address_is_the_public_one_and_never_the_hosts(make_app, story, write):
    write(story)
    client = make_app(RADIO_URL="https://radio.example").test_client()
    answer = client.get(f"{story}/comments/feed.xml", headers={"Host": "evil.example"})
    assert broken_rules(answer.data, f"https://radio.example{story}/comments/feed.xml") == []
    assert "evil" not in answer.text
    assert SITE not in answer.text


def test_a_guid_survives_a_new_slug(client, feed, story, write, change_story):
    write(story)
    before = text_of(items_of(feed())[0], "guid")
    change_story(story, slug="moved")
    former = client.get(f"{story}/comments/feed.xml")
    assert (former.status_code, former.location) == (301, "/news/moved/comments/feed.xml")
    (item,) = items_of(client.get(former.location))
    assert text_of(item, "guid") == before
    assert item.find("guid").attrib == {"isPermaLink": "false"}
    assert text_of(item, "link").startswith(f"{SITE}/news/moved?c=")


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"publish_at": None}, 404),
        ({"publish_at": NOON + timedelta(seconds=1)}, 404),
        ({"withdrawn_at": NOON}, 410),
    ],
)
def test_a_story_that_readers_may_not_see_has_no_feed(
    client, story, write, change_story, columns, code
):
    write(story, "Secret opinion")
    change_story(story, **columns)
    answer = client.get(f"{story}/comments/feed.xml")
    assert answer.status_code == code
    assert "Secret opinion" not in answer.text


def test_queries_are_few_and_do_not_grow(feed, story, write, count_queries):
    write(story)
    with count_queries() as few:
        feed()
    for number in range(19):
        write(story, f"Opinion {number}")
    with count_queries() as many:
        assert len(items_of(feed())) == 20
    assert len(few) == len(many) <= 4


# Text is text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<script>alert(1)</script>", None),
        ("&lt;b&gt; AT&T &#60; ]]> <![CDATA[", None),
        ("http://x.example/?'onmouseover='alert(1)'x='", None),
        ("</title></item></rss>", None),
        ("{{ config }} %(name)s 100%", None),
        ("a\x01b\x0b\ufffec\uffff", "abc"),
        ("🌧️ \U0010ffff", None),
        ("قارئة من الميناء abc", None),
    ],
)
def test_names_texts_and_headlines_are_text(feed, story, write, change_story, typed, read):
    read = read or typed
    write(story, typed, name=typed)
    change_story(story, headline=typed)
    (item,) = items_of(feed())
    assert text_of(item, "title") == f"{read} on “{read}”"
    assert text_of(item, "dc:creator") == read
    shown = html.unescape(text_of(item, "description"))
    assert shown.replace(" ", "") == read.replace(" ", "")
    assert text_of(channel_of(feed()), "title") == f"Replies to “{read}”"


def test_links_are_made_from_absolute_addresses_only(feed, story, write):
    write(story, "https://a.example/x javascript:alert(1) /about //evil.example")
    (item,) = items_of(feed())
    content = text_of(item, "content:encoded")
    assert content.count("<a ") == 1
    link = '<a href="https://a.example/x" rel="ugc nofollow noopener">https://a.example/x</a>'
    assert link in content


# What readers may not see, and when


def test_etag_alone_and_last_modified_alone_each_give_an_empty_304(feed, story, write, ask_again):
    write(story)
    for answer in ask_again(feed()):
        assert (answer.status_code, answer.data) == (304, b"")


@pytest.mark.parametrize(("state", "why"), [("pending", "links"), ("spam", "honeypot")])
def test_replies_that_nobody_saw_change_nothing_not_even_validators(
    feed, story, write, traveller, state, why
):
    write(story, "Shown")
    traveller.shift(60)
    before = said(feed())
    write(story, "Secret opinion", reader=KEEPER, state=state, why=why)
    assert said(feed()) == before


@pytest.mark.parametrize("act", ["spam", "erase"])
def test_a_waiting_reply_that_is_refused_changes_nothing_not_even_validators(
    feed, story, write, traveller, comments, act
):
    write(story, "Shown", reader=EXTRA)
    traveller.shift(60)
    before = said(feed())
    number = write(story, "Secret opinion", reader=KEEPER, state="pending")
    traveller.shift(60)
    who = number if act == "spam" else KEEPER.email
    assert comments(act, str(who), input="y\n").exit_code == 0
    assert said(feed()) == before


def test_an_approved_reply_is_seen_by_either_validator(
    feed, story, write, traveller, moderate, ask_again
):
    number = write(story, "At last", state="pending")
    traveller.shift(3600)
    seen = feed()
    traveller.shift(60)
    moderate("approve", number)
    for answer in ask_again(seen):
        assert texts_in(answer) == ["At last"]


@pytest.mark.parametrize("is_answered", [True, False])
@pytest.mark.parametrize("act", ["spam", "erase"])
def test_a_reply_that_is_taken_away_is_gone_for_either_validator(
    feed, story, write, traveller, moderate, comments, ask_again, act, is_answered
):
    write(story, "Shown", reader=EXTRA, ago=60)
    number = write(story, "Taken away", reader=KEEPER)
    if is_answered:
        write(story, "An answer", to=number, reader=EXTRA, ago=30)
    seen = feed()
    traveller.shift(60)
    if act == "spam":
        moderate("spam", number)
    else:
        assert comments("erase", KEEPER.email, input="y\n").exit_code == 0
    for answer in ask_again(seen):
        assert answer.status_code == 200
        assert "Shown" in texts_in(answer)
        assert "Taken away" not in answer.text
        assert KEEPER.name not in answer.text


def test_a_corrected_story_makes_no_reply_new(app, feed, story, write, change_story, traveller):
    write(story)
    before = items_of(feed())
    traveller.shift(60)
    change_story(story, updated_at=NOON + timedelta(minutes=1))
    after = items_of(feed())
    for name in ("guid", "pubDate", "link"):
        assert [text_of(item, name) for item in after] == [text_of(item, name) for item in before]


@pytest.mark.parametrize("key", READERS)
def test_opinions_and_their_feed_are_the_same_for_all(client, as_staff, story, write_many, key):
    write_many(story, 2)
    staff = as_staff(key)
    for address in (story, f"{story}/comments/feed.xml"):
        check_same(staff, client, address)
