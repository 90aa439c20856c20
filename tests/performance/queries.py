"""How many statements an address costs, and that more rows do not make them more."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from flask import Flask
from sqlalchemy import event

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.news.models import Picture, Story, Tag
from blueprints.news.queries import find_tag
from tests.performance.station import station
from tests.performance.table import Bound, Row, at_most

FEW, MANY = 10, 1_000
PAGES = {
    "/current-track.json": at_most(1),
    "/": at_most(5),
    "/news/": at_most(5),
    "/news/tag/harbour": at_most(5),
    "/news/story-1": at_most(8),
}


def measure() -> list[Row]:
    """The statements of each address with 1,000 stories and with 10."""
    counts = {}
    with station() as made:
        for begin, end in ((0, FEW), (FEW, MANY)):
            _write_stories(made.app, range(begin, end))
            counts[end] = {path: _count(made.app, path) for path in PAGES}
    return [_row(path, counts[MANY][path], counts[FEW][path], PAGES[path]) for path in PAGES]


def _row(path: str, many: int, few: int, bound: Bound) -> Row:
    what = f"queries of {path} at 1,000 stories, at 10"
    return Row(what, str(many), str(few), "", bound, bound.holds(many) and many == few)


def _count(app: Flask, path: str) -> int:
    with _statements(app) as statements:
        answer = app.test_client().get(path)
        assert answer.status_code == 200, f"{path} answered {answer.status}"
    return len(statements)


@contextmanager
def _statements(app: Flask) -> Iterator[list[str]]:
    """Collects what is sent to the database."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _write_stories(app: Flask, numbers: range) -> None:
    """Writes stories, each with a picture, a tag that all share and one of its own."""
    with app.app_context():
        begin_write()
        harbour = find_tag("harbour") or Tag(slug="harbour", name="Harbour")
        db.session.add_all([_story(number, harbour) for number in numbers])
        db.session.commit()


def _story(number: int, harbour: Tag) -> Story:
    published = clock.now() - timedelta(hours=number)
    return Story(
        slug=f"story-{number}",
        headline=f"The harbour, part {number}",
        standfirst="What happened there.",
        body="<p>It happened.</p>",
        publish_at=published,
        updated_at=published,
        lead_picture=Picture(hash=f"{number:020x}", width=960, height=640),
        tags=[harbour, Tag(slug=f"tag-{number}", name=f"Tag {number}")],
    )
