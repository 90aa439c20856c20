"""The report of use at the desk: its rows against an account of the log that is not ours."""

import gzip
import random
from collections import defaultdict
from datetime import datetime, timedelta

import pytest

from blueprints.player.models import Track
from blueprints.player.record_models import Recording
from blueprints.reports.models import ListenerCount
from tests.reports.report_rows import COMPLETE, DAYS, OCTOBER, counted, played, write

USE = "/desk/reports/use"
ARABIC = "ثلاثي ليال"
NAMES = (
    ("Anna", "Tide"), ("ANNA ", "tide"), ("Bo|nus", "^Ropes^"), (ARABIC, "موج"),
    ("Quay Dogs", "x" * 300), ("Łukasz", "Night ferry"), ("=SUM(A1)", "Line"),
    ("Amber, Choir", "Slow \u2028Boats"),
)  # fmt: skip
KINDS = (
    {}, {}, {}, {"source": "spin"}, {"source": "playout"}, {"covered": True}, {"kind": "jingle"},
    {"source": "talk", "artist": ""},
)  # fmt: skip


@pytest.fixture
def desk(app, editor):
    """An editor's browser."""
    return editor


def lines_of(answer):
    """The lines of a report, as lists of what is between the bars."""
    assert answer.status_code == 200, answer.get_data(as_text=True)
    text = answer.data.decode("ascii")
    assert text.endswith("\r\n") or not text
    return [[cell.strip("^") for cell in line.split("|")] for line in text.split("\r\n")[:-1]]


def random_log(since, until):
    """Songs, jingles, talk and covered rows, from before a period until after it."""
    dice, at = random.Random(f"{since}"), since - timedelta(hours=5)
    rows = []
    while at < until + timedelta(hours=5):
        artist, title = dice.choice(NAMES)
        seconds = dice.choice((95, 180, 241, 600, 3000))
        usual = {"artist": artist, "title": title, "kind": "music", "covered": False}
        rows.append(played(at, seconds, **usual | dice.choice(KINDS)))
        at += timedelta(seconds=seconds + dice.choice((0, 0, 1500)))
    return rows


def is_reported(row, since, until):
    """Return True for a song or spin that was heard and began in the period."""
    is_song = row.kind == "music" and row.source != "talk" and not row.covered
    return is_song and since <= row.started_at < until


def listeners_of(row, counts):
    """The listeners of a play: minute by minute, and then second by second beside it."""
    minute = row.started_at.replace(second=0) + timedelta(minutes=bool(row.started_at.second))
    inside = []
    while minute < row.ended_at:
        inside += [counts[minute]] if minute in counts else []
        minute += timedelta(minutes=1)
    if inside:
        return sum(inside) / len(inside)
    for away in range(121):
        for at in (
            row.started_at - timedelta(seconds=away),
            row.ended_at + timedelta(seconds=away),
        ):
            if at in counts:
                return counts[at]
    return None


def account(rows, counts, since, until):
    """Performances by name."""
    heard, unknown = defaultdict(float), defaultdict(int)
    reported = [row for row in rows if is_reported(row, since, until)]
    for row in reported:
        name = row.artist.strip().lower(), " ".join(row.title.lower().split())
        listeners = listeners_of(row, counts)
        heard[name] += listeners or 0
        unknown[name] += listeners is None
    mean = sum(heard.values()) / (len(reported) - sum(unknown.values()))
    return sorted(int(heard[name] + unknown[name] * mean + 0.5) for name in heard)


MONTHS = [  # with each clock change of Berlin; a leap day
    ("2026-03-01", "2026-03-31", "2026-02-28T23", "2026-03-31T22"),
    ("2026-10-01", "2026-10-31", "2026-09-30T22", "2026-10-31T23"),
    ("2028-02-29", "2028-02-29", "2028-02-28T23", "2028-02-29T23"),
]


