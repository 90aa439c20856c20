"""Two moderators at once: nobody acts on what a colleague has changed, and each sees the other."""

import pytest

from tests.comments.moderators import JSON, QUEUE, send, states, versions
from tests.comments.readers import EXTRA
from tests.news.helpers import Page


@pytest.fixture
def pair(story, as_staff):
    """Two editors' browsers."""
    return as_staff("editor"), as_staff("other_editor")


@pytest.fixture
def three(story, write_many):
    """Three pending comments."""
    return write_many(story, 3, state="pending", why="first")


def changes(browser, since=0, after=0):
    return browser.get(f"{QUEUE}changes.json?since={since}&after={after}").get_json()


def test_who_is_slower_changes_nothing(app, pair, three, ledger):
    edda, emil = pair
    seen = versions(app)
    assert send(edda, "1/approval", **seen)[1]["done"] == [1]
    said = "Edda Ink approved this comment at 12:00."
    for path in ("1/spam", "1/rejection", "1/approval"):
        code, answer = send(emil, path, **seen)
        assert (code, answer["done"], answer["left"]) == (409, [], [{"id": 1, "words": said}])
    code, answer = send(emil, "decisions", act="spam", ids=three, **seen)
    assert (code, answer["done"], [row["id"] for row in answer["left"]]) == (200, [2, 3], [1])
    assert states(app) == {1: "approved", 2: "spam", 3: "spam"}
    assert [act for act, _, _ in ledger()] == ["approve", "spam", "spam"]


def test_without_script_it_is_said_on_the_page(app, pair, three):
    edda, emil = pair
    hidden = dict.fromkeys(f"seen-{number}" for number in three)
    for name in hidden:
        hidden[name] = Page(emil.get(QUEUE).text).one("input", name=name)[0]["value"]
    send(edda, "1/rejection")
    answer = emil.post(f"{QUEUE}1/approval", data=hidden, follow_redirects=True)
    said = "Nothing was changed: Edda Ink rejected this comment at 12:00."
    assert said in Page(answer.text).texts("p", class_="flash")
    assert states(app)[1] == "rejected"


def test_what_a_colleague_deleted_is_left_alone(app, pair, three, client):
    edda, emil = pair
    seen = versions(app)
    send(edda, "1/deletion", sure="y", **seen)
    code, answer = send(emil, "1/approval", **seen)
    assert (code, answer["left"][0]["words"]) == (
        409, "Edda Ink deleted this comment permanently at 12:00.")  # fmt: skip
    assert send(emil, "1/deletion", sure="y", **seen)[0] == 409
    code, answer = send(emil, "decisions", act="deletion", sure="y", ids=three, **seen)
    assert (answer["done"], [row["id"] for row in answer["left"]]) == ([2, 3], [1])


def test_a_form_opened_before_keeps_what_was_typed(app, pair, three, rows):
    edda, emil = pair
    seen = versions(app)
    send(edda, "1/approval", **seen)
    for path, fields in (("1/edit", {"name": "N", "text": "Typed."}), ("1/reply", {"text": "Yes"})):
        answer = emil.post(QUEUE + path, data=fields | seen)
        assert answer.status_code == 409
        assert "Edda Ink approved this comment at 12:00." in answer.text
        assert fields["text"] in Page(answer.text).texts("textarea", name="text")[0]
        assert Page(answer.text).one("input", name="seen-1")[0]["value"] == "2"
    assert (rows()[0].text, len(rows())) == ("No. 0", 3)


def test_two_replies_as_the_station(pair, three, rows):
    edda, emil = pair
    send(edda, "1/approval")
    form = Page(emil.get(f"{QUEUE}1/reply").text)
    seen = {name: form.one("input", name=name)[0]["value"] for name in ("answers", "seen-1")}
    send(edda, "1/reply", text="Ours.")
    answer = emil.post(f"{QUEUE}1/reply", data=seen | {"text": "Mine."})
    assert answer.status_code == 409
    assert "Edda Ink replied as the station at 12:00: “Ours.”" in answer.text
    again = {"answers": Page(answer.text).one("input", name="answers")[0]["value"]}
    assert emil.post(f"{QUEUE}1/reply", data=again | {"text": "Mine."}).status_code == 303
    assert [row.text for row in rows()[3:]] == ["Ours.", "Mine."]


def test_two_replies_as_the_station_where_the_thread_is_deepest(pair, story, write):
    edda, emil = pair
    number = None
    for _ in range(5):
        number = write(story, to=number)
    answers = Page(emil.get(f"{QUEUE}{number}/reply").text).one("input", name="answers")[0]["value"]
    send(edda, f"{number}/reply", text="Ours.")
    answer = emil.post(f"{QUEUE}{number}/reply", data={"text": "Mine.", "answers": answers})
    assert (answer.status_code, "“Ours.”" in answer.text) == (409, True)


def test_each_sees_what_the_other_did(app, pair, story, three, write):
    edda, emil = pair
    page = Page(emil.get(QUEUE).text)
    (queue,) = [found for found, *_ in page.all("ol") if "data-queue" in found]
    since, after = queue["data-last"], queue["data-newest"]
    nothing = {"last": 0, "changes": [], "pending": 3, "reported": 0, "new_ids": []}
    assert changes(emil, since, after) == nothing
    send(edda, "1/approval")
    send(edda, "1/spam")
    new = write(story, "New.", state="pending", reader=EXTRA)
    told = changes(emil, since, after)
    assert told == {
        "last": 2, "pending": 3, "reported": 0, "new_ids": [new],
        "changes": [{"id": 1, "act": "spam", "state": "spam", "version": 3, "mine": False,
                     "words": "Edda Ink marked this comment as spam at 12:00."}],
    }  # fmt: skip
    assert changes(emil, told["last"], new)["changes"] == []
    assert changes(edda)["changes"][0]["mine"] is True


def test_strange_questions(pair, three, client, app):
    edda, _ = pair
    for since in ("", "x", "-1", "9" * 40, "%00"):
        assert edda.get(f"{QUEUE}changes.json?since={since}&after={since}").status_code == 200
    assert client.get(f"{QUEUE}changes.json", headers=JSON).status_code == 401
    for seen in ("", "x", "9" * 40):
        send(edda, "1/approval", **{"seen-1": seen or "0"})
    assert states(app)[1] == "pending"
