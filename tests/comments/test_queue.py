"""/desk/comments/: pending, spam and approved comments; approved, marked as spam, deleted."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from blueprints.comments.actions import place
from blueprints.comments.models import ClosedDiscussion, Comment, ModerationEntry
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.station import keep_settings
from blueprints.news.models import Story
from blueprints.player.models import Play
from tests.news.conftest import WRONG_PAGES
from tests.news.helpers import Page, change_story

QUEUE = "/desk/comments/"
JSON = {"Accept": "application/json"}
EDDA = "edda@station.example"


@pytest.fixture
def editor(story, as_staff):
    """An editor's browser."""
    return as_staff("editor")


@pytest.fixture
def write(app, story):
    """Write a reply under the story, an hour old unless told; return its number."""

    def write_one(name="Ada", state="pending", why="first", hours=1, answers="", **more):
        with app.app_context():
            at = clock.now() - timedelta(hours=hours)
            number = db.session.query(Comment).count() + 1
            usual = {"email": f"r{number}@example.org", "text": f"Words of {name}"} | more
            comment = Comment(
                story_id=1, state=state, why=why, name=name, fingerprint=str(number),
                created_at=at, changed_at=at, **usual,
            )  # fmt: skip
            place(comment, answers and db.session.get(Comment, answers).path)
            db.session.commit()
            return comment.id

    return write_one


def names(browser, address=QUEUE):
    answer = browser.get(address)
    assert answer.status_code == 200, address
    page = Page(answer.text)
    return [
        text.removeprefix("Select the comment by ") for text in page.texts("label", class_="pick")
    ]


def state_of(app, number):
    with app.app_context():
        return db.session.get(Comment, number).state


def ledger(app):
    with app.app_context():
        return [(e.comment_id, e.act, e.by) for e in db.session.scalars(select(ModerationEntry))]


def test_a_row_says_all_that_is_known(app, editor, write):
    first = write("Ben <b>", "approved", "", text="I was <i>there</i>")
    with app.app_context():
        play = Play(source="mpd", title="Rain & Song", started_at=clock.now())
        db.session.add(play)
        db.session.commit()
        play_id = play.id
    write("<script>", why="links", website="http://x.example/?'onmouseover='alert(1)",
          text="Look:\n\nhttps://a.example\n" + "x" * 3000 + "END", answers=first,
          play_id=play_id)  # fmt: skip
    page = editor.get(QUEUE).text
    for words in ("&lt;script&gt;", "r2@example.org", "Contains many links", "Ben &lt;b&gt;", "END",
                  "I was &lt;i&gt;there", "A tour by cargo bike", "while “Rain &amp; Song” played",
                  "?&#39;onmouseover=&#39;alert(1)", "/desk/stories/1"):  # fmt: skip
        assert words in page, words
    assert "<script>" not in page.replace('<script type="module"', "")


def test_states_order_pages_and_search(editor, story, write, write_many, count_queries):
    write("Late", hours=1)
    write("Early", hours=5)
    write("Old spam", "spam", "word", hours=9)
    write("New spam", "spam", "honeypot")
    write("Out", "approved", "", text="A harbour song")
    assert names(editor) == ["Early", "Late"]
    assert names(editor, f"{QUEUE}?state=spam") == ["New spam", "Old spam"]
    assert names(editor, f"{QUEUE}?state=approved&q=HARBOUR") == ["Out"]
    assert names(editor, f"{QUEUE}?q=%25") == []
    with count_queries() as few:
        names(editor)
    write_many(story, 202, state="pending")
    with count_queries() as many:
        assert len(names(editor)) == 200
    assert len(many) == len(few) <= 14
    assert len(names(editor, f"{QUEUE}?page=2")) == 4
    for query in ("state=deleted", "state=", "page=3", *list(WRONG_PAGES.values())[3:]):
        assert editor.get(f"{QUEUE}?{query}").status_code == 404, query
    for q in ("%00", "%FF", "x" * 9999):
        assert editor.get(f"{QUEUE}?q={q}").status_code == 200


