"""What reports lack of recordings, filled in at the desk."""

import re
from datetime import timedelta

from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.player.record_models import Recording
from tests.reports.report_rows import COMPLETE, DAYS, OCTOBER, played, write

PAGE = "/desk/reports/recordings/"


def filled(app):
    """Every recording that was filled in."""
    with app.app_context():
        return db.session.scalars(select(Recording)).all()


def test_the_most_played_come_first_fifty_a_page(app, editor):
    rows = [played(OCTOBER + timedelta(hours=n), title=f"Part {n:02}") for n in range(52)]
    again = [played(OCTOBER + timedelta(days=4), title="Part 51")]
    write(app, *rows, *again, played(**COMPLETE | {"title": "Complete"}))
    first = editor.get(PAGE, query_string=DAYS).get_data(as_text=True)
    titles = re.findall(r"Anna – (Part \d\d)", first)
    assert (titles[0], titles[1], len(titles)) == ("Part 51", "Part 00", 50)
    second = editor.get(PAGE, query_string=DAYS | {"page": 2}).get_data(as_text=True)
    assert re.findall(r"Anna – (\w+ ?\d*)", second) == ["Part 49", "Part 50"]
    assert editor.get(PAGE, query_string=DAYS | {"page": 3}).status_code == 404


def test_what_is_filled_in_is_kept_and_no_longer_missing(app, editor):
    write(app, played(), played(artist="Bo", title="Ropes", album="Rope"))
    sent = DAYS | {
        "artist-0": "Anna", "title-0": "Tide", "isrc-0": "gb-aye-69-00123", "composer-0": "Lund",
        "artist-1": "Bo", "title-1": "Ropes", "album-1": "Rope", "fixed-1": "album",
    }  # fmt: skip
    answer = editor.post(PAGE, data=sent)
    assert answer.status_code == 303
    (row,) = filled(app)
    assert (row.artist_key, row.title_key) == ("anna", "tide")
    assert (row.isrc, row.composer, row.album) == ("GBAYE6900123", "Lund", "")
    page = editor.get(answer.headers["Location"]).get_data(as_text=True)
    assert "1 recording saved." in page
    assert "Tide" not in page
    assert "Bo – Ropes" in page


def test_nothing_typed_is_lost_on_an_error(app, editor):
    sent = {"artist-0": "Anna", "title-0": "Tide", "isrc-0": "GB-AYE-69-123", "album-0": "Salt",
            "artist-7": "Bo", "title-7": "<b>Ropes", "label-7": "x" * 301}  # fmt: skip
    answer = editor.post(PAGE, data=DAYS | sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert filled(app) == []
    assert "Enter an ISRC, like GB-AYE-69-00123." in page
    assert 'value="GB-AYE-69-123"' in page
    assert 'value="Salt"' in page
    assert "x" * 301 in page
    assert "&lt;b&gt;Ropes" in page


def test_a_detail_can_be_changed_and_taken_away(app, editor):
    write(app, Recording(artist_key="anna", title_key="tide", album="Salt", label="Quay"), played())
    editor.post(PAGE, data=DAYS | {"artist-0": "ANNA", "title-0": " Tide", "album-0": "Brine"})
    (row,) = filled(app)
    assert (row.album, row.label) == ("Brine", "")


def test_nul_bytes_and_unknown_days_are_harmless(app, editor):
    sent = {"first": "\0", "last": "x" * 99, "artist-0": "A\0", "title-0": "T\0", "isrc-0": "\0"}
    assert editor.post(PAGE, data=sent).status_code == 303
    assert editor.get(f"{PAGE}?first=%00&last=x").status_code == 422
