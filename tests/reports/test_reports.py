"""The desk's page of reports, and the log as CSV."""

import csv
import io
from datetime import UTC, datetime, timedelta

from blueprints.player.record_models import Recording
from blueprints.shows.models import Episode, Presenter, Show
from tests.reports.report_rows import COMPLETE, DAYS, OCTOBER, counted, played, write

PAGE, LOG = "/desk/reports/", "/desk/reports/log.csv"
OCTOBER_IN_CSV = f"{LOG}?first=2026-10-01&last=2026-10-31"


def rows_of(answer, delimiter=","):
    """The rows of a CSV file by the names of its columns."""
    assert answer.status_code == 200
    assert answer.data.startswith(b"\xef\xbb\xbf")  # or Excel takes it for another encoding
    text = answer.data.decode("utf-8-sig")
    assert "\n" not in text.replace("\r\n", "")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_last_month_is_shown_first(app, traveller, as_staff):
    traveller.move_to(datetime(2026, 11, 5, 12, tzinfo=UTC))
    editor = as_staff("editor")
    write(app, played(**COMPLETE), played(artist="Bo", title="Ropes"), *counted(OCTOBER, 3, 5))
    page = editor.get(PAGE).get_data(as_text=True)
    assert 'value="2026-10-01"' in page
    assert 'value="2026-10-31"' in page
    assert "1 recording needs an ISRC" in page
    assert "Bo – Ropes" in page
    assert "15 December 2026" in page
    assert "known for 100 % of the plays" in page


def test_a_period_without_songs_says_so(editor):
    assert "No songs were logged" in editor.get(PAGE).get_data(as_text=True)


def test_a_period_of_many_years_has_the_log_alone(app, editor):
    write(app, played(**COMPLETE))
    page = editor.get(f"{PAGE}?first=2020-01-01&last=2026-12-31").get_data(as_text=True)
    assert "covers up to a year" in page
    assert "Download CSV" in page


def test_the_log_has_station_time_show_and_what_was_filled_in(app, editor):
    app.config["RADIO_TIMEZONE"] = "Europe/Berlin"
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 02:30, for the second time
    show = Show(slug="deep", title="Deep, night", presenters=[Presenter(name="Dana")])
    noon = Episode(show=show, starts_at=OCTOBER, ends_at=OCTOBER + timedelta(hours=1))
    news = played(OCTOBER, 60, source="talk", title="News", artist="")
    filled = Recording(artist_key="anna", title_key="tide", label="Quay")
    write(app, noon, played(file="", composer="A. Lund"), news, played(covered=True), filled,
          played(second - timedelta(hours=1)), played(second, kind="jingle"))  # fmt: skip
    rows = rows_of(editor.get(OCTOBER_IN_CSV))
    assert [(row["Date"], row["Time"], row["Usage"]) for row in rows] == [
        ("2026-10-05", "14:00:00", "music"),
        ("2026-10-05", "14:00:00", "talk"),
        ("2026-10-25", "02:30:00", "music"),
        ("2026-10-25", "02:30:00", "jingle"),
    ]
    assert [row["Time (UTC)"][11:] for row in rows[2:]] == ["00:30:00Z", "01:30:00Z"]
    first = rows[0]
    assert (first["Show"], first["Presenters"]) == ("Deep, night", "Dana")
    assert (first["Label"], first["Composer"], first["Duration (s)"]) == ("Quay", "A. Lund", "180")
    assert rows[2]["Show"] == ""


def test_cells_are_guarded_and_quoted(app, editor):
    write(app, played(artist='=HYPERLINK("x")', title='a, "b"; c', album="\u00a0-1", label="@x"))
    (row,) = rows_of(editor.get(OCTOBER_IN_CSV))
    assert (row["Artist"], row["Title"]) == ('\'=HYPERLINK("x")', 'a, "b"; c')
    assert (row["Album"], row["Label"]) == ("'\u00a0-1", "'@x")
    (row,) = rows_of(editor.get(f"{OCTOBER_IN_CSV}&delimiter=;"), ";")
    assert row["Title"] == 'a, "b"; c'
    assert editor.get(f"{OCTOBER_IN_CSV}&delimiter=x").status_code == 422


def test_a_long_log_comes_whole_and_in_order(app, editor):
    at_once = [played(OCTOBER, title=str(n)) for n in range(2_500)]
    later = [played(OCTOBER + timedelta(seconds=n), title=f"+{n}") for n in range(1, 2_000)]
    write(app, *at_once, *later)
    titles = [row["Title"] for row in rows_of(editor.get(OCTOBER_IN_CSV))]
    assert len(titles) == len(set(titles)) == 4_499
    assert titles[:2_500] == [str(n) for n in range(2_500)]


def test_columns_are_chosen_and_ordered(app, editor):
    write(app, played(**COMPLETE))
    sent = DAYS | {"has-title": "y", "place-title": "2", "has-artist": "y", "place-artist": "1"}
    saved = editor.post("/desk/reports/columns", data=sent)
    assert saved.headers["Location"] == "/desk/reports/?first=2026-10-01&last=2026-10-31#log"
    assert editor.get(OCTOBER_IN_CSV).data[3:] == b"Artist,Title\r\nAnna,Tide\r\n"
    nothing = editor.post("/desk/reports/columns", data=DAYS | {"place-title": "x"})
    assert nothing.status_code == 303
    assert "at least one column" in editor.get(PAGE).get_data(as_text=True)
    assert editor.get(OCTOBER_IN_CSV).data[3:].startswith(b"Artist,Title\r\n")
