"""Two editors at once, what is typed and not saved, older versions: nothing is lost."""

import json

import pytest

from blueprints.core.extensions import db
from blueprints.editor.working_copies import WorkingCopy
from tests.news.desk.conftest import TYPED, errors_of, fields_of
from tests.news.helpers import Page

COPIES = "/desk/autosaves"


@pytest.fixture
def other(at_desk):
    """Another editor at the desk."""
    return at_desk("other_editor")


def keep(desk, key, version=1, **fields):
    return desk.browser.put(f"{COPIES}/{key}", json={"version": version, "fields": fields})


def copies(app):
    with app.app_context():
        return [(copy.key, copy.fields) for copy in db.session.query(WorkingCopy)]


def marked(html):
    """The fields that a page marks as different, and what it says came in and went out."""
    page = Page(html)
    fields = [found["aria-labelledby"].removeprefix("difference-")
              for found, _ in page.all("section", class_="difference")]  # fmt: skip
    words = {tag: [text.split("] ")[1] for text in page.texts(tag)] for tag in ("ins", "del")}
    return fields, words


def test_the_second_save_shows_both_versions_and_loses_nothing(editor, other):
    number = editor.write(body="<p>Forty extras stood in the rain.</p>")
    mine, theirs = (desk.form(f"/desk/stories/{number}") for desk in (editor, other))
    typed = {"headline": "Theirs", "body": "<p>Fifty extras stood in the rain.</p>"}
    assert other.browser.post(f"/desk/stories/{number}", data=theirs | typed).status_code == 303
    mine |= {"body": "<p>Forty extras stood in the <em>warm</em> rain.</p>", "tags": "Rain"}
    answer = editor.browser.post(f"/desk/stories/{number}", data=mine)
    assert answer.status_code == 409
    fields, words = marked(answer.text)
    assert fields == ["headline", "slug", "body", "tags"]
    assert words["ins"][-3:] == ["Forty", "*warm*", "Rain"]
    assert words["del"][-1:] == ["Fifty"]
    assert "Emil Print" in answer.text
    shown = fields_of(answer.text)
    assert {name: shown[name] for name in ("headline", "body", "tags")} == {
        "headline": TYPED["headline"], "body": mine["body"], "tags": "Rain",
    }  # fmt: skip
    assert editor.story(number).headline == "Theirs"
    assert editor.browser.post(f"/desk/stories/{number}", data=shown).status_code == 303
    assert editor.story(number).headline == TYPED["headline"]
    assert "Theirs" in editor.browser.get(f"/desk/stories/{number}/revisions/?from=2&to=3").text


def test_both_versions_show_one_artist_a_line_in_any_order(editor, other):
    number = editor.write(artists="Anna\nEarth, Wind & Fire", tags="Rain, Film")
    mine = editor.form(f"/desk/stories/{number}")
    other.save(number, headline="Theirs", artists="Earth, Wind & Fire")
    mine |= {"artists": "Earth, Wind & Fire\nAnna", "tags": "Rain, Film"}
    answer = editor.browser.post(f"/desk/stories/{number}", data=mine)
    assert answer.status_code == 409
    assert marked(answer.text)[0] == ["headline", "slug", "artists"]
    sides = Page(answer.text).inside("section", aria_labelledby="difference-artists")
    theirs, yours = (text for tag, found, text, _ in sides.elements
                     if tag == "p" and found["class"] == "version-text")  # fmt: skip
    assert (theirs, yours) == ("Earth, Wind & Fire", "[added] Anna\nEarth, Wind & Fire")
    assert fields_of(answer.text)["artists"] == mine["artists"]


@pytest.mark.parametrize("to", ["", "/submission", "/publication"])
@pytest.mark.parametrize("version", ["", "1", "3", "x", "-2", "9" * 50])
def test_a_save_on_another_version_is_refused_everywhere(editor, to, version):
    number = editor.write()
    editor.save(number)
    answer = editor.save(number, to, version=version, headline="Mine")
    assert (answer.status_code, fields_of(answer.text)["headline"]) == (409, "Mine")
    assert editor.story(number).version == 2


def test_a_withdrawal_meanwhile_is_told_to_who_saves(editor, other):
    number = editor.write()
    editor.publish(number)
    sent = editor.form(f"/desk/stories/{number}")
    other.browser.post(f"/desk/stories/{number}/unpublication", data={"note": ""})
    assert editor.browser.post(f"/desk/stories/{number}", data=sent).status_code == 409


