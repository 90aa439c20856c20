"""Writing a story at the desk: what is typed is kept, or refused with everything still there."""

import pytest

from tests.news.desk.conftest import TYPED, errors_of, fields_of
from tests.news.helpers import Page, write_story


def test_a_story_is_written_published_and_read(editor, client):
    number = editor.write(tags="Film, Tide Tables", artists="Amber Choir")
    story = editor.story(number)
    assert (story.headline, story.slug) == (TYPED["headline"], "seventeen-takes-in-the-rain")
    assert (story.tag_names, story.artist_names) == (["Film", "Tide Tables"], ["Amber Choir"])
    assert (story.version, story.publish_at) == (1, None)
    assert client.get("/news/seventeen-takes-in-the-rain").status_code == 404
    address = editor.publish(number, byline="Ada, Grace, Mary")
    page = Page(client.get(address).text)
    assert page.texts("h1") == [TYPED["headline"]]
    assert page.texts("p", class_="byline")[0].startswith("By Ada, Grace and Mary ")
    feed = client.get("/news/feed.xml").text
    assert [f"<dc:creator>{name}</dc:creator>" in feed for name in ("Ada", "Grace", "Mary")] == [
        True, True, True,
    ]  # fmt: skip


def test_the_form_shows_what_was_saved(editor):
    typed = {
        "slug": "rain", "byline": "Ada", "source_name": "The Sheet", "rights": "excerpt",
        "source_url": "https://sheet.example/a?b=c", "language": "pt-BR", "tags": "Film, Rain",
        "artists": "Amber Choir\nQuay Dogs", "read_more": "The diary | https://sheet.example/diary\n"
        "https://sheet.example/b | https://sheet.example/b", "pinned": "y",
    }  # fmt: skip
    number = editor.write(**typed)
    shown = editor.form(f"/desk/stories/{number}")
    expected = TYPED | typed
    assert {name: shown[name] for name in expected} == expected
    assert shown["version"] == "1"
    assert editor.browser.post(f"/desk/stories/{number}", data=shown).status_code == 303
    again = editor.form(f"/desk/stories/{number}")
    assert again == shown | {"version": "2", "csrf_token": again["csrf_token"]}


WRONG = {
    "headline": "x" * 301,
    "standfirst": "x" * 601,
    "byline": "x" * 201,
    "slug": "preview",
    "source_name": "x" * 201,
    "source_url": "javascript:alert(1)",
    "rights": "all of them",
    "language": "english, please",
    "tags": "Film, !!!",
    "artists": "x" * 301,
    "read_more": "No address\nThe diary | https://sheet.example/diary",
    "publish_at": "tomorrow",
    "lead_picture": "99999999999999999999",
    "body": "<p>" + "x" * 100_001,
}


def test_a_wrong_form_keeps_everything_and_says_what_is_wrong(editor):
    answer = editor.browser.post("/desk/stories/", data=WRONG)
    assert answer.status_code == 422
    assert set(errors_of(answer)) == set(WRONG)
    shown = fields_of(answer.text)
    kept = {name: shown[name] for name in WRONG if name not in ("rights", "slug")}
    assert kept == {name: WRONG[name] for name in kept}
    number = editor.write()
    sent = editor.form(f"/desk/stories/{number}")
    again = editor.browser.post(f"/desk/stories/{number}", data=sent | WRONG)
    assert (again.status_code, set(errors_of(again))) == (422, set(WRONG))
    assert editor.story(number).version == 1


@pytest.mark.parametrize(
    "typed",
    [
        {"headline": "a\0b\u2028c\ud7ff"},
        {"body": "\0<p>\0</p>", "version": "9" * 400},
        {"publish_at": "9999-12-31T23:59", "lead_picture": "-1"},
        {"publish_at": "0001-01-01T00:00"},
        {"publish_at": "2026-01-01"},
        {"publish_at": "2026-01-01T10:00+09:00"},
        {"tags": "," * 500, "artists": "\n \r\n\u2028\n"},
        {"slug": "../../etc/passwd"},
    ],
)
def test_odd_input_is_no_error(editor, typed):
    assert editor.browser.post("/desk/stories/", data=TYPED | typed).status_code in (303, 422)


@pytest.mark.parametrize("number", ["0", "1", "99999999999999999999999", "-1", "1%00", "x"])
def test_a_story_that_there_is_not(editor, number):
    assert editor.browser.get(f"/desk/stories/{number}").status_code == 404
    assert editor.browser.post(f"/desk/stories/{number}", data=TYPED).status_code == 404


