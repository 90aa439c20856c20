"""The rules for comments at the desk: each field, its limits, and trying them before saving."""

import json

import pytest
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.core.station import StationSettings
from blueprints.settings.trials import TRIALS
from tests.news.helpers import Page

DESK = "/desk/settings/comments"
DEFAULTS = {
    "comments_open": "y", "comments_hold_first": "y", "comment_songs": "y",
    "comment_hold_links": "2", "comment_spam_links": "5", "comment_close_days": "0",
    "comment_depth": "5", "comment_hold_words": "", "comment_bin_words": "", "sample": "",
}  # fmt: skip
TICKS = ("comments_open", "comments_hold_first", "comment_songs")


@pytest.fixture
def admin(as_staff):
    return as_staff("admin")


@pytest.fixture
def kept(app):
    """Return what is kept over the settings."""

    def read():
        with app.app_context():
            return json.loads(db.session.scalar(select(StationSettings.kept)) or "{}")

    return read


def without(*names):
    return {name: value for name, value in DEFAULTS.items() if name not in names}


def test_the_form_shows_what_is_there_and_saves_nothing_that_is_the_same(admin, kept):
    page = Page(admin.get(DESK).text)
    shown = {field["name"]: field for field, _ in page.all("input")}
    for name, value in without("comment_hold_words", "comment_bin_words", "sample").items():
        assert shown[name]["value"] == value
        assert ("checked" in shown[name]) == (name in TICKS)
    assert "checked" not in shown["comments_hold_all"]
    assert admin.post(DESK, data=DEFAULTS).status_code == 303
    assert kept() == {}


def test_what_is_changed_is_saved_and_listed_in_words(admin, kept):
    told = without(*TICKS) | {
        "comments_hold_all": "y", "comment_website": "y", "comment_hold_links": " 1 ",
        "comment_spam_links": "20", "comment_close_days": "3650", "comment_depth": "1",
        "comment_hold_words": "tide table\r\n\r\n eel,  smoked ", "sample": "not a setting",
    }  # fmt: skip
    assert admin.post(DESK, data=told).status_code == 303
    assert kept() == {
        "comments_open": False, "comments_hold_all": True, "comments_hold_first": False,
        "comment_hold_links": 1, "comment_spam_links": 20, "comment_close_days": 3650,
        "comment_depth": 1, "comment_website": True, "comment_songs": False,
        "comment_hold_words": ["tide table", "eel, smoked"],
    }  # fmt: skip
    page = Page(admin.get(DESK).text)
    assert page.one("textarea", name="comment_hold_words")[1] == "tide table eel, smoked"
    listed = " ".join(words for _, words in page.all("li"))
    for words in ("1 link Changed at the desk Default: 2 links", "20 links", "After 3650 days",
                  "Default: Never", "Levels of replies 1 Changed"):  # fmt: skip
        assert words in listed
    assert admin.post(f"{DESK}/comment_depth?_method=delete").status_code == 303
    assert "comment_depth" not in kept()


WRONG = [
    *[("comment_hold_links", value) for value in ("0", "21", "", "two", "1.5", "9" * 5000)],
    *[("comment_spam_links", value) for value in ("0", "21", "", "1")],
    *[("comment_close_days", value) for value in ("-1", "3651", "", "1e2")],
    *[("comment_depth", value) for value in ("0", "6", "")],
    *[(name, value) for name in ("comment_hold_words", "comment_bin_words")
      for value in ("x" * 201, "x\n" * 501)],
    ("sample", "x" * 5001),
]  # fmt: skip


@pytest.mark.parametrize("button", [{}, {"try": "y"}], ids=["save", "try"])
@pytest.mark.parametrize(("field", "value"), WRONG)
def test_what_is_wrong_is_given_back_as_typed(admin, kept, field, value, button):
    answer = admin.post(DESK, data=DEFAULTS | {field: value} | button)
    assert answer.status_code == 422
    page = Page(answer.text)
    marked = [found for tag in ("input", "textarea")
              for found in page.all(tag, aria_invalid="true")]  # fmt: skip
    assert [found["name"] for found, _ in marked] == [field]
    typed = marked[0][0].get("value", marked[0][1])
    assert typed.split() == value.split()
    assert kept() == {}


def test_as_many_links_may_hold_a_comment_as_make_it_spam(admin, kept):
    assert admin.post(DESK, data=DEFAULTS | {"comment_hold_links": "5"}).status_code == 303
    assert kept() == {"comment_hold_links": 5}


def test_a_form_without_fields_is_refused(admin, kept):
    assert admin.post(DESK, data={}).status_code == 422
    assert kept() == {}


def test_trying_saves_nothing_and_leaves_everything_as_typed(admin, kept):
    typed = {"comment_hold_words": "eel\nherring", "sample": "<b>Eel</b>", "comment_depth": "3"}
    answer = admin.post(DESK, data=without("comments_open") | typed | {"try": "y"})
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.one("textarea", name="comment_hold_words")[1] == "eel herring"
    assert page.one("textarea", name="sample")[1] == "<b>Eel</b>"
    assert page.one("input", name="comment_depth")[0]["value"] == "3"
    assert "checked" not in page.one("input", name="comments_open")[0]
    assert "Would be held for review: contains “eel”." in page.one("div", class_="outcome")[1]
    assert kept() == {}


def test_a_section_that_nobody_can_try_saves(admin, kept):
    assert list(TRIALS) == ["comments"]
    assert admin.get("/desk/settings/stream").text.count('name="try"') == 0
    told = {"stream_url": "", "stream_delay": "3", "try": "y"}
    assert admin.post("/desk/settings/stream", data=told).status_code == 303
    assert kept()["stream_delay"] == 3.0


@pytest.mark.parametrize("key", ["dj", "editor", "nobody"])
def test_they_are_for_admins(as_staff, kept, key):
    assert as_staff(key).post(DESK, data=DEFAULTS | {"try": "y"}).status_code == 403
    assert kept() == {}
