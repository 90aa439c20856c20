"""A button that is pressed several times on a slow line does its work once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from blueprints.core.extensions import db
from blueprints.news.desk_models import Revision
from blueprints.news.models import Story
from tests.news.desk.conftest import TYPED


def acts(app):
    with app.app_context():
        return list(db.session.scalars(select(Revision.act).order_by(Revision.id)))


def stories(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Story))


def test_three_presses_of_save_draft_make_one_draft(app, editor):
    sent = editor.form("/desk/stories/new") | TYPED
    first = editor.browser.post("/desk/stories/", data=sent)
    with ThreadPoolExecutor(2) as presses:
        browsers = [app.test_client() for _ in range(2)]
        for browser in browsers:
            cookie = editor.browser.get_cookie("session")
            browser.set_cookie("session", cookie.value)
        answers = list(presses.map(lambda b: b.post("/desk/stories/", data=sent), browsers))
    assert {answer.location for answer in answers} == {first.location}
    assert (stories(app), acts(app)) == (1, ["saved"])


def test_what_was_typed_between_two_presses_is_shown_beside_the_first(app, editor):
    sent = editor.form("/desk/stories/new") | TYPED
    editor.browser.post("/desk/stories/", data=sent)
    answer = editor.browser.post("/desk/stories/", data=sent | {"headline": "Eighteen takes"})
    assert answer.status_code == 409
    assert "Eighteen takes" in answer.text
    assert stories(app) == 1


@pytest.mark.parametrize(
    ("to", "typed", "act"),
    [
        ("", {"standfirst": "Fifty extras."}, "saved"),
        ("", {"artists": "Tyler, The Creator\nAnna", "tags": "Rain,Film"}, "saved"),
        ("/submission", {}, "submitted"),
        ("/publication", {}, "published"),
    ],
)
def test_each_act_upon_a_draft_is_done_once(app, editor, to, typed, act):
    number = editor.write()
    sent = editor.form(f"/desk/stories/{number}") | typed
    for _ in range(3):
        answer = editor.browser.post(f"/desk/stories/{number}{to}", data=sent)
        assert answer.status_code == 303
    assert acts(app) == ["saved", act]


def test_a_correction_is_published_once(app, editor):
    number = editor.write()
    editor.publish(number)
    sent = editor.form(f"/desk/stories/{number}") | {"correction": "It was nine years."}
    for _ in range(3):
        answer = editor.browser.post(f"/desk/stories/{number}/corrections", data=sent)
        assert answer.status_code == 303
    assert len(editor.story(number).corrections) == 1
    other = sent | {"correction": "It was eight."}
    assert editor.browser.post(f"/desk/stories/{number}/corrections", data=other).status_code == 409
