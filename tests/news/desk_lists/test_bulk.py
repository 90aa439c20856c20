"""/desk/bulk-edits: several stories tagged or withdrawn at once, and that undone."""

import re

import pytest
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.news.actions import reinstate, tag_named
from blueprints.news.desk_models import BulkEdit, Revision
from blueprints.news.models import Story, Tag
from tests.news.conftest import publish  # noqa: F401 - a fixture
from tests.news.desk_lists.test_search import LIST, headlines

EDITS = "/desk/bulk-edits"


@pytest.fixture
def stories(app, publish):  # noqa: F811 - the fixture
    """Three stories, of which the second bears a tag already; their numbers."""
    publish("one", headline="One", withdrawal_note="")
    publish("two", headline="Two", tags=["Film"])
    publish("three", headline="Three", hours_ago=None)
    return [1, 2, 3]


def look(app, ask):
    with app.app_context():
        return ask()


def tags_of(app):
    return look(
        app, lambda: {s.id: [t.name for t in s.tags] for s in db.session.scalars(select(Story))}
    )


def withdrawn(app):
    return look(app, lambda: [s.id for s in db.session.scalars(select(Story)) if s.withdrawn_at])


def ledger(app):
    query = select(Revision.story_id, Revision.act, Revision.by).order_by(Revision.id)
    rows = look(app, lambda: db.session.execute(query.where(Revision.by != "")).all())
    return [tuple(row) for row in rows]


def undo(browser):
    """Presses Undo on the list, as it is offered there."""
    page = browser.get(LIST).text
    (address,) = re.findall(r'action="(/desk/bulk-edits/\d+\?_method=delete)"', page)
    return browser.post(address)


def test_tagged_and_undone(app, editor, stories):
    back = {"back": "q=&state=published&tag=film&page=1&next=//evil.example"}
    answer = editor.post(
        EDITS, data={"act": "tag", "ids": stories, "tag": " Quay  &\0 Sea ", **back}
    )
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(f"{LIST}?")
    assert "evil" not in answer.headers["Location"]
    assert tags_of(app) == {1: ["Quay & Sea"], 2: ["Film", "Quay & Sea"], 3: ["Quay & Sea"]}
    assert sorted(ledger(app)) == [(n, "tagged", "Edda Ink") for n in stories]
    assert "3 stories were tagged “Quay &amp; Sea”." in editor.get(LIST).text
    assert undo(editor).status_code == 303
    assert tags_of(app) == {1: [], 2: ["Film"], 3: []}
    assert (3, "bulk edit undone", "Edda Ink") in ledger(app)
    assert ">Undo<" not in editor.get(LIST).text


def test_undo_leaves_what_was_so_before_and_what_others_did_since(app, editor, stories):
    editor.post(EDITS, data={"act": "tag", "ids": stories, "tag": "film"})
    with app.app_context():
        one, three = db.session.get(Story, 1), db.session.get(Story, 3)
        one.tags, one.headline = [tag_named("Boats")], "One, once more"
        db.session.delete(three)
        db.session.commit()
    assert undo(editor).status_code == 303
    assert tags_of(app) == {1: ["Boats"], 2: ["Film"]}
    assert "One, once more" in headlines(editor)
    assert [row for row in ledger(app) if row[1] == "bulk edit undone"] == []


def test_withdrawn_and_undone(app, client, editor, stories):
    data = {"act": "unpublish", "ids": stories, "note": "It was <b>wrong</b>."}
    assert editor.post(EDITS, data=data).status_code == 303
    assert withdrawn(app) == stories
    gone = client.get("/news/one")
    assert gone.status_code == 410
    assert "It was &lt;b&gt;wrong&lt;/b&gt;." in gone.text
    with app.app_context():
        reinstate(db.session.get(Story, 1))
        db.session.commit()
    editor.post(EDITS, data={"act": "unpublish", "ids": [1], "note": "Another reason"})
    with app.app_context():
        first = db.session.scalars(select(BulkEdit.id).order_by(BulkEdit.id)).first()
    assert editor.post(f"{EDITS}/{first}?_method=delete").status_code == 303
    assert withdrawn(app) == [1]  # that was another decision
    assert undo(editor).status_code == 303
    assert withdrawn(app) == []
    assert client.get("/news/one").status_code == 200
    assert [row[1:] for row in ledger(app) if row[0] == 2] == [
        ("unpublished", "Edda Ink"), ("bulk edit undone", "Edda Ink")]  # fmt: skip


def test_what_cannot_be_done_changes_nothing_and_keeps_what_was_typed(app, editor, stories):
    for data in (
        {"act": "tag", "ids": [1, 2, 99], "tag": "Sea"},
        {"act": "tag", "ids": [1, "x"], "tag": "Sea"},
        {"act": "tag", "ids": [1, "9" * 5000], "tag": "Sea"},
        {"act": "tag", "ids": ["1\0"], "tag": "Sea"},
        {"act": "tag", "ids": [-1], "tag": "Sea"},
        {"act": "tag", "ids": [], "tag": "Sea"},
        {"act": "tag", "ids": [1] * 101, "tag": "Sea"},
        {"act": "tag", "ids": [1], "tag": ""},
        {"act": "tag", "ids": [1], "tag": "a, b"},
        {"act": "tag", "ids": [1], "tag": "☂"},
        {"act": "tag", "ids": [1], "tag": "x" * 81},
        {"act": "delete", "ids": [1]},
        {"ids": [1]},
        {"act": "unpublish", "ids": [1], "note": "x" * 601},
        {"act": "unpublish", "ids": [99], "note": "Kept", "back": "page=999&q=o"},
    ):
        answer = editor.post(EDITS, data=data)
        assert answer.status_code == 422, data
        for typed in (data.get("tag"), data.get("note")):
            assert not typed or f'value="{typed}"' in answer.text, data
    assert tags_of(app) == {1: [], 2: ["Film"], 3: []}
    assert withdrawn(app) == ledger(app) == []
    assert look(app, lambda: db.session.scalars(select(BulkEdit)).all()) == []
    assert look(app, lambda: len(db.session.scalars(select(Tag)).all())) == 1


def test_who_may_not(app, as_staff, client, editor, stories):
    data = {"act": "tag", "ids": [1], "tag": "Sea"}
    assert client.post(EDITS, data=data).status_code == 401
    assert as_staff("dj").post(EDITS, data=data).status_code == 403
    assert editor.get(EDITS).status_code == 405
    assert editor.post(EDITS, data=data).status_code == 303
    assert as_staff("other_editor").post(f"{EDITS}/1?_method=delete").status_code == 404
    assert as_staff("dj").post(f"{EDITS}/1?_method=delete").status_code == 403
    for number in ("2", "9" * 30):
        assert editor.post(f"{EDITS}/{number}?_method=delete").status_code == 404
    assert undo(editor).status_code == 303
    assert editor.post(f"{EDITS}/1?_method=delete").status_code == 409
    app.config["WTF_CSRF_ENABLED"] = True
    assert editor.post(EDITS, data=data).status_code == 400
    assert tags_of(app)[1] == []


def test_again_changes_nothing(app, editor, stories):
    data = {"act": "tag", "ids": [2], "tag": "FILM", "back": "page=2"}
    answer = editor.post(EDITS, data=data, follow_redirects=True)
    assert "No changes" in answer.text
    assert ledger(app) == []
