"""The log by hand over JSON: rows now, afterwards, corrected, removed; refusals in words."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from blueprints.core.extensions import db
from blueprints.player.models import LogEdit, Play
from blueprints.studio.models import PracticePlay
from tests.player.helpers import hear, polled, reading, song
from tests.studio.dj import DJ

ROPES = {"source": "spin", "artist": "The Slipways", "title": "Ropes", "label": "Quay"}
MPD_ROW = {"source": "mpd", "title": "Tide", "started_at": datetime(2026, 11, 22, 11, tzinfo=UTC)}


@pytest.fixture
def at_desk(traveller, as_staff):
    """A DJ who has the desk; it is noon, by the station's clock too."""
    found = DJ(as_staff("dj"))
    found.post("desk")
    return found


@pytest.fixture
def other(traveller, as_staff):
    """Another DJ, without the desk."""
    return DJ(as_staff("other_dj"))


def mpd_row(app, **more):
    with app.app_context():
        play = Play(**MPD_ROW | more)
        db.session.add(play)
        db.session.commit()
        return play.id


def titles(answer):
    return [row["title"] for row in answer.get_json()["rows"]]


def rows(dj, hours=3):
    return dj.client.get(f"{dj.prefix}log.json?hours={hours}")


def test_a_spin_starts_now(app, at_desk):
    row = at_desk.post("log/rows", **ROPES).get_json()["row"]
    assert (row["source"], row["kind"], row["title"], row["label"]) == (
        "spin",
        "music",
        "Ropes",
        "Quay",
    )
    assert row["started_at"] == "2026-11-22T12:00:00.000Z"
    assert (row["ended_at"], row["ends_by"]) == (None, "2026-11-22T12:10:00.000Z")
    assert at_desk.state()["manual"]["id"] == row["id"]


def test_a_line_is_a_spin(at_desk):
    row = at_desk.post("log/rows", source="spin", text="Anna – Tide (Salt)").get_json()["row"]
    assert (row["artist"], row["title"], row["label"]) == ("Anna", "Tide", "Salt")


@pytest.mark.parametrize(
    ("duration", "ends_by"),
    [
        (90, "12:01:30"),
        (90.5, "12:01:30"),
        ("4:10", "12:04:10"),
        ("", "12:10:00"),
        (None, "12:10:00"),
    ],
)
def test_a_length_is_seconds_or_as_people_write_it(at_desk, duration, ends_by):
    row = at_desk.post("log/rows", **ROPES, duration=duration).get_json()["row"]
    assert row["ends_by"][11:19] == ends_by


def test_talk_and_live_need_no_title(at_desk):
    assert at_desk.post("log/rows", source="talk").status_code == 200
    row = at_desk.post("log/rows", source="live", title=None).get_json()["row"]
    assert (row["source"], row["title"]) == ("live", "")
    assert row["ends_by"] == "2026-11-22T15:00:00.000Z"


def test_back_and_more_time(at_desk, traveller):
    at_desk.post("log/rows", source="talk", title="News")
    traveller.shift(1740)
    row = at_desk.post("log/extension").get_json()["row"]
    assert row["ends_by"] == "2026-11-22T12:59:00.000Z"
    traveller.shift(60)
    row = at_desk.post("log/back").get_json()["row"]
    assert (row["ended_at"], row["how"]) == ("2026-11-22T12:30:00.000Z", "stopped")
    assert at_desk.state()["manual"] is None
    for path in ("log/back", "log/extension"):
        answer = at_desk.post(path)
        assert answer.status_code == 409
        assert answer.get_json()["error"]


def test_a_row_that_is_over_is_told_so_before_anybody_notes_it(at_desk, traveller):
    at_desk.post("log/rows", **ROPES)
    traveller.shift(900)
    (row,) = rows(at_desk).get_json()["rows"]
    assert row["ended_at"] == "2026-11-22T12:10:00.000Z"