# Addresses


def test_a_draft_follows_its_headline_until_readers_know_it(editor, client):
    number = editor.write(headline="")
    assert editor.story(number).slug == "untitled"
    editor.save(number, headline="Ένας τίτλος")
    assert editor.story(number).slug == "ένας-τίτλος"
    other = editor.write(headline="Ένας τίτλος")
    assert editor.story(other).slug == "ένας-τίτλος-2"
    editor.publish(number)
    editor.save(number, headline="Another title")
    assert editor.story(number).slug == "ένας-τίτλος"


def test_former_addresses_lead_on_and_can_be_taken_again(editor, client):
    number = editor.write(slug="one")
    editor.save(number, slug="draft-two")  # nobody knew the first
    assert client.get("/news/one").status_code == 404
    editor.publish(number)
    editor.save(number, slug="three")
    moved = client.get("/news/draft-two")
    assert (moved.status_code, moved.location) == (301, "/news/three")
    editor.save(number, slug="draft-two")
    assert client.get("/news/draft-two").status_code == 200
    assert client.get("/news/three").location == "/news/draft-two"
    other = editor.write(slug="other")
    for taken in ("draft-two", "three"):
        answer = editor.save(other, slug=taken)
        assert (answer.status_code, set(errors_of(answer))) == (422, {"slug"})
        assert fields_of(answer.text)["slug"] == taken
    assert editor.browser.post("/desk/stories/", data=TYPED | {"slug": "three"}).status_code == 422


def test_tags_and_artists_are_found_again_however_they_are_written(editor):
    one = editor.write(tags="Film", artists="The Ferry")
    two = editor.write(tags="film , FILM", artists="the  ferry\r\nFerry\n\n The")
    assert editor.story(two).tag_names == ["Film"]
    assert editor.story(two).artist_names == ["Ferry", "The", "The Ferry"]
    assert editor.story(one).tag_names == ["Film"]


BANDS = ["Crosby, Stills & Nash", "Earth, Wind & Fire", "Tyler, The Creator"]


def test_artists_with_commas_in_their_names_are_linked_and_stay_so(editor):
    number = editor.write(artists="\r\n".join(BANDS))
    assert editor.story(number).artist_names == BANDS
    shown = editor.form(f"/desk/stories/{number}")
    assert shown["artists"].split("\n") == BANDS
    assert editor.browser.post(f"/desk/stories/{number}", data=shown).status_code == 303
    assert editor.story(number).artist_names == BANDS
    again = editor.write(artists="earth,  WIND & fire")
    assert editor.story(again).artist_names == ["Earth, Wind & Fire"]


def test_artists_from_before_are_shown_as_they_are_called(app, editor):
    write_story(app, "old", artists=[*BANDS, "Anna"])
    sent = editor.form("/desk/stories/1")
    assert sent["artists"].split("\n") == ["Anna", *BANDS]
    editor.browser.post("/desk/stories/1", data=sent)
    assert editor.story(1).artist_names == ["Anna", *BANDS]


def test_a_new_name_with_a_comma_is_said_to_be_one_artist(editor):
    def said():
        page = Page(editor.browser.get("/desk/").text)
        return page.texts("p", data_category="warning")

    editor.write(artists="Anna\nAmber Choir, Quay Dogs")
    assert said() == [
        "“Amber Choir, Quay Dogs” was added as one artist. If these are several artists, "
        "put each one on its own line."
    ]
    editor.write(artists="amber choir, quay dogs")  # known by now
    assert said() == []


@pytest.mark.parametrize(
    ("artists", "words"),
    [
        ("\n".join(f"Band {n}" for n in range(21)), "Enter no more than 20."),
        ("Anna\n, ,", "“, ,” needs letters or digits."),
        (f"Anna\n{'x' * 301}", "“xxxxxxxxxxxxxxxxxxxx …” is too long."),
    ],
)
def test_artists_that_are_refused(editor, artists, words):
    answer = editor.browser.post("/desk/stories/", data=TYPED | {"artists": artists})
    assert (answer.status_code, list(errors_of(answer))) == (422, ["artists"])
    assert errors_of(answer)["artists"].startswith(words)
    assert fields_of(answer.text)["artists"] == artists
