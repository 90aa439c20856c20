"""Entries come once, by id, address and content; they are updated where that is welcome."""

from datetime import UTC, datetime

import pytest

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.news.models import Story
from blueprints.wire.models import WireEntry
from tests.conftest import NOON
from tests.core.loopback_server import answered
from tests.wire.feeds import item, rss, server, station  # noqa: F401 - fixtures

LONG = "<p>" + "A long text about the harbour and its boats. " * 9 + "</p>"


@pytest.fixture
def take(station, server):  # noqa: F811 - the fixtures
    """`take(*items, source=1)`: what the feed says now is fetched; return the outcome's words."""

    def fetch(*items, source=None, **more):
        number = source or (1 if station.sources() else station.add(rights="full"))
        server.says["/feed"] = answered(rss(*items, **more))
        return station.fetch(number).words

    return fetch


def headlines(station):  # noqa: F811
    return [entry.headline for entry in station.entries()]


def test_entries_are_kept_with_all_that_is_known(take, station):  # noqa: F811
    assert take(
        item("Storm", number=2, content=LONG + "<img src='/a.jpg'>", author="ana@x.example (Ana)"),
        item("A calm day", pubDate="Sat, 21 Nov 2026 08:00:00 +0000"),
    ) == "2 new entries."  # fmt: skip
    calm, storm = station.entries()
    assert (calm.headline, storm.headline, storm.state) == ("A calm day", "Storm", "new")
    assert storm.published_at == datetime(2026, 11, 22, 8, tzinfo=UTC)
    assert storm.url == "https://sheet.example/2"
    assert storm.pictures[0]["url"] == "https://sheet.example/a.jpg"
    assert storm.first_seen_at == NOON


def test_the_same_feed_again_brings_nothing(take, station):  # noqa: F811
    take(item(), item(number=2, title="Two"))
    station.change(body_hash="", etag="")
    assert take(item(), item(number=2, title="Two")) == "0 new entries."
    assert len(station.entries()) == 2


@pytest.mark.parametrize(
    "second",
    [{"number": 1, "link": "https://sheet.example/moved"},
     {"number": 5, "link": "http://www.sheet.example/1/?utm_source=rss#top"},
     {"number": 5, "guid": None, "link": "https://sheet.example/1"},
     {"number": 5, "link": "https://sheet.example/again", "title": "A  BOAT comes in"}],
    ids=["id", "address", "without an id", "content"],
)  # fmt: skip
def test_an_entry_never_comes_twice(take, station, second):  # noqa: F811
    take(item(content=LONG))
    take(item(**{"content": LONG} | second))
    assert len(station.entries()) == 1


@pytest.mark.parametrize(
    "second",
    [{"number": 9, "link": "http://www.sheet.example/1/?fbclid=1"}, {"number": 9, "guid": "x"}],
    ids=["address", "content"],
)
def test_nor_from_another_source(take, station, second):  # noqa: F811
    take(item(content=LONG))
    station.change(1, next_at=NOON)
    other = station.add("/feed", url=f"{station.server.url}/feed?b", rights="link")
    assert take(item(**{"content": LONG} | second), source=other) == "0 new entries."
    assert len(station.entries()) == 1


def test_nor_when_a_story_has_that_original(take, station):  # noqa: F811
    with station.app.app_context():
        address = "http://www.sheet.example/1/?utm_medium=x"
        db.session.add(Story(slug="a", headline="A", source_url=address, updated_at=clock.now()))
        db.session.commit()
    assert take(item()) == "0 new entries."


def test_entries_that_share_an_address_or_have_little_text_are_told_apart(take, station):  # noqa: F811
    home = "https://sheet.example/"
    take(
        item("Playlist", number=1, link=home), item("Playlist", number=2, link=home),
        item("Playlist", number=3), item("Playlist", number=4),
        item(number=None, title="No id", guid=None, link=None), item(number=6, title=""),
    )  # fmt: skip
    assert sorted(headlines(station)) == ["No id", *["Playlist"] * 4]
    remarks = {entry.headline: " ".join(entry.remarks) for entry in station.entries()}
    assert "no ID" in remarks["No id"]
    assert "no web address" in remarks["No id"]


@pytest.mark.parametrize(
    ("date", "remark"),
    [("Thu, 01 Jan 1970 00:00:00 GMT", "impossible"), ("Tue, 24 Nov 2099 08:00:00 GMT", "imposs"),
     ("yesterday", "cannot be read"), (None, "no date")],
)  # fmt: skip
def test_odd_dates_become_the_time_of_first_sight(take, station, date, remark):  # noqa: F811
    take(item(pubDate=date))
    (entry,) = station.entries()
    assert entry.published_at == NOON
    assert remark in " ".join(entry.remarks)


def test_hostile_words_are_text_and_control_characters_go(take, station):  # noqa: F811
    take(item("<script>a</script>\r\nBcc: all", author="<b onclick=x>Ana\r\nTo: you", guid="<>'"))
    (entry,) = station.entries()
    assert entry.headline == "<script>a</script> Bcc: all"
    assert "\n" not in entry.author


def set_state(station, state):  # noqa: F811
    with station.app.app_context():
        db.session.get(WireEntry, 1).state = state
        db.session.commit()


