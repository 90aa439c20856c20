"""Lines as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.player.log_lines import Line, Unread, read_line, read_lines


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Anna – Tide (Salt)", ("Anna", "Tide", "Salt", "")),
        ("Anna — Tide", ("Anna", "Tide", "", "")),
        ("Anna - Tide", ("Anna", "Tide", "", "")),
        ("Anna–Tide", ("Anna", "Tide", "", "")),
        ("  Jay-Z   -  99 Problems ", ("Jay-Z", "99 Problems", "", "")),
        ("14:03 Anna – Tide", ("Anna", "Tide", "", "14:03")),
        ("[4:03:20] Anna – Tide", ("Anna", "Tide", "", "4:03:20")),
        ("14:03 – Anna – Tide (Salt)", ("Anna", "Tide", "Salt", "14:03")),
        ("Anna – Tide – Ebb", ("Anna", "Tide – Ebb", "", "")),
        ("Jay–Z - Tide", ("Jay–Z", "Tide", "", "")),
        ("Anna – Tide (live)", ("Anna", "Tide (live)", "", "")),
        ("Anna – Tide (feat. Bo) (Salt)", ("Anna", "Tide (feat. Bo)", "Salt", "")),
        ("Anna – Tide (2018 Remaster)", ("Anna", "Tide (2018 Remaster)", "", "")),
        ("Anna – (Tide)", ("Anna", "(Tide)", "", "")),
        ("1:23:45:67 – Tide", ("1:23:45:67", "Tide", "", "")),
    ],
)
def test_a_line_is_read(text, read):
    artist, title, label, time = read
    assert read_line(text) == Line(1, artist, title, label, time)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Anna Tide", "form"),
        ("Jay-Z", "form"),
        ("Anna – ", "form"),
        ("– Tide", "form"),
        ("14:03", "form"),
        ("24:03 Anna – Tide", "time"),
        ("14:03:60 Anna – Tide", "time"),
        (f"Anna – {'x' * 301}", "long"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(text, why):
    assert read_line(text, 7) == Unread(7, text.strip(), why)


def test_empty_lines_are_left_out_and_numbers_are_the_texts():
    lines = read_lines("Anna – Tide\r\n\r\n\u200b\nnonsense\nBo – Foam")
    assert [(line.number, type(line)) for line in lines] == [(1, Line), (4, Unread), (5, Line)]


@given(st.text(max_size=80))
def test_any_text_is_read_or_not_and_nothing_of_it_is_lost(text):
    for line in read_lines(text):
        if isinstance(line, Line):
            assert line.artist
            assert line.title
