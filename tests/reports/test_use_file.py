"""The lines of a report of use, its name, and when it is due."""

from datetime import date

import pytest

from blueprints.reports.recordings import Recorded, Usage
from blueprints.reports.use_file import Head, due_on, file_name, report

FIRST, LAST = date(2007, 1, 15), date(2007, 1, 21)
SONG = Recorded(("anna", "tide"), artist="Anna | Bo", title="Ti^de", album="Salt", label="Quay",
                plays=3, known=3, listeners=10.5)  # fmt: skip
SPIN = Recorded(("bo", "ropes"), artist="Bo", title="Ropes", isrc="GBAYE6900123",
                plays=2, known=2, listeners=4.0)  # fmt: skip
USAGE = Usage([SONG, SPIN])


def test_performances():
    lines = list(report(USAGE, Head("KFAKE", "H", FIRST, LAST)))
    assert lines == [
        "^KFAKE^|^H^|^Anna / Bo^|^Ti-de^||^Salt^|^Quay^|11\r\n",
        "^KFAKE^|^H^|^Bo^|^Ropes^|^GBAYE6900123^|||4\r\n",
    ]


def test_a_half_is_rounded_up_also_if_it_was_summed_from_thirds():
    half = Recorded(("anna", "tide"), plays=3, known=3, listeners=1 / 3 + 13 / 3 + 5 / 6)
    assert half.listeners < 5.5
    assert Usage([half]).performances(half) == 6


def test_tuning_hours():
    head = Head("KFAKE", "H", FIRST, LAST, hours=1250.5, channel="Aerial FM")
    assert next(report(USAGE, head)).endswith("|^Quay^|1250.50|^Aerial FM^|3\r\n")


def test_a_header_has_sixteen_rows():
    who = ("Edda Ink", "1 Quay Street", "Harbour, ME 04101", "207 555 0100", "edda@station.example")
    head = Head("KFAKE", "H", FIRST, LAST, contact=who)
    rows = "".join(report(USAGE, head, made_on=date(2007, 2, 1))).split("\r\n")
    assert rows[:6] == ["KFAKE", *who]
    assert rows[6:12] == ["20070115", "20070121", "20070201", "2", "^", "|"]
    assert (rows[12:14], rows[15]) == ([""] * 2, "")
    assert rows[14].split("|")[-1] == "ACTUAL_TOTAL_PERFORMANCES"
    assert rows[16].startswith("^KFAKE^|^H^|^Anna / Bo^")


@pytest.mark.parametrize(
    ("service", "is_compressed", "name"),
    [
        ("KFAKE", False, "KFAKE20070115-20070121_H.txt"),
        ("KFAKE", True, "KFAKE20070115-20070121_H.gz"),
        ("Rádio / Übersee 87.9", False, "RadioUbersee87920070115-20070121_H.txt"),
        ("月", False, "Station20070115-20070121_H.txt"),
        ("x" * 300, False, "x" * 40 + "20070115-20070121_H.txt"),
    ],
)
def test_the_files_name(service, is_compressed, name):
    assert file_name(Head(service, "H", FIRST, LAST), is_compressed) == name


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (date(2026, 10, 31), date(2026, 12, 15)),
        (date(2026, 10, 7), date(2026, 12, 15)),
        (date(2028, 2, 29), date(2028, 4, 14)),
        (date(2026, 12, 31), date(2027, 2, 14)),
    ],
)
def test_it_is_due_45_days_after_the_month(last, due):
    assert due_on(last) == due