@pytest.mark.parametrize(("first", "last", "since", "until"), MONTHS)
def test_the_report_is_what_an_independent_sum_says(app, desk, first, last, since, until):
    app.config["RADIO_TIMEZONE"] = "Europe/Berlin"
    since, until = (datetime.fromisoformat(f"{hour}:00+00:00") for hour in (since, until))
    rows, hours = random_log(since, until), int((until - since).total_seconds() // 3600) + 6
    samples = counted(since - timedelta(hours=3), 60 * hours, lambda place: place * 7919 % 97)
    counts = {one.at: one.listeners for one in samples if one.at.hour % 12 or one.at.minute % 7}
    expected = account(rows, counts, since, until)
    write(app, *rows, *(one for one in samples if one.at in counts))
    lines = lines_of(desk.get(USE, query_string={"first": first, "last": last}))
    assert sorted(int(line[-1]) for line in lines) == expected


def test_facts_are_the_plays_then_the_files_then_as_filled_in(app, desk):
    filed = Track(file="tide.mp3", folder="", album="Of the file", label="Of the file",
                  isrc="DE-A12-26-00001", added_at=OCTOBER)  # fmt: skip
    filled = Recording(artist_key="anna", title_key="tide", album="Filled in", label="Filled in",
                       isrc="GBAYE6900123")  # fmt: skip
    other = Recording(artist_key="bo", title_key="ropes", label="Quay", album="Rope")
    write(app, played(album="Of the play", file="tide.mp3"),
          played(OCTOBER + timedelta(1), artist="ANNA", isrc="not one"),
          played(artist="Bo", title="Ropes", source="spin"), filed, filled, other,
          *counted(OCTOBER, 2000, 4))  # fmt: skip
    lines = lines_of(desk.get(USE, query_string=DAYS))
    assert [line[2:] for line in lines] == [
        ["ANNA", "Tide", "DEA122600001", "Of the play", "Of the file", "8"],
        ["Bo", "Ropes", "", "Rope", "Quay", "4"],
    ]


def test_hours_are_reported_if_the_listeners_of_too_many_plays_are_unknown(app, desk):
    half = [played(OCTOBER + timedelta(hours=hours), **COMPLETE) for hours in range(10)]
    write(app, *half, *counted(OCTOBER, 5 * 60 - 3, 3))
    page = desk.get("/desk/reports/", query_string=DAYS).get_data(as_text=True)
    assert "is known for 50 % of the plays" in page
    refused = desk.get(USE, query_string=DAYS)
    assert refused.status_code == 422
    assert "Enter the hours" in refused.get_data(as_text=True)
    given = DAYS | {"hours": "1250,5", "channel": "Deep|night", "service": "KFAKE", "category": "H"}
    lines = lines_of(desk.get(USE, query_string=given))
    assert lines == [["KFAKE", "H", "Anna", "Tide", "", "Salt", "Quay Records", "1250.50",
                      "Deep/night", "10"]]  # fmt: skip


def test_a_play_among_many_without_a_count_has_the_mean(app, desk):
    known = [played(OCTOBER + timedelta(hours=hours), **COMPLETE) for hours in range(39)]
    lost = played(OCTOBER + timedelta(days=3), artist="Bo", title="Ropes")
    write(app, *known, lost, *counted(OCTOBER, 39 * 60, 6))
    assert [line[-1] for line in lines_of(desk.get(USE, query_string=DAYS))] == [str(39 * 6), "6"]


def test_the_file_may_have_a_header_and_be_compressed(app, desk):
    write(app, played(**COMPLETE), *counted(OCTOBER, 3, 5))
    asked = DAYS | {"service": "KFAKE", "category": "B", "header": "y", "compressed": "y",
                    "contact": "Edda Ink"}  # fmt: skip
    answer = desk.get(USE, query_string=asked)
    assert answer.headers["Content-Disposition"].endswith('"KFAKE20261001-20261031_B.gz"')
    rows = gzip.decompress(answer.data).decode("ascii").split("\r\n")
    assert rows[:2] == ["KFAKE", "Edda Ink"]
    assert rows[16] == "^KFAKE^|^B^|^Anna^|^Tide^||^Salt^|^Quay Records^|5"


def test_an_open_play_counts_until_now(app, traveller, as_staff):
    traveller.move_to(OCTOBER + timedelta(minutes=4))
    desk = as_staff("editor")
    open_row = played(**COMPLETE)
    open_row.ended_at = open_row.how = None
    write(app, open_row, *counted(OCTOBER, 10, lambda place: place))
    assert lines_of(desk.get(USE, query_string=DAYS))[0][-1] == "2"  # of 0, 1, 2, 3


@pytest.mark.parametrize(
    "bad",
    [
        {"first": "2026-02-30"},
        {"first": "2026-11-01"},
        {"last": "99999-01-01"},
        {"first": "\0"},
        {"first": "1066-10-14"},
        {"first": "2020-01-01"},
        {"category": "Ω"},
        {"service": "  "},
        {"service": "x" * 300},
        {"hours": "nan"},
        {"hours": "-1"},
        {"hours": "1e400"},
        {"hours": "1,250"},
    ],
)
def test_bad_input_is_a_422_with_the_form_filled_in(app, desk, bad):
    write(app, played(**COMPLETE))
    answer = desk.get(USE, query_string=DAYS | {"hours": "12", "channel": "Deep night"} | bad)
    assert answer.status_code == 422
    assert 'class="error"' in answer.get_data(as_text=True)


def test_a_repeated_parameter_is_the_first(app, desk):
    write(app, played(**COMPLETE), ListenerCount(at=OCTOBER, listeners=1))
    assert desk.get(f"{USE}?first=2026-10-01&last=2026-10-31&first=x&last=y").status_code == 200


def test_three_statements_for_a_month_however_long(app, desk, count_queries):
    rows = [played(OCTOBER + timedelta(minutes=4 * n), title=f"Part {n}") for n in range(60)]
    write(app, rows[0])
    with count_queries() as few:
        desk.get(USE, query_string=DAYS | {"hours": "1"})
    write(app, *rows[1:])
    with count_queries() as many:
        desk.get(USE, query_string=DAYS | {"hours": "1"})
    assert len(many) == len(few) <= 8, many