def test_one_after_the_other(app, client, story, editor, write):
    number = write()
    at = f"{QUEUE}{number}"
    steps = (
        (f"{at}/approval", "approved", "approve"),
        (f"{at}/approval?_method=delete", "pending", "unapprove"),
        (f"{at}/rejection", "rejected", "reject"),
        (f"{at}/rejection?_method=delete", "pending", "unreject"),
        (f"{at}/spam", "spam", "spam"),
        (f"{at}/spam?_method=delete", "pending", "unspam"),
    )
    for address, state, act in steps:
        answer = editor.post(address, data={"back": "state=spam&q=x&evil=//evil.example"})
        assert re.fullmatch(
            rf"{QUEUE}\?state=spam&q=x&done=[0-9a-f]{{32}}#main", answer.headers["Location"]
        )
        assert answer.status_code == 303
        assert state_of(app, number) == state
        assert ledger(app)[-1] == (number, act, EDDA)
        assert ("Words of Ada" in client.get(story).text) == (state == "approved")
    assert "Marked as not spam by Edda Ink" in " ".join(
        Page(editor.get(QUEUE).text).texts("p", class_="facts")
    )
    for verb in ("approval", "rejection", "spam"):
        address = f"{at}/{verb}?_method=delete"
        assert editor.post(address, headers=JSON).status_code == 409
        assert editor.post(address).headers["Location"] == f"{QUEUE}#main"
    assert len(ledger(app)) == len(steps)


def test_each_button_and_link_of_a_row_leads_somewhere(app, editor, story, write):
    states = ("pending", "approved", "rejected", "spam")
    for state in states:
        write("Ada & Co", state)
    routes = app.url_map.bind("")
    for state in states:
        page = Page(editor.get(f"{QUEUE}?state={state}").text)
        acts = [found for name in ("button", "a") for found, _ in page.all(name)
                if "data-act" in found]  # fmt: skip
        assert len(acts) >= 7 - (state in ("rejected", "spam")), state
        for found in acts:
            address, _, query = found.get("formaction", found.get("href")).partition("?")
            method = "GET" if "href" in found else "DELETE" if "delete" in query else "POST"
            assert routes.match(address, method)[1] == {"number": states.index(state) + 1}
        assert page.one("details", class_="more")
        group = [found for found, _ in page.all("div", role="group")]
        assert group[0]["aria-label"] == "Comment by Ada & Co"


def test_erased_only_when_one_is_sure(app, editor, write):
    number = write()
    at = f"{QUEUE}{number}/deletion"
    for answer in (editor.get(at), editor.post(at)):
        assert answer.status_code == 200
        assert "Delete this comment permanently?" in answer.text
    assert state_of(app, number) == "pending"
    assert editor.post(at, data={"sure": "y"}).status_code == 303
    with app.app_context():
        gone = db.session.get(Comment, number)
        assert (gone.state, gone.name, gone.email, gone.text) == ("deleted", "", "", "")
    assert ledger(app) == [(number, "delete", EDDA)]
    assert editor.post(f"{QUEUE}{number}/approval").status_code == 404


def test_several_at_once_or_none(app, editor, write):
    one, two, three = (write(name) for name in ("One", "Two", "Three"))
    send = lambda **data: editor.post(f"{QUEUE}decisions", data=data).status_code  # noqa: E731
    for ids in ([one, 99], [one, "x"], [one, "9" * 99], [one] * 201):
        assert send(ids=ids, act="approval") == 422, ids
    assert send(ids=[one], act="promote") == 422
    assert send(act="approval") == 303
    assert ledger(app) == []
    assert send(ids=[one, two, two], act="approval") == 303
    assert send(ids=[three, two], act="spam") == 303
    assert send(ids=[three, two], act="deletion") == 200
    assert [state_of(app, n) for n in (one, two, three)] == ["approved", "spam", "spam"]
    assert send(ids=[three, two], act="deletion", sure="y", back="page=2") == 303
    assert [state_of(app, n) for n in (one, two, three)] == ["approved", "deleted", "deleted"]