def test_without_the_desk_nothing_starts_ends_or_goes_on(app, at_desk, other):
    at_desk.post("log/rows", **ROPES)
    for path, data in (("log/rows", ROPES), ("log/back", {}), ("log/extension", {})):
        answer = other.post(path, **data)
        assert answer.status_code == 409
        assert answer.get_json()["desk"]["name"] == "Dana Deck"
        assert "Dana Deck" in answer.get_json()["error"]
    (row,) = rows(at_desk).get_json()["rows"]
    assert row["ended_at"] is None
    assert other.delete(f"log/rows/{row['id']}").status_code == 409
    assert other.put(f"log/rows/{row['id']}", started_at="11:40").status_code == 409
    assert other.put(f"log/rows/{row['id']}", title="Ropes II").status_code == 200


def test_a_correction_that_sends_the_start_along_does_not_move_the_row(at_desk, traveller):
    traveller.shift(0.4)
    number = at_desk.post("log/rows", **ROPES).get_json()["row"]["id"]
    answer = at_desk.put(f"log/rows/{number}", title="Ropes II", started_at="12:00:00")
    assert answer.get_json()["row"]["started_at"] == "2026-11-22T12:00:00.400Z"


def test_anybody_inserts_corrects_annotates_and_removes(app, other, traveller):
    row = other.post("log/inserted", **ROPES, started_at="11:30", duration=240).get_json()["row"]
    assert (row["started_at"], row["ended_at"]) == (
        "2026-11-22T11:30:00.000Z",
        "2026-11-22T11:34:00.000Z",
    )
    path = f"log/rows/{row['id']}"
    corrected = other.put(path, title="Ropes II", note="B side\nscratched", started_at="11:20:30")
    row = corrected.get_json()["row"]
    assert (row["title"], row["artist"], row["note"]) == (
        "Ropes II",
        "The Slipways",
        "B side\nscratched",
    )
    assert (row["started_at"][11:19], row["ended_at"][11:19]) == ("11:20:30", "11:24:30")
    assert row["edits"] == 1
    edits = other.client.get(f"/studio/{path}/edits.json").get_json()["rows"]
    assert [(edit["who"], edit["what"]) for edit in edits] == [
        ("Dov Dial", "corrected"),
        ("Dov Dial", "inserted"),
    ]
    assert edits[0]["before"]["title"] == "Ropes"
    assert other.delete(path).get_json()["row"]["id"] == row["id"]
    assert titles(rows(other)) == []
    assert other.delete(path).status_code == 404


def test_the_log_is_newest_first_within_the_hours(app, other, traveller):
    for title, at in (("Old", "08:59"), ("Early", "09:01"), ("Late", "11:00")):
        other.post("log/inserted", source="spin", title=title, started_at=at)
    assert titles(rows(other)) == ["Late", "Early"]
    assert titles(rows(other, 4)) == ["Late", "Early", "Old"]
    for hours in ("0", "-1", "x", "9" * 30, "\0", ""):
        assert rows(other, hours).status_code == 200


def test_twenty_lines_are_pasted_at_once(app, other, traveller):
    text = "\n".join(f"Artist {number} – Title {number} (Label)" for number in range(20))
    answer = other.post("log/pasted", text=text, started_at="10:00")
    assert answer.status_code == 200
    assert titles(answer) == [f"Title {number}" for number in range(20)]
    ends = [(row["started_at"][11:16], row["ended_at"][11:16]) for row in answer.get_json()["rows"]]
    assert ends[:2] == [("10:00", "10:04"), ("10:04", "10:08")]
    assert ends[-1] == ("11:16", "11:26")
    again = other.post("log/pasted", text=text, started_at="10:00")
    assert len(again.get_json()["rows"]) == 20
    assert len(rows(other).get_json()["rows"]) == 20


def test_a_pasted_line_that_cannot_be_read_is_named_and_nothing_is_added(app, other, traveller):
    answer = other.post(
        "log/pasted", text="Anna – Tide\nnonsense\n25:00 Bo – Foam", started_at="10:00"
    )
    assert answer.status_code == 422
    body = answer.get_json()
    assert [(line["number"], line["text"]) for line in body["lines"]] == [
        (2, "nonsense"),
        (3, "25:00 Bo – Foam"),
    ]
    assert "Line 2: “nonsense” has no dash between artist and title." in body["error"]
    assert titles(rows(other)) == []


