"""A reply whose form is longer than the station reads: 413, with what was typed."""

from urllib.parse import urlencode

import pytest

from blueprints.comments.sent_form import FORM, MOST_READ
from tests.comments.readers import TYPED, error_beside, fields_of


@pytest.mark.parametrize("field", ["text", "token", "subject", "name", "parent", "anything"])
def test_a_form_of_two_million_bytes_is_refused_and_comes_back(
    story, fill, refused, traveller, field
):
    data = fill(story) | {field: "é" * 400_000}
    traveller.shift(3)
    answer = refused(413, story, data, typed={*TYPED} - {"parent"})
    assert "Your text is too long to send." in answer.text
    said = error_beside(answer, "text")
    assert (said is not None) == (field == "text")


def test_of_a_form_without_end_the_beginning_comes_back(story, fill, refused, traveller):
    data = fill(story)
    traveller.shift(3)
    endless = urlencode({"parent": "", "text": "Ça va? " * 800_000}) + "&name=Lost"
    answer = refused(413, story, endless, content_type=FORM, typed=())
    shown = fields_of(answer)
    assert "only its beginning is still here" in answer.text
    assert shown["text"].startswith("Ça va? Ça va?")
    assert MOST_READ / 3 < len(shown["text"].encode()) < MOST_READ
    assert shown["name"] == ""
    traveller.shift(3)
    assert shown["token"] != data["token"]


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "text/plain", ""])
def test_of_what_our_form_does_not_send_nothing_is_read(story, refused, kind):
    answer = refused(413, story, b"text=x&" * 200_000, content_type=kind, typed=())
    assert fields_of(answer)["text"] == ""


def test_a_body_of_very_many_fields_is_read_as_few(story, refused):
    answer = refused(413, story, "name=Ada&" + "a&" * 800_000, content_type=FORM, typed=())
    assert fields_of(answer)["name"] == "Ada"
