"""Leaving a reply: of two rows of the table that apply, the earlier one is the answer."""

from itertools import pairwise

import pytest

from blueprints.core import clock
from tests.comments.readers import FISHMONGER

ROWS = {
    "not POST": (405, "This action is not available here"),
    "story withdrawn": (404, "This story is no longer available."),
    "closed": (403, "Replies to this story are closed."),
    "foreign origin": (400, "We couldn’t verify this form."),
    "too early": (422, "The form expired."),
    "bad field": (422, "Please fix the fields marked below."),
    "parent gone": (422, "The reply you’re answering was removed."),
    "the same again": (409, "You’ve already posted this."),
    "too often": (429, "You’re posting too quickly."),
    "honeypot": (303, "spam"),
    "unknown reader": (303, "pending"),
}


@pytest.fixture
def answer_to(story, meet, fill, post, send, write, traveller, change_story, close, rows):
    """Send a reply of which all these rows are true: (code, what is said or became of it)."""

    def reply(faults):
        if "unknown reader" not in faults:
            meet(FISHMONGER)
        if "the same again" in faults:
            send(story)
            traveller.shift(700)
        if "too often" in faults:
            write(story, reader=FISHMONGER)
        data, request = fill(story), {}
        if "too early" not in faults:
            traveller.shift(3)
        if "bad field" in faults:
            data["email"] = "nobody"
        if "parent gone" in faults:
            data["parent"] = "999"
        if "honeypot" in faults:
            data["subject"] = "Hello"
        if "foreign origin" in faults:
            request["headers"] = {"Origin": "https://evil.example"}
        if "not POST" in faults:
            request["method"] = "PUT"
        if "closed" in faults:
            close(story)
        if "story withdrawn" in faults:
            change_story(story, withdrawn_at=clock.now())
        answer = post(story, data, **request)
        said = rows()[-1].state if answer.status_code == 303 else answer.text
        return answer.status_code, said

    return reply


@pytest.mark.parametrize("row", ROWS)
def test_each_row_alone_has_its_answer(answer_to, row):
    code, said = answer_to({row})
    assert (code, ROWS[row][1] in said) == (ROWS[row][0], True)


@pytest.mark.parametrize(("earlier", "later"), [*pairwise(ROWS)])
def test_an_earlier_row_wins_over_the_next(answer_to, earlier, later):
    code, said = answer_to({earlier, later})
    assert (code, ROWS[earlier][1] in said) == (ROWS[earlier][0], True)


def test_the_first_of_all_rows_wins(answer_to):
    assert answer_to(set(ROWS))[0] == 405


def test_without_any_fault_a_reply_is_published(answer_to):
    assert answer_to(set()) == (303, "approved")