def test_who_may_not(app, client, as_staff, editor, write):
    number = write()
    ways = [
        f"{QUEUE}{number}/{verb}{end}"
        for verb in ("approval", "rejection", "spam")
        for end in ("", "?_method=delete")
    ]
    ways += [f"{QUEUE}{number}/deletion", f"{QUEUE}decisions"]
    for way in ways:
        data = {"ids": [number], "act": "spam", "sure": "y"}
        assert client.post(way, data=data).status_code == 401
        assert as_staff("dj").post(way, data=data).status_code == 403
        assert editor.post(
            way.replace(f"/{number}/", "/77/"), data={**data, "ids": [77]}
        ).status_code in (404, 422)
    assert editor.get(f"{QUEUE}{number}/approval").status_code == 405
    assert as_staff("dj").get(QUEUE).status_code == 403
    app.config["WTF_CSRF_ENABLED"] = True
    assert editor.post(ways[0]).status_code == 400
    assert ledger(app) == []


STORY = {"headline": "A tour", "body": "<p>x</p>", "language": "en", "byline": "Ada"}


def closed(app):
    with app.app_context():
        return list(db.session.scalars(select(ClosedDiscussion.story_id)))


def test_a_story_opens_and_closes_where_it_is_written(app, story, client, editor):
    page = Page(editor.get("/desk/stories/1").text)
    assert "checked" in page.one("input", name="comments_open")[0]
    sent = STORY | {"comments_asked": "y"}
    for number, (more, is_closed) in enumerate(
        (({}, [1]), ({"comments_open": "y"}, []), ({}, [1])), 1
    ):
        answer = editor.post("/desk/stories/1", data=sent | more | {"version": number})
        assert answer.status_code == 303
        assert closed(app) == is_closed
    assert (
        "checked"
        not in Page(editor.get("/desk/stories/1").text).one("input", name="comments_open")[0]
    )
    assert editor.post("/desk/stories/1", data=STORY | {"version": 4}).status_code == 303
    assert closed(app) == [1]  # nobody was asked


def test_the_station_says_how_new_stories_begin(app, story, editor):
    assert editor.post("/desk/stories/", data=STORY).status_code == 303
    with app.test_request_context():
        keep_settings({"comments_open": False})
        db.session.commit()
    assert editor.post("/desk/stories/", data=STORY).status_code == 303
    assert closed(app) == [3]
    change_story(app, "a-story", headline="Another")
    with app.app_context():
        assert db.session.query(Story).count() == 3


def ticked(answer):
    field, _ = Page(answer.text).one("input", name="comments_open")
    return "checked" in field


def test_a_story_never_saved_is_asked_too_and_what_was_typed_stays(app, story, editor):
    new = "/desk/stories/new"
    assert ticked(editor.get(new))
    sent = STORY | {"comments_asked": "y"}
    refused = editor.post("/desk/stories/", data=sent | {"language": "?"})
    assert (refused.status_code, ticked(refused), closed(app)) == (422, False, [])
    assert editor.post("/desk/stories/", data=sent).status_code == 303
    assert closed(app) == [2]
    kept = {"version": 1, "fields": sent}
    assert editor.put("/desk/autosaves/story-1", json=kept).status_code == 200
    assert not ticked(editor.get("/desk/stories/1"))
    with app.test_request_context():
        keep_settings({"comments_open": False})
        db.session.commit()
    assert not ticked(editor.get(new))
    assert editor.post("/desk/stories/", data=sent | {"comments_open": "y"}).status_code == 303
    assert closed(app) == [2]


def test_what_was_published_already_stays_so_and_the_way_back_is_our_own(app, editor, write):
    at = f"{QUEUE}{write()}"
    back = {"back": "state=elsewhere&page=7&q=Ada"}
    for _ in range(2):
        answer = editor.post(f"{at}/approval", data=back)
        assert answer.headers["Location"].startswith(f"{QUEUE}?q=Ada")
    assert [act for _, act, _ in ledger(app)] == ["approve"]
    asked = editor.post(f"{at}/deletion", data={"back": "state=approved&q=Ada"})
    assert f'href="{QUEUE}?state=approved&amp;q=Ada#main"' in asked.text
    assert editor.get(f"{at}/deletion").status_code == 200


def test_first_opinions_wait_or_not_as_the_station_says(app, story, send, rows):
    send(story, text="The first")
    assert rows()[-1].state == "pending"
    with app.test_request_context():
        keep_settings({"comments_hold_first": False})
        db.session.commit()
    send(story, after=60, text="The second")
    assert rows()[-1].state == "approved"
    send(story, after=60, text="https://a.example https://b.example")
    assert rows()[-1].state == "pending"
