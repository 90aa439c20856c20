"""Text of reports of use in ASCII."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.reports.ascii_text import ascii_of


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Tide", "Tide"),
        ("Night ferry to Gdańsk", "Night ferry to Gdansk"),
        ("Łódź, Øresund, Straße, Æther", "Lodz, Oresund, Strasse, Aether"),
        ("a|b^c", "a/b-c"),
        ("one\r\ntwo\ttabs\x00", "one two tabs"),
        ("“Don’t” — stop…", '"Don\'t" - stop...'),
        ("Кино — Группа крови", "Kino - Gruppa krovi"),
        ("Щука, Эхо", "Shchuka, Ekho"),
        ("Μίκης Θεοδωράκης", "Mikis Theodorakis"),
        ("ثلاثي ليال", "thlathy lyal"),
        ("שלום", "shlvm"),
        ("きのこ パンク", "kinoko panku"),
        ("방탄", "bangtan"),
        ("ＡＢＣ １２３ ٣", "ABC 123 3"),
        ("月亮 song", "?? song"),
        ("ъ", "?"),
        ("\u202e\u202c", ""),
        ("", ""),
    ],
)
def test_letters_of_many_scripts(text, written):
    assert ascii_of(text) == (written or ("?" if text.strip() else ""))


def test_a_long_title_is_not_cut():
    assert ascii_of("é" * 300) == "e" * 300


@given(st.text())
def test_whatever_comes_is_one_line_of_ascii_that_splits_no_field(text):
    written = ascii_of(text)
    assert written.isascii()
    assert written.isprintable()
    assert not set("|^") & set(written)
