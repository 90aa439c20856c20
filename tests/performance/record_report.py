"""A month of the example station in reports, quotas and charts. python -m …record_report

The log is what `flask seed` writes and its repetition three weeks before, in the spellings that
people use, in a month with a clock change. report_account.py sums it up from the database alone,
and every row is compared: of the report of use with performances (all minutes sampled, 96 % of
them) and with tuning hours (90 %), of the CSV, the quotas and the charts.
"""

import csv
import io
import sys
import unicodedata
from collections import Counter
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from blueprints.core.extensions import db
from tests.news.helpers import Page
from tests.performance.report_account import Account, monday_of, performances
from tests.performance.report_station import (
    FIRST,
    LAST,
    NOW,
    ZONE,
    made_station,
    make_charts,
    stopped,
    write_counts,
)

AFTER = LAST + timedelta(days=1)
DAYS = f"first={FIRST}&last={LAST}"
USE = f"/desk/reports/use?{DAYS}&service=Aerial+87.9&category=H&channel=Main"
HOURS = "1250.50"
ASCII = {  # of the names that are not ASCII after NFKC
    "Straße": "Strasse", "STRASSE": "STRASSE", "Café Sirena": "Cafe Sirena", "Ñandú": "Nandu",
}  # fmt: skip
HEADS = ("what", "rows", "sum", "by the account", "rows that differ")


class Proof:
    """What was compared."""

    def __init__(self, browser, account):
        self.browser, self.account = browser, account
        self.lines, self.wrong = [HEADS], []

    def get(self, path, status=200):
        """The body of an answer."""
        answer = self.browser.get(path)
        assert answer.status_code == status, (path, answer.status_code)
        return answer.get_data()

    def same(self, what, said, expected, sums):
        """Compare lists of rows, and their sums."""
        left, right = Counter(map(tuple, said)), Counter(map(tuple, expected))
        differ = [*((left - right).elements()), *((right - left).elements())]
        if not differ and list(map(tuple, said)) != list(map(tuple, expected)):
            differ = ["their order"]
        self.lines.append((what, len(said), sums(said), sums(expected), len(differ)))
        self.wrong += [f"{what}: {row}" for row in differ[:10]]
        if sums(said) != sums(expected) or not said:
            self.wrong.append(f"{what}: the sums differ, or there are no rows")

    def report_of_use(self, samples, with_hours):
        """The report of use, each of its rows."""
        found = self.account.recordings(FIRST, AFTER)
        share, counts = performances(found)
        assert with_hours == (share < 0.95), share
        if with_hours:
            self.get(USE, 422)  # the hours are asked for
        text = self.get(f"{USE}&hours={HOURS}" if with_hours else USE).decode("ascii")
        assert text.endswith("\r\n")
        said = [line.split("|") for line in text.split("\r\n")[:-1]]
        right = [
            [*(f"^{in_ascii(cell)}^" if cell.strip() else "" for cell in
               ("Aerial 87.9", "H", one.artist, one.title, one.isrc, one.album, one.label)),
             *((HOURS, "^Main^", str(len(one.listeners))) if with_hours else (str(counts[key]),))]
            for key, one in sorted(found.items())
        ]  # fmt: skip
        counted = "plays" if with_hours else "performances"
        what = f"report of use, {samples} sampled ({100 * share:.1f} % of plays): {counted}"
        self.same(what, said, right, lambda rows: sum(int(row[-1]) for row in rows))

    def log(self):
        """The CSV of the log."""
        text = self.get(f"/desk/reports/log.csv?{DAYS}").decode("utf-8-sig")
        head, *said = csv.reader(io.StringIO(text))
        seconds = head.index("Duration (s)")
        right = list(self.account.lines(FIRST, AFTER))
        self.same("log as CSV: seconds", said, right,
                  lambda rows: sum(int(row[seconds]) for row in rows))  # fmt: skip

    def quotas(self):
        """The shares of the last eight weeks."""
        page = Page(self.get("/desk/quotas/").decode())
        said = [tuple(int(word) for word in text.split() if word.isdigit())
                for attributes, text in page.all("td") if "%" in text]  # fmt: skip
        monday = monday_of(NOW.date())
        weeks = (self.account.shares(monday - timedelta(weeks=n)) for n in range(8))
        right = [(100 * counted // songs, counted, songs)
                 for week in weeks for counted, songs in week.values() if songs]  # fmt: skip
        self.same("quotas by week: songs counted", said, right,
                  lambda rows: sum(row[1] for row in rows))  # fmt: skip

    def charts(self):
        """The month's four charts, and the top 30 of a week as CSV."""
        for of in ("artist", "track", "album", "label"):
            page = Page(self.get(f"/charts/month/{FIRST:%Y-%m}?of={of}").decode())
            self.same(f"chart of the month, {of}s: plays", placed(page),
                      clean(self.account.chart(of, FIRST, AFTER)), plays_of)  # fmt: skip
        monday = monday_of(FIRST) + timedelta(weeks=3)  # its Sunday has 25 hours
        text = self.get(f"/charts/week/{monday}.csv?of=track").decode("utf-8-sig")
        said = [(row[3], row[2], int(row[5])) for row in list(csv.reader(io.StringIO(text)))[1:]]
        right = self.account.chart("track", monday, monday + timedelta(days=7))[:30]
        self.same(f"top 30 of the week from {monday}: plays", clean(said), clean(right), plays_of)


def plays_of(rows):
    """The sum of a chart's plays."""
    return sum(row[2] for row in rows)


def placed(page):
    """(name, credit, plays) of a chart's rows; spaces as a browser shows them."""
    rows, row = [], None
    for tag, attributes, text, _ in page.elements:
        if tag == "td" and "place" in attributes.get("class", ""):
            row = {"b": "", "span": "", "td": ""}
            rows.append(row)
        elif tag == "p":
            row = None
        elif row is not None and tag in row and (tag != "td" or not row["td"]):
            row[tag] = row[tag] or text
    return clean((row["b"], row["span"], int(row["td"])) for row in rows)


def clean(rows):
    """The same with single spaces, and without the guard against formulas."""
    return [
        (*(" ".join(cell.removeprefix("'").split()) for cell in row[:2]), row[2]) for row in rows
    ]


def in_ascii(text):
    """A name as the report writes it."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    plain = ASCII.get(plain, plain).replace("|", "/").replace("^", "-")
    assert plain.isascii(), plain
    return plain


def main():
    """Compare; print a table; return 0 if nothing differs."""
    with TemporaryDirectory(prefix="aerial-report-") as folder, stopped():
        station, browser = made_station(Path(folder))
        proof = Proof(browser, Account(Path(folder) / "aerial.sqlite3", ZONE))
        for missing in (0.0, 0.04, 0.10):
            write_counts(station.app, missing)
            proof.report_of_use(f"{100 - 100 * missing:.0f} %", with_hours=missing > 0.05)
        proof.log()
        proof.quotas()
        make_charts(station.app)
        proof.charts()
        with station.app.app_context():
            db.engine.dispose()
    lines = [tuple(map(str, line)) for line in proof.lines]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)))
    print(*proof.wrong, sep="\n")
    return 1 if proof.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
