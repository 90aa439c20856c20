"""/desk/tags/ and /desk/artists/: renamed, merged, deleted; old names lead to the new ones."""

import pytest
from sqlalchemy import select

from blueprints.accounts.models import AuditEntry
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.text import same_name
from blueprints.news.models import Artist, ArtistAlias, Story, Tag
from blueprints.news.queries import stories_about
from blueprints.player.models import Credit, Play
from tests.news.conftest import WRONG_PAGES, publish  # noqa: F401 - a fixture
from tests.news.helpers import Page

TAGS, ARTISTS = "/desk/tags/", "/desk/artists/"


@pytest.fixture
def number_of(app):
    """The number of the tag or artist of that name."""

    def find(model, name):
        with app.app_context():
            return db.session.scalars(select(model.id).where(model.name == name)).one()

    return find


def names_of(app, what):
    with app.app_context():
        stories = db.session.scalars(select(Story).order_by(Story.id))
        return [[one.name for one in getattr(story, what)] for story in stories]


def trail(app):
    with app.app_context():
        rows = db.session.execute(select(AuditEntry.act, AuditEntry.who, AuditEntry.subject))
        return [tuple(row) for row in rows]


def test_lists_with_counts(editor, publish, count_queries):  # noqa: F811
    publish("a", tags=["Film", "<b>Sea</b>"], artists=["Anna <i>"], hours_ago=None)
    publish("b", tags=["Film"])
    page = Page(editor.get(TAGS).text)
    assert page.texts("p", class_="what") == ["<b>Sea</b>", "Film"]
    assert page.texts("p", class_="facts") == ["1 story", "2 stories"]
    assert Page(editor.get(f"{TAGS}?q=fi").text).texts("p", class_="what") == ["Film"]
    assert Page(editor.get(ARTISTS).text).texts("p", class_="what") == ["Anna <i>"]
    for number in range(51):
        publish(f"s{number}", tags=[f"tag {number}"])
    with count_queries() as queries:
        first = Page(editor.get(TAGS).text)
    assert len(first.texts("p", class_="what")) == 50
    assert len(queries) <= 12
    assert len(Page(editor.get(f"{TAGS}?page=2").text).texts("p", class_="what")) == 3
    for query in WRONG_PAGES.values():
        if query != "page=2":
            assert editor.get(f"{TAGS}?{query}").status_code == 404, query
    for q in ("%00", "%25", "x" * 9999):
        assert editor.get(f"{ARTISTS}?q={q}").status_code == 200


def test_a_renamed_tag_leads_from_its_old_address(app, client, editor, publish, number_of):  # noqa: F811
    publish("a", tags=["Film"])
    address = f"{TAGS}{number_of(Tag, 'Film')}"
    assert editor.post(address, data={"name": " Moving  pictures\0"}).status_code == 303
    assert names_of(app, "tags") == [["Moving pictures"]]
    for end in ("", "/feed.xml"):
        moved = client.get(f"/news/tag/film{end}?page=1")
        assert moved.status_code == 301
        assert moved.headers["Location"].endswith(f"/news/tag/moving-pictures{end}?page=1")
        assert client.get(moved.headers["Location"]).status_code == 200
    assert editor.post(address, data={"name": "Cinéma"}).status_code == 303
    assert client.get("/news/tag/film").headers["Location"] == "/news/tag/cinema"
    assert editor.post(address, data={"name": "FILM"}).status_code == 303  # and back
    assert client.get("/news/tag/film").status_code == 200
    assert client.get("/news/tag/cinema").headers["Location"] == "/news/tag/film"
    assert trail(app)[0] == ("tag renamed", "edda@station.example", "Moving pictures")


def test_merged_tags_are_one_and_chains_end(app, client, editor, publish, number_of):  # noqa: F811
    publish("a", tags=["Film", "Cinema"])
    publish("b", tags=["Film"], hours_ago=None)
    film, cinema = number_of(Tag, "Film"), number_of(Tag, "Cinema")
    editor.post(f"{TAGS}{film}", data={"name": "Films"})
    asked = editor.get(f"{TAGS}{film}/merger?into=cinema")
    assert asked.status_code == 200
    assert names_of(app, "tags") == [["Cinema", "Films"], ["Films"]]
    assert editor.post(f"{TAGS}{film}/merger", data={"into": cinema}).status_code == 303
    assert names_of(app, "tags") == [["Cinema"], ["Cinema"]]
    publish("c", tags=["Pictures"])
    pictures = number_of(Tag, "Pictures")
    assert editor.post(f"{TAGS}{cinema}/merger", data={"into": pictures}).status_code == 303
    for former in ("film", "films", "cinema"):
        assert client.get(f"/news/tag/{former}").headers["Location"] == "/news/tag/pictures"
    assert names_of(app, "tags") == [["Pictures"]] * 3
    taken = editor.post(f"{TAGS}{pictures}", data={"name": "x, y"})
    assert taken.status_code == 422