def test_what_mpd_played_is_corrected_but_neither_moved_nor_removed(app, other, traveller):
    row_id = mpd_row(app, ended_at=datetime(2026, 11, 22, 11, 3, tzinfo=UTC))
    path = f"log/rows/{row_id}"
    answer = other.delete(path)
    assert answer.status_code == 422
    assert "MPD" in answer.get_json()["error"]
    assert other.put(path, started_at="11:30").status_code == 422
    assert other.put(path, title="").status_code == 422
    row = other.put(path, title="Tides", note="wrong tag", started_at="11:00:00").get_json()["row"]
    assert (row["title"], row["note"], row["started_at"]) == (
        "Tides",
        "wrong tag",
        "2026-11-22T11:00:00.000Z",
    )


def test_tags_and_html_are_text(app, at_desk):
    hostile = "<script>alert(1)</script>\u2028\u0000 & “x”"
    row = at_desk.post("log/rows", source="spin", title=hostile, artist=hostile).get_json()["row"]
    assert row["title"] == "<script>alert(1)</script> & “x”"
    hear(app, reading(datetime(2026, 11, 22, 12, tzinfo=UTC).timestamp(), of=song()))
    assert polled(app)["track"]["title"] == row["title"]
    assert "<script>alert" not in app.test_client().get("/").text


@pytest.mark.parametrize("row_id", ["0", "999", "99999999999999999999"])
def test_a_row_that_is_not_there_is_404(app, other, row_id):
    for answer in (
        other.put(f"log/rows/{row_id}", title="x"),
        other.delete(f"log/rows/{row_id}"),
        other.client.get(f"/studio/log/rows/{row_id}/edits.json"),
    ):
        assert answer.status_code == 404
        assert answer.get_json()["error"]


def test_the_log_needs_no_more_statements_for_more_rows(app, other, traveller, count_queries):
    def count():
        with count_queries() as queries:
            rows(other)
        return len(queries)

    other.post("log/inserted", **ROPES, started_at="11:00")
    before = count()
    for minute in range(10, 40):
        other.post("log/inserted", **ROPES, started_at=f"10:{minute}")
    assert count() == before


def test_practice_has_a_log_of_its_own_and_nothing_of_it_is_public(app, traveller, as_staff):
    practice = DJ(as_staff("dj"), "/studio/practice/")
    practice.post("desk")
    row = practice.post("log/rows", **ROPES).get_json()["row"]
    practice.post("log/inserted", source="talk", started_at="11:00")
    practice.put(f"log/rows/{row['id']}", title="Ropes II")
    assert titles(rows(practice)) == ["Ropes II", ""]
    assert practice.client.get(f"/studio/practice/log/rows/{row['id']}/edits.json").get_json() == {
        "rows": []
    }
    practice.post("log/back")
    practice.delete(f"log/rows/{row['id']}")
    with app.app_context():
        assert [play.source for play in db.session.query(PracticePlay)] == ["talk"]
        assert db.session.query(Play).count() == db.session.query(LogEdit).count() == 0


def test_many_who_start_at_once_leave_one_open(app, as_staff):
    browsers = [DJ(as_staff("dj")) for _ in range(4)]
    browsers[0].post("desk")

    def start(number):
        dj = browsers[number % 4]
        return [dj.post("log/rows", source="talk", title=f"{number}.{turn}") for turn in range(3)]

    with ThreadPoolExecutor(4) as threads:
        answers = [answer for some in threads.map(start, range(4)) for answer in some]
    assert [answer.status_code for answer in answers] == [200] * 12
    with app.app_context():
        rows = db.session.query(Play).order_by(Play.started_at, Play.id).all()
    assert [row.ended_at is None for row in rows] == [False] * 11 + [True]
    assert all(row.ended_at <= after.started_at for row, after in pairwise(rows))