# Working copies


def test_what_is_typed_is_kept_shown_and_gone_once_saved(app, editor, other, client):
    number = editor.write()
    answer = keep(editor, f"story-{number}", headline="Typed", body="<p>half a sen")
    assert answer.json["saved_at"].endswith("Z")
    keep(editor, f"story-{number}", headline="Typed on", body="<p>half a sentence")
    assert copies(app) == [
        (f"story-{number}", {"headline": "Typed on", "body": "<p>half a sentence"})
    ]
    assert editor.story(number).version == 1
    page = editor.browser.get(f"/desk/stories/{number}").text
    assert "You have unsaved changes from" in page
    assert fields_of(page)["headline"] == "Typed on"
    assert "Typed on" not in other.browser.get(f"/desk/stories/{number}").text
    answer = editor.browser.post(f"/desk/stories/{number}", data=TYPED | fields_of(page))
    assert answer.status_code == 303
    assert copies(app) == []
    assert "unsaved writing" not in editor.browser.get(f"/desk/stories/{number}").text


def test_artists_typed_and_not_saved_are_shown_one_a_line(editor):
    number = editor.write(artists="Anna")
    typed = "Anna\nEarth, Wind & Fire\nBen"
    keep(editor, f"story-{number}", **TYPED | {"artists": typed})
    shown = editor.form(f"/desk/stories/{number}")
    assert shown["artists"] == typed
    assert editor.browser.post(f"/desk/stories/{number}", data=shown).status_code == 303
    assert editor.story(number).artist_names == ["Anna", "Ben", "Earth, Wind & Fire"]


def test_a_copy_on_an_older_version_is_compared_and_not_lost(app, editor, other):
    number = editor.write()
    keep(editor, f"story-{number}", **TYPED | {"headline": "Mine"})
    other.save(number, headline="Theirs")
    page = editor.browser.get(f"/desk/stories/{number}").text
    assert "Unsaved changes to an earlier revision" in page
    assert marked(page)[0] == ["headline"] or "headline" in marked(page)[0]
    shown = fields_of(page)
    assert (shown["headline"], shown["version"]) == ("Mine", "2")
    discarded = editor.browser.post(f"{COPIES}/story-{number}?_method=delete", data={"a": "b"})
    assert discarded.location == f"/desk/stories/{number}"
    assert editor.form(f"/desk/stories/{number}")["headline"] == "Theirs"


def test_a_new_story_is_kept_before_it_is_one(app, editor, other):
    key = editor.form("/desk/stories/new")["key"]
    assert keep(editor, key, 0, headline="Begun").status_code == 200
    opened = editor.form(f"/desk/stories/new?copy={key}")
    assert (opened["headline"], opened["key"]) == ("Begun", key)
    assert other.form(f"/desk/stories/new?copy={key}")["headline"] == ""
    assert editor.browser.post("/desk/stories/", data=opened).status_code == 303
    assert copies(app) == []


BAD = {
    "no JSON": (b"{", 422),
    "a list": (b"[]", 422),
    "no fields": (b'{"version": 1}', 422),
    "a field that is no text": (b'{"version": 1, "fields": {"headline": 3}}', 422),
    "a version that is none": (b'{"version": "1", "fields": {}}', 422),
    "true": (b'{"version": true, "fields": {}}', 422),
    "an enormous version": (b'{"version": 9999999999999, "fields": {}}', 422),
    "61 fields": (json.dumps({"fields": dict.fromkeys(map(str, range(61)), "")}).encode(), 422),
    "over 1 MB": (json.dumps({"fields": {"body": "x" * 1_000_001}}).encode(), 413),
    "half a character": (b'{"version": 1, "fields": {"headline": "a\\ud800\\u0000b"}}', 200),
    "bytes that are no text": (b"\xff\xfe", 422),
}


@pytest.mark.parametrize(("data", "code"), BAD.values(), ids=BAD)
def test_a_copy_that_is_none_is_refused_in_json(editor, data, code):
    number = editor.write()
    answer = editor.browser.put(f"{COPIES}/story-{number}", data=data)
    assert answer.status_code == code
    assert answer.is_json
    assert editor.browser.get(f"/desk/stories/{number}").status_code == 200