def test_an_artist_has_commas_in_the_name_and_a_tag_has_none(app, editor, publish, number_of):  # noqa: F811
    publish("a", tags=["Film"], artists=["Crosby", "Crosby, Stills & Nash"])
    crosby = f"{ARTISTS}{number_of(Artist, 'Crosby')}"
    assert editor.get(f"{crosby}/merger?into=crosby, stills %26 nash").status_code == 200
    assert editor.post(crosby, data={"name": "Earth, Wind & Fire"}).status_code == 303
    assert names_of(app, "artists") == [["Crosby, Stills & Nash", "Earth, Wind & Fire"]]
    tag = f"{TAGS}{number_of(Tag, 'Film')}"
    answer = editor.post(tag, data={"name": "Film, Sea"})
    assert answer.status_code == 422
    assert "Remove the comma" in answer.text
    assert names_of(app, "tags") == [["Film"]]


def test_a_name_that_is_taken_offers_to_merge(app, editor, publish, number_of):  # noqa: F811
    publish("a", tags=["Film", "Sea"], artists=["Anna", "Ben"])
    for address, model, name in ((TAGS, Tag, "Sea"), (ARTISTS, Artist, "Ben")):
        one, other = number_of(model, {"Sea": "Film"}.get(name, "Anna")), number_of(model, name)
        answer = editor.post(f"{address}{one}", data={"name": name.upper()})
        assert answer.status_code == 409
        assert Page(answer.text).one("input", name="into")[0]["value"] == str(other)
    assert names_of(app, "tags") == [["Film", "Sea"]]
    assert trail(app) == []


def test_merged_artists_count_as_one_on_air_too(app, client, editor, publish, number_of):  # noqa: F811
    publish("a", artists=["Björk"])
    publish("b", artists=["BJORK Guðmundsdóttir", "Björk"])
    publish("c", artists=["The Sugarcubes"])
    old, new = number_of(Artist, "BJORK Guðmundsdóttir"), number_of(Artist, "Björk")
    editor.post(f"{ARTISTS}{old}", data={"name": "Bjork"})
    assert editor.post(f"{ARTISTS}{old}/merger", data={"into": new}).status_code == 303
    assert names_of(app, "artists") == [["Björk"], ["Björk"], ["The Sugarcubes"]]
    with app.test_request_context():
        for name in ("björk", "Bjork", "Bjork guðmundsdóttir"):
            found = [row.slug for row in stories_about({same_name(name)})]
            assert sorted(found) == ["a", "b"], name
        play = Play(source="mpd", title="Hunter", artist="Bjork", started_at=clock.now())
        play.credits = [Credit(key="bjork", started_at=play.started_at)]
        db.session.add(play)
        db.session.commit()
        aliases = set(db.session.scalars(select(ArtistAlias.key)))
    assert "Hunter" in client.get("/news/a").text
    assert aliases == {"bjork", "bjork guðmundsdóttir"}
    third = number_of(Artist, "The Sugarcubes")
    assert editor.post(f"{ARTISTS}{third}", data={"name": "BJORK"}).status_code == 409
    assert editor.post(f"{ARTISTS}{new}", data={"name": "Bjork"}).status_code == 303


def test_what_cannot_be_done(app, client, as_staff, editor, publish, number_of):  # noqa: F811
    publish("a", tags=["Film"], artists=["Anna"])
    for address, model, name in ((TAGS, Tag, "Film"), (ARTISTS, Artist, "Anna")):
        one = f"{address}{number_of(model, name)}"
        for bad in ("", " ", "☂", ", ,", "x" * 301, "\0"):
            answer = editor.post(one, data={"name": bad})
            assert answer.status_code == 422, bad
        for into in ("", "0", "99", "x", "9" * 99, one.rsplit("/")[-1]):
            assert editor.post(f"{one}/merger", data={"into": into}).status_code == 422
        for into in ("", "nobody", "%00", name, "x" * 9999):
            assert editor.get(f"{one}/merger?into={into}").status_code == 422
        assert editor.post(f"{one}?_method=delete").status_code == 409
        for way in (f"{address}99", f"{address}{'9' * 40}", f"{address}99/merger?into=Film"):
            assert editor.get(way).status_code == 404
        assert editor.post(f"{address}99", data={"name": "x"}).status_code == 404
        for browser, code in ((client, 401), (as_staff("dj"), 403)):
            assert browser.post(one, data={"name": "Mine"}).status_code == code
            assert browser.post(f"{one}/merger", data={"into": 1}).status_code == code
            assert browser.post(f"{one}?_method=delete").status_code == code
        assert as_staff("dj").get(address).status_code == 403
    assert names_of(app, "tags") == [["Film"]]
    assert editor.post(f"{TAGS}1", data={"name": "x" * 81}).status_code == 422
    app.config["WTF_CSRF_ENABLED"] = True
    assert editor.post(f"{TAGS}1", data={"name": "Y"}).status_code == 400


def test_what_nobody_bears_can_be_deleted(app, editor, publish, number_of):  # noqa: F811
    publish("a", tags=["Film"])
    with app.app_context():
        db.session.get(Story, 1).tags = []
        db.session.commit()
    page = editor.get(f"{TAGS}1").text
    assert "_method=delete" in page
    assert editor.post(f"{TAGS}1?_method=delete").status_code == 303
    assert editor.get(f"{TAGS}1").status_code == 404


def test_what_only_a_hidden_story_bears_leaks_by_no_old_address(client, editor, publish):  # noqa: F811
    publish("a", tags=["Plan"], hours_ago=-1)
    editor.post(f"{TAGS}1", data={"name": "Plans"})
    assert client.get("/news/tag/plan").status_code == 404
