"""What stands below a story's text: the editor's links, and corrections."""

from datetime import UTC, datetime

import pytest

MORNING = datetime(2026, 11, 22, 9, 14, tzinfo=UTC)
LINKS = [
    {"title": "The set diary", "url": "https://sheet.example/diary"},
    {"title": "How a rain lorry works", "url": "http://sheet.example/lorry"},
]


def corrected(*moments):
    return [{"at": moment, "note": f"Note {number}."} for number, moment in enumerate(moments, 1)]


def test_the_editors_links_stand_in_their_order(look, publish):
    part = look(publish(read_more=LINKS)).inside("nav", class_="read-more", aria_label="Read more")
    assert [(a["href"], text) for a, text in part.all("a")] == [
        ("https://sheet.example/diary", "The set diary"),
        ("http://sheet.example/lorry", "How a rain lorry works"),
    ]
    assert {a["rel"] for a, _ in part.all("a")} == {"noopener"}


def test_without_links_and_corrections_there_is_no_place_for_them(look, publish):
    page = look(publish())
    assert page.all("nav", class_="read-more") == page.all("section", id="corrections") == []
    assert page.all("a", href="#corrections") == []


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example",
                "javascript\\x3Aalert(1)", "vbscript:x", "relative", ""]
)  # fmt: skip
def test_a_link_that_is_no_web_address_leads_nowhere(look, publish, address):
    page = look(publish(read_more=[{"title": "The set diary", "url": address}]))
    assert "The set diary" in page.texts("nav", class_="read-more")[0]
    assert page.all("a", href=address) == []


def test_quotes_in_a_link_do_not_break_out(look, publish):
    address = "http://x.example/?'onmouseover='alert(1)'x=\"onclick=\"alert(1)"
    page = look(publish(read_more=[{"title": "A", "url": address}]))
    assert page.one("a", href=address)[0] == {"href": address, "rel": "noopener"}


def test_each_correction_says_when_and_what(look, publish):
    notes = corrected("2026-11-22T10:30:00.000Z", "2026-11-23T08:05:00.000Z")
    part = look(publish(publish_at=MORNING, corrections=notes)).inside("section", id="corrections")
    assert part.texts("h2") == ["Corrections"]
    assert part.texts("p") == [
        "Sunday 22 November 2026, 10:30: Note 1.",
        "Monday 23 November 2026, 08:05: Note 2.",
    ]
    assert part.all("time")[1][0]["datetime"] == "2026-11-23T08:05:00.000Z"


@pytest.mark.parametrize(
    ("moments", "words"),
    [
        (["2026-11-22T10:30:00.000Z"], "Corrected 10:30"),
        (["2026-11-22T10:30:00.000Z", "2026-11-22T11:00:00.000Z"], "Corrected 11:00"),
        (["2026-11-23T08:05:00.000Z"], "Corrected Monday 23 November 2026, 08:05"),
    ],
)
def test_the_byline_says_when_a_story_was_last_corrected(look, publish, moments, words):
    page = look(publish(publish_at=MORNING, corrections=corrected(*moments)))
    _, text = page.inside("p", class_="byline").one("a", href="#corrections")
    assert text == words
    assert page.one("section", id="corrections")


def test_times_of_corrections_are_the_stations(make_app, publish):
    address = publish(publish_at=MORNING, corrections=corrected("2026-11-22T20:30:00.000Z"))
    text = make_app(RADIO_TIMEZONE="Asia/Kathmandu").test_client().get(address).text
    assert "Monday 23 November 2026, 02:15" in text