@pytest.mark.parametrize("key", ["story-0", "story-01", "story-9999999999", "new-", "new-XYZ", "x"])
def test_a_key_that_is_none_is_404(editor, key):
    answer = keep(editor, key, headline="x")
    assert (answer.status_code, answer.is_json) == (404, True)


def test_copies_are_counted_and_ones_own(app, editor, dj):
    for number in range(100):
        assert keep(editor, f"new-{number:012x}", 0, headline="x").status_code == 200
    assert keep(editor, f"new-{100:012x}", 0, headline="x").status_code == 422
    assert keep(editor, f"new-{99:012x}", 0, headline="y").status_code == 200
    theirs = editor.write()
    assert keep(dj, f"story-{theirs}", headline="x").status_code == 404
    dj.browser.delete(f"{COPIES}/new-{1:012x}")
    assert len(copies(app)) == 100
    assert editor.browser.delete(f"{COPIES}/new-{1:012x}").status_code == 204
    assert len(copies(app)) == 99


def test_who_is_signed_out_hears_so_in_json(app, client, editor):
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.put(f"{COPIES}/new-{1:012x}", json={"version": 0, "fields": {}})
    assert (answer.status_code, answer.is_json) == (401, True)
    assert keep(editor, f"new-{1:012x}", 0).status_code == 400  # signed in, without a token
    page = Page(editor.browser.get("/desk/stories/new").text)
    token = page.one("meta", name="csrf-token")[0]["content"]
    answer = editor.browser.put(
        f"{COPIES}/new-{1:012x}", json={"fields": {}}, headers={"X-CSRFToken": token}
    )
    assert answer.status_code == 200
    assert editor.browser.post("/desk/stories/", data=TYPED).status_code == 400
    sent = TYPED | {"csrf_token": token}
    assert editor.browser.post("/desk/stories/", data=sent).status_code == 303


# Versions


def test_versions_are_compared_and_restored(app, editor, client):
    number = editor.write(tags="Film", body="<p>One.</p>", artists="Earth, Wind & Fire")
    editor.save(number, body="<p>Two.</p>", tags="", headline="Second", artists="")
    editor.publish(number)
    page = editor.browser.get(f"/desk/stories/{number}/revisions/?from=1&to=2").text
    fields, words = marked(page)
    assert fields == ["headline", "slug", "body", "tags", "artists"]
    assert ("One" in words["del"], "Two" in words["ins"]) == (True, True)
    old = f"/desk/stories/{number}/revisions/1/restoration"
    assert editor.browser.post(old, data={"version": "1"}).status_code == 409
    assert editor.browser.post(old, data={"version": "3"}).status_code == 303
    story = editor.story(number)
    assert (story.body, story.tag_names, story.version) == ("<p>One.</p>", ["Film"], 4)
    assert story.artist_names == ["Earth, Wind & Fire"]
    assert story.publish_at is not None
    assert "restored a revision" in editor.browser.get(f"/desk/stories/{number}/revisions/").text
    for wrong in ("?from=9&to=1", "?from=x&to=1", f"?from={'9' * 40}&to=1"):
        assert editor.browser.get(f"/desk/stories/{number}/revisions/{wrong}").status_code == 404


def test_what_a_story_was_before_the_ledger_is_kept(app, editor, publish):
    publish("old", body="<p>As it was.</p>")
    editor.save(1, body="<p>As it is.</p>")
    page = editor.browser.get("/desk/stories/1/revisions/?from=1&to=2").text
    assert "existing text" in page
    assert "was" in marked(page)[1]["del"]


def test_pages_of_the_desk_cost_few_queries(editor, count_queries):
    def count(number):
        found = []
        for path in ("", "/revisions/", "/revisions/?from=1&to=2"):
            with count_queries() as queries:
                assert editor.browser.get(f"/desk/stories/{number}{path}").status_code == 200
            found.append(len(queries))
        return found

    number = editor.write(tags="a, b, c", artists="d\ne\nf")
    editor.save(number, "/submission")
    few = count(number)
    for _ in range(8):
        editor.save(number, tags="a, b, c, d, e, f, g", artists="d\ne\nf\ng\nh\ni")
    keep(editor, f"story-{number}", 10, headline="x", language="en")
    assert max(count(number)) <= 12
    assert max(few) <= 12
    assert errors_of(editor.browser.get("/desk/stories/new")) == {}