def test_an_update_replaces_a_new_entry_and_keeps_what_is_known_of_its_pictures(take, station):  # noqa: F811
    take(item(content=LONG + "<img src='/a.jpg'>"))
    with station.app.app_context():
        entry = db.session.get(WireEntry, 1)
        entry.pictures = [entry.pictures[0] | {"hash": "abc", "alt": "A boat"}]
        db.session.commit()
    words = take(item("Two boats", content=LONG + "<img src='/a.jpg'><img src='/b.jpg'>"))
    assert words == "0 new entries. 1 entry updated."
    (entry,) = station.entries()
    assert (entry.headline, entry.update) == ("Two boats", None)
    first, _second = entry.pictures
    assert (first["hash"], first["alt"]) == ("abc", "A boat")


@pytest.mark.parametrize("state", ["published", "drafted"])
def test_an_update_of_a_story_is_suggested(take, station, state):  # noqa: F811
    take(item(content=LONG))
    set_state(station, state)
    assert take(item("Two boats", content=LONG)) == "0 new entries. 1 entry updated."
    (entry,) = station.entries()
    assert (entry.headline, entry.update["headline"]) == ("A boat comes in", "Two boats")
    assert entry.update_at == NOON


@pytest.mark.parametrize(
    ("rights", "change", "is_suggested"),
    [("full", {"category": "Boats"}, False), ("link", {"content": "<p>More.</p>" + LONG}, False),
     ("full", {"content": LONG + "<img src='/b.jpg'>"}, True),
     ("link", {"link": "https://sheet.example/moved"}, True)],
)  # fmt: skip
def test_only_what_a_story_would_show_is_suggested(take, station, rights, change, is_suggested):  # noqa: F811
    station.add(rights=rights)
    take(item(content=LONG))
    set_state(station, "published")
    take(item(**{"content": LONG} | change))
    assert (station.entries()[0].update_at is not None) == is_suggested


def test_an_entry_that_has_moved_is_known_by_its_new_address(take, station):  # noqa: F811
    take(item(content=LONG))
    take(item(content=LONG, link="https://sheet.example/moved"))
    other = station.add("/feed", url=f"{station.server.url}/feed?b")
    take(item("Other words", guid="x", link="https://sheet.example/moved"), source=other)
    assert headlines(station) == ["A boat comes in"]


@pytest.mark.parametrize("state", ["dismissed", "removed"])
def test_an_update_of_what_was_put_away_is_not_seen(take, station, state):  # noqa: F811
    take(item(content=LONG))
    set_state(station, state)
    assert take(item("Two boats", content=LONG)) == "0 new entries."
    (entry,) = station.entries()
    assert (entry.headline, entry.state, entry.update) == ("A boat comes in", state, None)


TRUSTED = {"rights": "full", "licence": "CC BY", "mode": "publish", "name": "The Sheet"}


def test_a_trusted_source_publishes_by_itself(take, station):  # noqa: F811
    station.add(**TRUSTED, created_at=datetime(2020, 1, 1, tzinfo=UTC))
    take(item(content=LONG))
    (entry,) = station.entries()
    assert (entry.state, entry.story_id) == ("published", 1)


def test_what_is_older_than_the_subscription_is_left_to_an_editor(take, station):  # noqa: F811
    station.add(**TRUSTED)
    take(item(content=LONG), item("No date", number=2, content=None, pubDate=None))
    assert {entry.state for entry in station.entries()} == {"new"}


def test_few_queries_whatever_the_number_of_entries(take, station, count_queries):  # noqa: F811
    with count_queries() as few:
        take(*(item(f"Entry {n}", number=n) for n in range(5)))
    station.change(body_hash="")
    with count_queries() as many:
        take(*(item(f"Entry {n}", number=n) for n in range(300)))
    reads = [sum(q.startswith("SELECT") for q in queries) for queries in (few, many)]
    assert reads[1] <= reads[0]


def test_ids_without_addresses_mean_something_in_one_feed_only(take, station):  # noqa: F811
    take(item("One", link=None, guid="1"))
    other = station.add("/feed", url=f"{station.server.url}/feed?b")
    head = "<title>B</title><link>https://other.example/</link>"
    words = take(item("Two", link=None, guid="1"), source=other, head=head)
    assert words == "1 new entry. 1 entry has no web address."


def test_addresses_are_seen_from_the_feed_if_it_names_no_site(take, station):  # noqa: F811
    take(item(link="/boats/1", content="<img src='boat.jpg'>"), head="<title>A</title>")
    (entry,) = station.entries()
    assert entry.url == f"{station.server.url}/boats/1"
    assert entry.pictures[0]["url"] == f"{station.server.url}/boats/boat.jpg"


def test_a_picture_that_an_update_leaves_out_is_not_forgotten(take, station):  # noqa: F811
    take(item(content=LONG + "<img src='/a.jpg'>"))
    with station.app.app_context():
        entry = db.session.get(WireEntry, 1)
        entry.pictures = [entry.pictures[0] | {"hash": "abc"}]
        db.session.commit()
    take(item(content=LONG + "<img src='/b.jpg'>"))
    new, former = station.entries()[0].pictures
    assert (new["hash"], former["hash"], former["former"]) == ("", "abc", "y")
    take(item(content=LONG + "<img src='/a.jpg'>"))
    back = station.entries()[0].pictures[0]
    assert (back["hash"], back.get("former")) == ("abc", None)
