"""Presenters at the desk."""

import pytest

from blueprints.shows.models import Presenter
from tests.media.library.sent import check_in_use, send_one
from tests.news.helpers import Page
from tests.shows.rows import add_show, all_of

PRESENTER = {"name": "Dana Deck", "bio": "Records.", "website": "https://dana.example", "user": "",
             "since": "2011", "picture": ""}  # fmt: skip
HERE = "/desk/shows/presenters/"


def test_a_presenter_is_added_changed_and_removed(editor, app, cast):
    picture = send_one(editor, alternative_text="Dana")
    fields = PRESENTER | {"user": str(cast["dj"]), "picture": str(picture["id"])}
    assert editor.post(HERE, data=fields).status_code == 303
    (made,) = all_of(app, Presenter)
    assert (made.user_id, made.since, made.picture_id) == (cast["dj"], 2011, picture["id"])
    show = add_show(editor, presenters=str(made.id))
    listed = Page(editor.get(HERE).text).inside("ul", class_="rows")
    assert listed.texts("span") == ["Night Ferry", "account: Dana Deck"]
    form = Page(editor.get(f"{HERE}{made.id}").text)
    names = form.inside("select", name="user").texts("option")
    assert names == ["None", "Ada Key", "Dana Deck", "Dov Dial", "Edda Ink", "Emil Print"]
    check_in_use(editor, picture, "Dana Deck")
    assert editor.post(f"{HERE}{made.id}", data=PRESENTER | {"name": "DD"}).status_code == 303
    assert [(one.name, one.user_id) for one in all_of(app, Presenter)] == [("DD", None)]
    assert editor.post(f"{HERE}{made.id}?_method=delete").status_code == 303
    assert all_of(app, Presenter) == []
    assert editor.get(f"/desk/shows/{show}").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": " "}, "Enter a name."),
        ({"website": "javascript:x()"}, "Enter a web address"),
        ({"user": "99"}, "Choose one of these accounts."),
        ({"since": "0000"}, "Enter a year"),
        ({"picture": "x"}, "not in the library"),
    ],
)
def test_a_wrong_form_comes_back_as_typed(editor, app, wrong, words):
    answer = editor.post(HERE, data=PRESENTER | {"bio": "Kept"} | wrong)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert Page(answer.text).one("textarea", name="bio")[1] == "Kept"
    assert all_of(app, Presenter) == []
