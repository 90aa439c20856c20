"""A page's revisions, its former addresses, and the question before it is deleted."""

import pytest
from sqlalchemy import func, select

from blueprints.core.extensions import db
from blueprints.media.models import Picture
from blueprints.pages.models import FormerPage, PageRevision, StationPage
from tests.news.helpers import Page
from tests.pages.test_desk import HISTORY, delete, version_at

MAST, ROOF = "<p>A mast in a fish crate.</p>", "<p>A mast on the roof.</p>"


def save(browser, at, **fields):
    """Save the page `at` a slug as its form does."""
    typed = HISTORY | {"slug": at, "version": version_at(browser, at)} | fields
    return browser.post(f"/desk/pages/{at}", data=typed)


@pytest.fixture
def editor(as_staff):
    """An editor whose page "our-history" was saved twice."""
    browser = as_staff("editor")
    browser.post("/desk/pages/", data=HISTORY | {"body": MAST})
    assert save(browser, "our-history", body=ROOF).status_code == 303
    return browser


def restore(browser, slug, number, version=None):
    """Restore a revision as the list's form does."""
    data = {"version": version_at(browser, slug) if version is None else version}
    return browser.post(f"/desk/pages/{slug}/revisions/{number}/restoration", data=data)


def test_each_save_is_a_revision_to_compare_and_to_restore(editor, client):
    history = editor.get("/desk/pages/our-history/revisions/?from=1&to=2")
    assert history.status_code == 200
    shown = Page(history.text)
    assert shown.texts("del")[-1] == "[removed] fish crate"
    assert shown.texts("ins")[-1] == "[added] roof"
    assert [text for _, text in shown.all("b") if text.isdigit()] == ["2", "1"]
    answer = restore(editor, "our-history", 1)
    assert (answer.status_code, answer.location) == (303, "/desk/pages/our-history")
    assert "A mast in a fish crate." in client.get("/pages/our-history").text
    assert "restored a revision" in editor.get("/desk/pages/our-history/revisions/").text


def test_a_restored_page_keeps_its_present_address(editor, client):
    save(editor, "our-history", slug="history", body=ROOF)
    assert restore(editor, "history", 1).location == "/desk/pages/history"
    assert "A mast in a fish crate." in client.get("/pages/history").text


def test_a_text_that_could_not_be_saved_today_is_not_restored(editor, client, app):
    figure = '<figure class="picture"><img src="/media/0123456789abcdef0123-640.jpg"{}></figure>'
    with app.app_context():
        known = Picture(hash="0123456789abcdef0123", width=900, height=600)
        db.session.add(known)
        for one, (kept, words) in zip(
            db.session.scalars(select(PageRevision).order_by(PageRevision.number)),
            [("0123456789abcdef0123", ""), ("f" * 20, ' alt="Gone"')],
            strict=True,
        ):
            body = figure.format(words).replace("0123456789abcdef0123", kept)
            one.fields = one.fields | {"body": MAST + body}
        db.session.commit()
    assert restore(editor, "our-history", 1).status_code == 422
    assert "on the roof" in client.get("/pages/our-history").text
    assert restore(editor, "our-history", 2).status_code == 303
    assert "A picture was left out" in editor.get("/desk/pages/our-history").text


def test_a_page_from_before_there_were_revisions_keeps_its_text(editor, app):
    with app.app_context():
        db.session.execute(PageRevision.__table__.delete())
        db.session.commit()
    assert "No revisions yet" in editor.get("/desk/pages/our-history/revisions/").text
    save(editor, "our-history", body=MAST)
    with app.app_context():
        kept = db.session.scalars(select(PageRevision).order_by(PageRevision.number)).all()
        assert [one.fields["body"] for one in kept] == [ROOF, MAST]
        assert [one.act for one in kept] == ["existing", "saved"]


def test_a_built_in_page_has_revisions_once_it_is_written(as_staff):
    editor = as_staff("editor")
    assert editor.get("/desk/pages/about/revisions/").status_code == 404
    assert save(editor, "about", body=MAST).status_code == 303
    assert editor.get("/desk/pages/about/revisions/").status_code == 200


def test_former_addresses_lead_to_the_present_one(editor, client):
    for before, after in (("our-history", "history"), ("history", "past")):
        assert save(editor, before, slug=after).status_code == 303
    for former in ("our-history", "history"):
        answer = client.get(f"/pages/{former}")
        assert (answer.status_code, answer.location) == (301, "/pages/past")
    assert save(editor, "past", slug="history").status_code == 303
    assert client.get("/pages/history").status_code == 200
    assert client.get("/pages/past").location == "/pages/history"


def test_a_former_address_may_become_a_new_page_s(editor, client):
    save(editor, "our-history", slug="history")
    editor.post("/desk/pages/", data=HISTORY | {"slug": "our-history", "body": ROOF})
    assert client.get("/pages/our-history").status_code == 200
    assert client.get("/pages/history").status_code == 200


def test_deletion_is_asked_for_and_takes_everything_along(editor, client, app):
    save(editor, "our-history", slug="history")
    form = Page(editor.get("/desk/pages/history").text)
    assert [a["href"] for a, _ in form.all("a", class_="button danger")] == [
        "/desk/pages/history/deletion"
    ]
    asked = Page(editor.get("/desk/pages/history/deletion").text)
    assert asked.texts("h1") == ["Delete this page?"]
    (question,) = asked.all("form", action="/desk/pages/history?_method=delete")
    assert question[0]["method"] == "post"
    assert client.get("/pages/history").status_code == 200
    version = asked.all("input", name="version")[0][0]["value"]
    assert delete(editor, "history", version).status_code == 303
    for address in ("history", "our-history"):
        assert client.get(f"/pages/{address}").status_code == 404
    with app.app_context():
        for model in (StationPage, PageRevision, FormerPage):
            assert db.session.scalar(select(func.count()).select_from(model)) == 0


def test_a_built_in_page_is_asked_for_in_its_own_words(as_staff):
    editor = as_staff("editor")
    assert editor.get("/desk/pages/about/deletion").status_code == 404
    save(editor, "about", body=MAST)
    asked = Page(editor.get("/desk/pages/about/deletion").text)
    assert asked.texts("h1") == ["Restore the original text?"]
    assert delete(editor, "about").status_code == 303
    assert "Original text restored." in editor.get("/desk/pages/").text


def test_what_another_saved_meanwhile_is_not_overwritten(editor, client, as_staff):
    seen = version_at(editor, "our-history")
    save(as_staff("other_editor"), "our-history", body="<p>Theirs.</p>")
    assert restore(editor, "our-history", 1, seen).status_code == 409
    assert "Theirs." in client.get("/pages/our-history").text


@pytest.mark.parametrize(
    "address",
    ["our-history/revisions/?from=9&to=1", "our-history/revisions/?from=x&to=1",
     "nothing/revisions/", "nothing/deletion"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(editor, address):
    assert editor.get(f"/desk/pages/{address}").status_code == 404


def test_an_unknown_revision_is_not_restored(editor):
    assert restore(editor, "our-history", 9).status_code == 404
    assert restore(editor, "our-history", 1, "").status_code == 409
