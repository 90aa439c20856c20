"""The station's own pages, written at the desk."""

import pytest
from sqlalchemy import select

from blueprints.accounts.models import AuditEntry
from blueprints.core.extensions import db
from blueprints.pages.models import StationPage
from tests.news.helpers import Page

HISTORY = {"title": "Our history", "body": "<p>A mast in a fish crate.</p>", "language": "en"}


def version_at(browser, slug):
    """The version that the form of a page stands on."""
    form = Page(browser.get(f"/desk/pages/{slug}").text)
    return form.all("input", name="version")[0][0]["value"]


def delete(browser, slug, version=None):
    """Deletes a page as its form does."""
    version = version_at(browser, slug) if version is None else version
    return browser.post(f"/desk/pages/{slug}?_method=delete", data={"version": version})


def test_a_page_is_written_changed_and_taken_away(as_staff, client, app):
    editor = as_staff("editor")
    answer = editor.post("/desk/pages/", data=HISTORY)
    assert (answer.status_code, answer.location) == (303, "/desk/pages/our-history")
    assert "A mast in a fish crate." in client.get("/pages/our-history").text
    changed = HISTORY | {"title": "Where we come from", "slug": "our-history",
                         "version": version_at(editor, "our-history")}  # fmt: skip
    assert editor.post("/desk/pages/our-history", data=changed).status_code == 303
    assert "Where we come from" in client.get("/pages/our-history").text
    assert "Where we come from" in editor.get("/desk/pages/").text
    assert delete(editor, "our-history").status_code == 303
    assert client.get("/pages/our-history").status_code == 404
    with app.app_context():
        acts = db.session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all()
    assert acts == ["page changed", "page changed", "page deleted"]


def test_a_page_that_comes_with_aerial_begins_with_its_text_and_falls_back_to_it(as_staff, client):
    editor, before = as_staff("editor"), client.get("/pages/privacy").text
    form = Page(editor.get("/desk/pages/privacy").text)
    assert form.one("input", id="title")[0]["value"] == "Privacy"
    (_, text) = form.one("textarea", name="body")
    assert "sets no cookie" in text
    typed = {"title": "Privacy", "slug": "privacy", "body": "<p>We keep nothing.</p>"}
    assert editor.post("/desk/pages/privacy", data=typed).status_code == 303
    assert "We keep nothing." in client.get("/pages/privacy").text
    assert delete(editor, "privacy").status_code == 303
    assert client.get("/pages/privacy").text == before
    assert editor.post("/desk/pages/privacy?_method=delete").status_code == 404
    moved = editor.post("/desk/pages/privacy", data=typed | {"slug": "elsewhere"})
    assert moved.status_code == 422


def test_two_editors_at_once_lose_nothing(as_staff, client):
    one, other = as_staff("editor"), as_staff("other_editor")
    one.post("/desk/pages/", data=HISTORY)
    old = version_at(one, "our-history")
    theirs = HISTORY | {"slug": "our-history", "version": old, "body": "<p>Theirs.</p>"}
    assert other.post("/desk/pages/our-history", data=theirs).status_code == 303
    mine = theirs | {"body": "<p>Mine.</p>"}
    refused = one.post("/desk/pages/our-history", data=mine)
    assert refused.status_code == 409
    assert "Theirs." in refused.text
    form = Page(refused.text)
    assert form.one("textarea", name="body")[1] == "<p>Mine.</p>"
    again = mine | {"version": form.all("input", name="version")[0][0]["value"]}
    assert one.post("/desk/pages/our-history", data=again).status_code == 303
    assert "Mine." in client.get("/pages/our-history").text


def test_a_page_deleted_or_saved_meanwhile_loses_nothing(as_staff, client):
    one, other = as_staff("editor"), as_staff("other_editor")
    one.post("/desk/pages/", data=HISTORY)
    old = version_at(one, "our-history")
    typed = HISTORY | {"slug": "our-history", "version": old, "body": "<p>Newer.</p>"}
    assert other.post("/desk/pages/our-history", data=typed).status_code == 303
    assert delete(one, "our-history", old).status_code == 409
    assert "Newer." in client.get("/pages/our-history").text
    assert delete(one, "our-history").status_code == 303
    late = other.post("/desk/pages/our-history", data=typed | {"body": "<p>Late.</p>"})
    assert late.status_code == 409
    form = Page(late.text)
    assert form.one("textarea", name="body")[1] == "<p>Late.</p>"
    assert form.all("form", action="/desk/pages/")
    again = other.post("/desk/pages/", data=typed | {"version": "", "body": "<p>Late.</p>"})
    assert again.status_code == 303
    assert "Late." in client.get("/pages/our-history").text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Enter a title for the page."),
        ({"title": "x" * 301}, "1 character too long"),
        ({"slug": "///"}, "letters and digits"),
        ({"slug": "about"}, "already used by another page"),
        ({"slug": "new"}, "already used by another page"),
        ({"language": "<b>"}, "Enter a language code"),
        ({"body": '<img src="/media/0123456789abcdef0123-640.jpg">' + "x" * 100_001}, "too long"),
    ],
)
def test_a_wrong_form_comes_back_as_typed(as_staff, wrong, words, app):
    typed = HISTORY | {"title": "Our <history>", "body": "<p>Kept & typed</p>"} | wrong
    answer = as_staff("editor").post("/desk/pages/", data=typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert Page(answer.text).one("textarea", name="body")[1] == typed["body"]
    with app.app_context():
        assert db.session.scalar(select(StationPage)) is None


def test_hostile_html_is_stored_clean(as_staff, client):
    body = "<p onclick=x()>Hi<script>alert(1)</script> <a href='javascript:x()'>you</a></p>"
    as_staff("editor").post("/desk/pages/", data=HISTORY | {"title": "</script>", "slug": "x",
                                                            "body": body})  # fmt: skip
    article = Page(client.get("/pages/x").text).inside("article")
    assert article.texts("h1") == ["</script>"]
    assert article.texts("script") == []
    assert all("href" not in found for found, _ in article.all("a"))
    assert all("onclick" not in found for found, _ in article.all("p"))


def test_it_is_for_editors(as_staff, client):
    dj = as_staff("dj")
    for method, path in (("GET", ""), ("POST", ""), ("GET", "about"), ("POST", "about"),
                         ("DELETE", "about"), ("GET", "new")):  # fmt: skip
        assert dj.open(f"/desk/pages/{path}", method=method).status_code == 403
    assert client.get("/desk/pages/").status_code == 302
    editor = as_staff("admin")
    assert editor.get("/desk/pages/nothing-here").status_code == 404
    assert editor.post("/desk/pages/nothing-here", data=HISTORY).status_code == 404


def test_the_list_costs_the_same_for_many(as_staff, count_queries):
    editor = as_staff("editor")
    for number in range(15):
        editor.post("/desk/pages/", data=HISTORY | {"slug": f"page-{number}"})
    with count_queries() as queries:
        assert editor.get("/desk/pages/").status_code == 200
    assert len(queries) <= 12
